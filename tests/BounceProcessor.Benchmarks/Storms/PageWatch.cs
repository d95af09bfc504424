using System.Net;

using BounceProcessor.Tests.Pages;

namespace BounceProcessor.Benchmarks.Storms;

/// <summary>A person who looks at the list of events every second, signed in by the link that the service prints at its first start.</summary>
internal sealed class PageWatch(Uri site, string firstLink) : IDisposable
{
    private const string Password = "kolm sinist kirja";

    private readonly Visitor _visitor = new(site);
    private readonly List<double> _milliseconds = [];

    /// <summary>How long each page took, in milliseconds.</summary>
    public IReadOnlyList<double> Milliseconds => _milliseconds;

    /// <summary>Pages that were none.</summary>
    public int Failures { get; private set; }

    /// <summary>Sets the first password.</summary>
    public async Task SignInAsync()
    {
        await _visitor.OpenAsync(new Uri(firstLink).PathAndQuery);
        await _visitor.SubmitAsync("first", ("new-password", Password), ("repeated", Password));
        await LookAsync();
        _milliseconds.Clear();
    }

    /// <summary>Looks until told to stop.</summary>
    public async Task LookAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                await LookAsync();
            }
        }
        catch (OperationCanceledException)
        {
            return; // the time is up
        }
    }

    public void Dispose() => _visitor.Dispose();

    private async Task LookAsync()
    {
        var start = TimeProvider.System.GetTimestamp();
        var page = await _visitor.OpenAsync("/events");
        _milliseconds.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
        if (page.Status != HttpStatusCode.OK)
        {
            Failures++;
        }
    }
}
