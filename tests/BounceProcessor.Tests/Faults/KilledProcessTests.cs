using BounceProcessor.Tests.Faults.Killing;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Faults;

/// <summary>The program itself, as a process, killed at every step of a run. Two hundred kills: <c>kills</c> of the benchmarks.</summary>
public sealed class KilledProcessTests(DovecotServer dovecot, ITestOutputHelper output)
{
    private const int Seed = 4;

    [Theory]
    [InlineData("Leave")]
    [InlineData("Flag")]
    [InlineData("Move")]
    public async Task Killed_in_every_step_of_a_run_every_recipient_is_filed_once_and_nothing_is_settled_before_its_event_is_committed(string afterFiling)
    {
        await dovecot.StartAsync();
        var random = new Random(Seed);
        var steps = KillPoint.StepsOf(afterFiling).ToArray();
        random.Shuffle(steps);
        var tally = new KillTally();
        using var series = new KillSeries(new KillSetting(dovecot.ImapPort, dovecot.LmtpPort, afterFiling), random, tally);

        await series.RunAsync(steps, TestContext.Current.CancellationToken);

        output.WriteLine($"seed {Seed}\n{tally}");
        Assert.Empty(tally.Faults);
        Assert.All(steps, step => Assert.Equal(1, tally.KillsAt(step)));
    }
}
