using Xunit;

namespace BounceProcessor.Tests.Sending.Killing;

/// <summary>The service, as a process, killed while it sends. Fifty kills: <c>sender-kills</c> of the benchmarks.</summary>
public sealed class KilledSenderTests(ITestOutputHelper output)
{
    private const int Seed = 5;

    [Fact]
    public async Task Killed_while_it_sends_the_service_loses_nothing_and_doubles_nothing_that_was_not_put_before_a_person()
    {
        await using var series = new SenderKillSeries(new Random(Seed));

        await series.RunAsync(6, 240, output.WriteLine, TestContext.Current.CancellationToken);

        output.WriteLine($"seed {Seed}\n{series.Tally}");
        Assert.Empty(series.Tally.Faults);
        Assert.Equal(240, series.Tally.Accepted + series.Tally.Unsure);
        Assert.Equal(series.Tally.FarSide, series.Tally.Accepted + series.Tally.UnsureThatCame);
    }
}
