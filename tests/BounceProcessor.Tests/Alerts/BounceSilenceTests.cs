using BounceProcessor.Events;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Alerts;

public sealed class BounceSilenceTests
{
    private static readonly TimeSpan Span = TimeSpan.FromDays(7);

    [Fact]
    public async Task A_mailbox_with_bounces_in_each_of_three_weeks_and_none_in_the_last_raises_an_alert()
    {
        await using var line = await LineAsync();
        await BouncesAsync(line, 8, 16, 25);

        await line.RunAsync();
        await line.LookForAsync(TimeSpan.FromMinutes(2));

        var alert = Assert.Single(await line.AlertEventsAsync());
        Assert.Equal(("bounce-silence", "review"), (alert.Reason, alert.Severity));
    }

    [Theory]
    [InlineData(8, 16)]
    [InlineData(2, 8, 16, 25)]
    [InlineData]
    public async Task Without_that_past_or_with_a_bounce_of_late_it_raises_none(params int[] daysAgo)
    {
        await using var line = await LineAsync();
        await BouncesAsync(line, daysAgo);

        await line.RunAsync();
        await line.LookForAsync(TimeSpan.FromMinutes(50));

        Assert.Empty(await line.AlertEventsAsync());
    }

    [Fact]
    public async Task The_next_bounce_resolves_it()
    {
        await using var line = await LineAsync();
        await BouncesAsync(line, 8, 16, 25);
        await line.RunAsync();
        await line.LookAsync();

        await line.FileAsync(PostfixBounce.Text(99), line.Time.GetUtcNow());
        await line.LookAsync();

        Assert.Equal(EventStatus.Resolved, Assert.Single(await line.AlertEventsAsync()).Status);
    }

    [Fact]
    public async Task As_long_as_the_mailbox_has_not_been_polled_nothing_is_said_of_its_bounces()
    {
        await using var line = await LineAsync();
        await BouncesAsync(line, 8, 16, 25);

        await line.LookForAsync(TimeSpan.FromMinutes(50));

        Assert.Empty(await line.AlertEventsAsync());
    }

    private static async Task<AlertLine> LineAsync()
    {
        var line = await AlertLine.CreateAsync();
        line.Options.BounceSilence = Span;
        await line.LookAsync();
        return line;
    }

    private static async Task BouncesAsync(AlertLine line, params int[] daysAgo)
    {
        foreach (var days in daysAgo)
        {
            await line.FileAsync(PostfixBounce.Text(days), line.Time.GetUtcNow() - TimeSpan.FromDays(days));
        }
    }
}
