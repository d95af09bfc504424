using BounceProcessor.Tests.Matching;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Sending.RoundTrip;

/// <summary>Mail goes out in the four sender modes over real servers, and what comes back is read.</summary>
public sealed class RoundTripTests(DovecotServer dovecot) : IAsyncLifetime
{
    private static readonly IReadOnlyList<PlannedMail> Plan = PlannedMail.Plan(200);

    private readonly RoundTripLine _line = new(dovecot);

    public async ValueTask InitializeAsync() => await _line.PrepareAsync();

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    [Fact]
    public async Task Every_refusal_and_bounce_of_200_mails_is_an_event_on_its_mail_and_50_forged_bounces_change_nothing()
    {
        await _line.AcceptAsync(Plan);
        await _line.RunAsync();
        await RoundTripLine.UntilAsync(async () => await _line.IsQuietAsync((Count("never-here"), Count("late", "never"))) && await DelaysAsync() == Count("late", "never"));
        _line.Far.EndDelays();
        await RoundTripLine.UntilAsync(() => _line.IsQuietAsync((Count("never-here"), 0)));
        await _line.AgeAsync();
        await RoundTripLine.UntilAsync(async () => await _line.IsQuietAsync((0, 0)) && await _line.IsQuietAsync((0, 0)));

        await AssertSameAsync("The mails", RoundTripTable.Expected(Plan), () => RoundTripTable.ReadAsync(_line.Database, _line.Far.Sink.Mails));

        var forged = await ForgedReturns.MakeAsync(_line);
        var (world, events) = (await SentWorld.ReadAsync(_line.Database), await ForgedReturns.RealEventsAsync(_line.Database));
        foreach (var one in forged)
        {
            await _line.DeliverAsync(one.Address, one.Mail);
        }

        Assert.Equal(50, forged.Count);
        Assert.True(await RoundTripLine.UntilAsync(() => _line.IsQuietAsync((0, 0))), $"The forged bounces were not read.\n{_line.Warnings}");
        await AssertSameAsync("Forged bounces changed what was sent", world, () => SentWorld.ReadAsync(_line.Database));
        await AssertSameAsync("Forged bounces changed events of mails", events, () => ForgedReturns.RealEventsAsync(_line.Database));
        await AssertSameAsync("Forged bounces were taken for something else", ForgedReturns.Judgements(forged), () => ForgedReturns.OtherEventsAsync(_line.Database));
    }

    private async Task AssertSameAsync(string what, IEnumerable<string> expected, Func<Task<IReadOnlyList<string>>> actual)
    {
        var difference = RoundTripTable.Difference(expected, await actual());
        Assert.True(difference.Length == 0, $"{what}:\n{difference}\n{_line.Warnings}");
    }

    private static int Count(params string[] names) => Plan.Sum(mail => mail.Recipients.Count(one => names.Contains(one.Fate.Name, StringComparer.Ordinal)));

    private async Task<int> DelaysAsync() => (await RoundTripTable.ReadAsync(_line.Database, [])).Count(line => line.Contains(": event delay ", StringComparison.Ordinal));
}
