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

    [Fact]
    public async Task Where_as_much_is_sent_as_before_and_nothing_comes_back_it_raises_one_that_names_the_numbers()
    {
        await using var line = await LineAsync();
        await BouncesAsync(line, 10, 10, 10, 10, 10, 10);
        await SentAsync(line, before: 600, now: 700);

        await line.RunAsync();
        await line.LookForAsync(TimeSpan.FromMinutes(2));

        var alert = Assert.Single(await line.AlertEventsAsync());
        Assert.Equal("bounce-silence", alert.Reason);
        Assert.StartsWith("700 mails went out in 7 d and none has bounced", alert.Content, StringComparison.Ordinal);
        Assert.Contains("Of 600 mails in the three such times before, 6 came back, so about 7", alert.Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(600, 0)]
    [InlineData(600, 400)]
    [InlineData(100_000, 700)]
    public async Task Where_too_little_is_sent_for_a_bounce_to_be_likely_it_raises_none(int before, int now)
    {
        await using var line = await LineAsync();
        await BouncesAsync(line, 8, 16, 25, 8, 16, 25);
        await SentAsync(line, before, now);

        await line.RunAsync();
        await line.LookForAsync(TimeSpan.FromMinutes(50));

        Assert.Empty(await line.AlertEventsAsync());
    }

    // The bounces in the mailbox are of the first mails.
    private static async Task SentAsync(AlertLine line, int before, int now)
    {
        var at = line.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var week = (long)Span.TotalMilliseconds;
        await line.Database.ExecuteAsync(FormattableString.Invariant($"""
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {before + now})
            INSERT INTO sent_mails (id, company, user_code, message_id, mode, from_address, subject, size_bytes, accepted_at)
            SELECT i, 'firmanimi', 'MARI', 'm' || i, 'directo', 'mari@firmanimi.example', 's', 1, {at} - CASE WHEN i <= {before} THEN {week * 2} ELSE {week / 2} END FROM n
            """));
        await line.Database.ExecuteAsync("UPDATE events SET sent_mail_id = id, sent_recipient_id = id, trust = 'proved'");
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
        for (var i = 0; i < daysAgo.Length; i++)
        {
            await line.FileAsync(PostfixBounce.Text((100 * i) + daysAgo[i]), line.Time.GetUtcNow() - TimeSpan.FromDays(daysAgo[i]));
        }
    }
}
