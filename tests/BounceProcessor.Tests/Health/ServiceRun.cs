using System.Diagnostics;
using System.Net;

using BounceProcessor.Tests.Commands;

using Xunit;

namespace BounceProcessor.Tests.Health;

/// <summary>A real <c>bounceproc serve</c> in a process of its own.</summary>
internal sealed class ServiceRun : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;
    private readonly Task _said;

    private ServiceRun(Process process, Uri address)
    {
        _process = process;
        _http = new HttpClient { BaseAddress = address };
        _said = process.StandardOutput.ReadToEndAsync();
    }

    public static async Task<ServiceRun> StartAsync(string folder, string configuration)
    {
        var process = Run.Start(folder, "serve", "--config", configuration);
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("BounceProcessor listens on ", StringComparison.Ordinal))
            {
                return new ServiceRun(process, new Uri(line["BounceProcessor listens on ".Length..line.IndexOf(';', StringComparison.Ordinal)]));
            }
        }

        process.Dispose();
        throw new InvalidOperationException("the service ended before it listened");
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

            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromMinutes(2), $"after two minutes {path} still says:\n{answer.Text}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        await _said;
        _process.Dispose();
    }
}
