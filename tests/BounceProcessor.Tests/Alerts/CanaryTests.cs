using BounceProcessor.Alerts;
using BounceProcessor.Events;
using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Alerts;

public sealed class CanaryTests : IAsyncDisposable
{
    private readonly SmtpSink _sink = new();

    public ValueTask DisposeAsync() => _sink.DisposeAsync();

    [Fact]
    public async Task It_is_sent_when_it_is_due_with_its_token_in_the_envelope_sender_and_the_message_id()
    {
        await using var line = await SentAsync();

        var mail = Assert.Single(_sink.Mails);
        var canary = Assert.Single(await line.AbroadAsync());
        Assert.StartsWith("canary-", canary.Token, StringComparison.Ordinal);
        Assert.Equal($"firmanimi+{canary.Token}@event.example.test", mail.From);
        Assert.Equal("no-such-person@example.net", mail.To);
        Assert.Contains($"Message-Id: <{canary.Token}@event.example.test>", mail.Headers, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(("waiting", "2.0.0 Ok: queued as 4ABC"), (canary.Outcome, canary.Answer));
    }

    [Fact]
    public async Task One_is_sent_a_schedule_and_none_is_caught_up_after_a_pause()
    {
        await using var line = await SentAsync();

        await line.CanariesAsync();
        line.Restart();
        await line.CanariesAsync();
        line.Time.Advance(TimeSpan.FromDays(5));
        line.Restart();
        await line.CanariesAsync();
        Assert.Single(_sink.Mails);

        line.Time.Advance(TimeSpan.FromDays(1));
        await line.CanariesAsync();
        Assert.Equal(2, _sink.Mails.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Its_bounce_is_known_by_message_id_or_by_token_and_closed_by_itself(bool withHeaders)
    {
        await using var line = await SentAsync();
        await line.FileAsync(PostfixBounce.Text(1), line.Time.GetUtcNow());
        line.Time.Advance(TimeSpan.FromSeconds(90));

        await line.FileAsync(_sink.Mails.Single().Bounce(withHeaders), line.Time.GetUtcNow());
        await line.CanariesAsync();

        var events = (await line.Events.ListAsync(new EventFilter(), 1, 10, TestContext.Current.CancellationToken)).Events;
        var own = Assert.Single(events, one => one.Recipient == "no-such-person@example.net");
        Assert.Equal(("failure", EventStatus.Resolved), (own.Kind, own.Status));
        Assert.Equal(EventStatus.New, Assert.Single(events, one => one.Recipient == PostfixBounce.Recipient(1)).Status);
        Assert.Empty(await line.AbroadAsync());
        Assert.Equal(TimeSpan.FromSeconds(90), line.RoundTrip);
        Assert.Contains(await HistoryAsync(line, own.Id), entry => entry.Field == "canary" && entry.After!.Contains("1 min 30 s", StringComparison.Ordinal));
        Assert.Empty(await line.AlertEventsAsync());
    }

    [Fact]
    public async Task One_that_does_not_come_home_is_an_alert_once_the_mailbox_was_polled_after_its_time()
    {
        await using var line = await SentAsync();

        line.Time.Advance(TimeSpan.FromHours(2));
        await line.CanariesAsync();
        var before = (await line.AlertEventsAsync()).Count;
        await line.RunAsync();
        await line.CanariesAsync();
        await line.CanariesAsync();

        Assert.Equal(0, before);
        var alert = Assert.Single(await line.AlertEventsAsync());
        Assert.Equal(AlertCondition.CanaryLost, alert.Reason);
        Assert.Contains("no-such-person@example.net", alert.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_comes_home_late_resolves_the_alert_with_its_time()
    {
        await using var line = await SentAsync();
        line.Time.Advance(TimeSpan.FromHours(2));
        await line.RunAsync();
        await line.CanariesAsync();

        await line.FileAsync(_sink.Mails.Single().Bounce(), line.Time.GetUtcNow());
        await line.CanariesAsync();

        var alert = Assert.Single(await line.AlertEventsAsync());
        Assert.Equal(EventStatus.Resolved, alert.Status);
        Assert.Contains(await HistoryAsync(line, alert.Id), entry => entry.Field == "alert" && entry.After!.Contains("came home after 2 h", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_that_is_lost_while_a_later_one_is_home_raises_nothing()
    {
        await using var line = await SentAsync();
        line.Options.Canary.TimeAllowed = TimeSpan.FromDays(2);
        line.Time.Advance(TimeSpan.FromMinutes(10));
        await line.Database.ExecuteAsync("UPDATE canaries SET home_by = home_by + 172800000");
        line.Time.Advance(TimeSpan.FromDays(1));
        await line.CanariesAsync();
        await line.FileAsync(_sink.Mails.Last().Bounce(), line.Time.GetUtcNow());
        await line.CanariesAsync();

        line.Time.Advance(TimeSpan.FromDays(3));
        await line.RunAsync();
        await line.CanariesAsync();

        Assert.Empty(await line.AlertEventsAsync());
        Assert.Equal("lost", (await line.AbroadAsync())[0].Outcome);
    }

    [Fact]
    public async Task A_refusal_at_once_is_an_alert_of_its_own_with_the_servers_words()
    {
        _sink.Answers["RCPT"] = "550 5.1.1 User unknown in virtual mailbox table";

        await using var line = await SentAsync();

        var alert = Assert.Single(await line.AlertEventsAsync());
        Assert.Equal(AlertCondition.CanaryRefused, alert.Reason);
        Assert.Contains("User unknown in virtual mailbox table", alert.Content, StringComparison.Ordinal);
        Assert.Contains("a bad address at another provider", alert.Content, StringComparison.Ordinal);
        Assert.Empty(await line.AbroadAsync());
    }

    [Fact]
    public async Task The_next_one_that_is_accepted_resolves_a_refusal()
    {
        _sink.Answers["RCPT"] = "550 5.1.1 User unknown";
        await using var line = await SentAsync();

        _sink.Answers.Clear();
        line.Time.Advance(TimeSpan.FromDays(1));
        await line.CanariesAsync();

        Assert.Equal(EventStatus.Resolved, Assert.Single(await line.AlertEventsAsync()).Status);
        Assert.Single(await line.AbroadAsync());
    }

    [Theory]
    [InlineData("RCPT", "450 4.2.0 Greylisted")]
    [InlineData("MAIL", "421 4.3.2 Service not available")]
    public async Task What_the_server_puts_off_could_not_be_sent(string verb, string answer)
    {
        _sink.Answers[verb] = answer;

        await using var line = await SentAsync();

        var alert = Assert.Single(await line.AlertEventsAsync());
        Assert.Equal(AlertCondition.CanaryUnsent, alert.Reason);
        Assert.Contains(answer[4..], alert.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_alert_too()
    {
        await using var line = await LineAsync();
        line.Options.Canary.Port = FreePorts.Take(1)[0];

        line.Time.Advance(TimeSpan.FromDays(1));
        await line.CanariesAsync();

        Assert.Equal(AlertCondition.CanaryUnsent, Assert.Single(await line.AlertEventsAsync()).Reason);
        Assert.Empty(await line.AbroadAsync());
    }

    [Fact]
    public async Task Bounces_of_canaries_do_not_hide_that_no_others_come()
    {
        await using var line = await SentAsync();
        line.Options.BounceSilence = TimeSpan.FromDays(7);
        foreach (var days in new[] { 8, 16, 25 })
        {
            await line.FileAsync(PostfixBounce.Text(days), line.Time.GetUtcNow() - TimeSpan.FromDays(days));
        }

        await line.FileAsync(_sink.Mails.Single().Bounce(), line.Time.GetUtcNow());
        await line.CanariesAsync();
        await line.RunAsync();
        await line.LookAsync();

        Assert.Equal(AlertCondition.BounceSilence, Assert.Single(await line.AlertEventsAsync()).Reason);
    }

    private async Task<AlertLine> SentAsync()
    {
        var line = await LineAsync();
        line.Time.Advance(TimeSpan.FromDays(1));
        await line.CanariesAsync();
        return line;
    }

    private async Task<AlertLine> LineAsync()
    {
        var line = await AlertLine.CreateAsync();
        line.Options.Canary.Cron = "0 0 6 * * ?";
        line.Options.Canary.Host = "127.0.0.1";
        line.Options.Canary.Port = _sink.Port;
        line.Options.Canary.Tls = MailboxTls.None;
        line.Options.Canary.Recipient = "no-such-person@example.net";
        line.Options.Canary.Senders[AlertLine.Box] = "firmanimi@event.example.test";
        await line.CanariesAsync();
        return line;
    }

    private static Task<IReadOnlyList<HistoryEntry>> HistoryAsync(AlertLine line, long id) =>
        line.Events.HistoryAsync(id, TestContext.Current.CancellationToken);
}
