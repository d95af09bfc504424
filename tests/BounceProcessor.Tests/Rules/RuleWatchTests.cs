using System.Diagnostics;

using BounceProcessor.Rules;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

using Xunit;

namespace BounceProcessor.Tests.Rules;

public sealed class RuleWatchTests : IDisposable
{
    private readonly OperatorFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_the_file_system_announces_is_taken_over_long_before_the_interval_is_over()
    {
        Directory.CreateDirectory(_folder.Path);
        _folder.Options.Interval = TimeSpan.FromHours(1);
        using var watch = await StartAsync();

        _folder.Write("mine.json", OperatorFolder.Rule("mine", "xyzzy"));

        Assert.True(await ComesAboutAsync(() => _folder.Rules.State.OperatorRules == 1, RulesInForce.Settling));
        Assert.True(_folder.Time.GetUtcNow() - _folder.Time.Start < TimeSpan.FromMinutes(55));
        await watch.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_folder_that_comes_into_being_is_found_at_the_next_interval()
    {
        using var watch = await StartAsync();

        _folder.Write("mine.json", OperatorFolder.Rule("mine", "xyzzy"));

        Assert.True(await ComesAboutAsync(() => _folder.Rules.State.OperatorRules == 1, _folder.Options.Interval));
        await watch.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Without_a_folder_there_is_nothing_to_watch()
    {
        _folder.Options.Folder = "";
        using var watch = await StartAsync();

        await watch.ExecuteTask!;
    }

    private async Task<RuleWatch> StartAsync()
    {
        var watch = new RuleWatch(_folder.Rules, Options.Create(_folder.Options), _folder.Time, NullLogger<RuleWatch>.Instance);
        await watch.StartAsync(TestContext.Current.CancellationToken);
        return watch;
    }

    // The clock of the watch is moved; what the file system does takes real time.
    private async Task<bool> ComesAboutAsync(Func<bool> condition, TimeSpan step)
    {
        var patience = Stopwatch.StartNew();
        while (!condition() && patience.Elapsed < TimeSpan.FromMinutes(1))
        {
            _folder.Time.Advance(step);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        return condition();
    }
}
