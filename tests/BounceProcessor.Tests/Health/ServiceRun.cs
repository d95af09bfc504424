using System.Net;

using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Health;

/// <summary>A real <c>bounceproc serve</c> in a process of its own, and what it answers.</summary>
internal sealed class ServiceRun : IDisposable
{
    private const string Listens = "BounceProcessor listens on ";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ProductProcess _process;
    private readonly HttpClient _http;

    private ServiceRun(ProductProcess process, Uri address)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = address };
    }

    /// <summary>Everything it printed so far.</summary>
    public IReadOnlyList<string> Said => _process.Said;

    public static async Task<ServiceRun> StartAsync(string folder, string configuration)
    {
        var process = ProductProcess.Start(folder, null, "serve", "--config", configuration);
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (process.Said.FirstOrDefault(line => line.StartsWith(Listens, StringComparison.Ordinal)) is { } line)
            {
                return new ServiceRun(process, new Uri(line[Listens.Length..line.IndexOf(';', StringComparison.Ordinal)]));
            }

            Assert.True(!process.HasEnded && TimeProvider.System.GetElapsedTime(start) < Patience, string.Join('\n', process.Said));
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    public async Task<(HttpStatusCode Status, string Text)> GetAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task<(HttpStatusCode Status, string Text)> UntilAsync(string path, Func<string, bool> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await GetAsync(path);
            if (condition(answer.Text))
            {
                return answer;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, $"{path} still says:\n{answer.Text}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _process.Dispose();
    }
}
