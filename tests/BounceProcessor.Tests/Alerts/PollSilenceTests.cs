using BounceProcessor.Alerts;
using BounceProcessor.Events;

using Xunit;

namespace BounceProcessor.Tests.Alerts;

public sealed class PollSilenceTests
{
    [Fact]
    public async Task A_mailbox_that_is_not_polled_for_the_configured_time_raises_one_alert()
    {
        await using var line = await AlertLine.CreateAsync();
        await line.RunAsync();
        await line.LookForAsync(TimeSpan.FromMinutes(5));
        await line.RunAsync("login refused");

        await line.LookForAsync(TimeSpan.FromMinutes(50));
        Assert.Empty(await line.AlertEventsAsync());
        await line.LookForAsync(TimeSpan.FromHours(5));

        var alert = Assert.Single(await line.AlertEventsAsync());
        Assert.Equal(("poll-silence", "block", "new", "firmanimi", "events", ""), (alert.Reason, alert.Severity, alert.Status, alert.Company, alert.Mailbox, alert.Recipient));
        Assert.Contains("login refused", alert.Content, StringComparison.Ordinal);
        Assert.Contains("bounceproc mailbox test", alert.Content, StringComparison.Ordinal);
        Assert.NotNull(alert.DeadlineAt);
    }

    [Fact]
    public async Task The_next_successful_poll_resolves_it_and_the_next_silence_raises_a_new_one()
    {
        await using var line = await AlertLine.CreateAsync();
        await line.LookForAsync(TimeSpan.FromHours(2));

        await line.RunAsync();
        await line.LookAsync();
        var resolved = Assert.Single(await line.AlertEventsAsync());
        await line.LookForAsync(TimeSpan.FromHours(2));

        Assert.Equal(EventStatus.Resolved, resolved.Status);
        Assert.Contains(
            await line.Events.HistoryAsync(resolved.Id, TestContext.Current.CancellationToken),
            entry => entry.Field == "alert" && entry.After!.StartsWith("Polled successfully", StringComparison.Ordinal));
        Assert.Equal([EventStatus.New, EventStatus.Resolved], (await line.AlertEventsAsync()).Select(alert => alert.Status));
    }

    [Fact]
    public async Task Runs_that_find_nothing_and_share_a_row_are_polls_all_the_same()
    {
        await using var line = await AlertLine.CreateAsync();
        await line.RunAsync();

        for (var i = 0; i < 6; i++)
        {
            await line.LookForAsync(TimeSpan.FromMinutes(30));
            await line.Database.ExecuteAsync("UPDATE runs SET times = times + 1");
        }

        Assert.Empty(await line.AlertEventsAsync());
    }

    [Fact]
    public async Task A_service_that_was_off_for_a_weekend_has_the_whole_time_again()
    {
        await using var line = await AlertLine.CreateAsync();
        await line.RunAsync();
        await line.LookForAsync(TimeSpan.FromMinutes(5));

        line.Time.Advance(TimeSpan.FromDays(3));
        line.Restart();
        await line.LookForAsync(TimeSpan.FromMinutes(50));

        Assert.Empty(await line.AlertEventsAsync());
    }

    [Fact]
    public async Task A_machine_that_slept_does_not_count_the_sleep()
    {
        await using var line = await AlertLine.CreateAsync();
        await line.RunAsync();
        await line.LookForAsync(TimeSpan.FromMinutes(5));

        line.Time.Advance(TimeSpan.FromDays(3));
        await line.LookForAsync(TimeSpan.FromMinutes(40));

        Assert.Empty(await line.AlertEventsAsync());
    }

    [Fact]
    public async Task A_service_that_restarts_again_and_again_is_noticed_too()
    {
        await using var line = await AlertLine.CreateAsync();

        for (var i = 0; i < 8; i++)
        {
            await line.LookForAsync(TimeSpan.FromMinutes(10));
            line.Restart();
        }

        Assert.Single(await line.AlertEventsAsync());
    }

    [Fact]
    public async Task A_clock_that_is_set_raises_nothing()
    {
        await using var line = await AlertLine.CreateAsync();
        await line.RunAsync();
        await line.LookForAsync(TimeSpan.FromMinutes(1));

        // The wall clock alone: what a run was stamped with is far away now.
        await line.Database.ExecuteAsync("UPDATE runs SET started_at = started_at - 864000000, ended_at = ended_at - 864000000");
        await line.LookForAsync(TimeSpan.FromMinutes(50));

        Assert.Empty(await line.AlertEventsAsync());
    }

    [Fact]
    public async Task A_mailbox_that_is_polled_once_a_day_is_silent_only_after_that_day()
    {
        await using var line = await AlertLine.CreateAsync();
        line.Mailboxes.ByName[AlertLine.Box].Cron = "0 0 10 * * ?";
        line.Options.Interval = TimeSpan.FromMinutes(10);
        await line.RunAsync();

        await line.LookForAsync(TimeSpan.FromHours(23));
        var before = (await line.AlertEventsAsync()).Count;
        await line.LookForAsync(TimeSpan.FromHours(4));

        Assert.Equal(0, before);
        Assert.Single(await line.AlertEventsAsync());
    }

    [Fact]
    public async Task Two_processes_raise_one_alert()
    {
        await using var line = await AlertLine.CreateAsync();

        Assert.True(await line.Alerts.RaiseAsync("events", "firmanimi", AlertCondition.Storm, new("a", "b"), TestContext.Current.CancellationToken));
        Assert.False(await line.Alerts.RaiseAsync("events", "firmanimi", AlertCondition.Storm, new("a", "b"), TestContext.Current.CancellationToken));

        Assert.Single(await line.AlertEventsAsync());
        Assert.Equal(1, await line.Database.ScalarAsync<long>("SELECT COUNT(*) FROM mail_contents"));
    }

    [Fact]
    public async Task Switched_off_it_raises_nothing()
    {
        await using var line = await AlertLine.CreateAsync();
        line.Options.PollSilence = TimeSpan.Zero;

        var state = await line.LookForAsync(TimeSpan.FromHours(3));

        Assert.Empty(await line.AlertEventsAsync());
        Assert.False(Assert.Single(state.Mailboxes).IsSilent);
    }

    [Fact]
    public async Task A_service_that_does_not_poll_misses_no_poll()
    {
        await using var line = await AlertLine.CreateAsync();
        line.Polling.Enabled = false;

        await line.LookForAsync(TimeSpan.FromHours(3));

        Assert.Empty(await line.AlertEventsAsync());
    }

    [Fact]
    public async Task The_alert_of_a_mailbox_that_was_taken_out_is_resolved()
    {
        await using var line = await AlertLine.CreateAsync();
        await line.LookForAsync(TimeSpan.FromHours(2));

        line.Mailboxes.ByName.Clear();
        line.Restart();
        var state = await line.LookAsync();

        Assert.Equal(EventStatus.Resolved, Assert.Single(await line.AlertEventsAsync()).Status);
        Assert.Empty(state.Open);
    }

    [Fact]
    public async Task What_a_person_put_aside_stays_so_when_the_cause_is_gone()
    {
        await using var line = await AlertLine.CreateAsync();
        await line.LookForAsync(TimeSpan.FromHours(2));
        var alert = Assert.Single(await line.AlertEventsAsync());
        await line.Events.SetStatusAsync(alert.Id, EventStatus.Ignored, "mari", TestContext.Current.CancellationToken);

        await line.RunAsync();
        await line.LookAsync();

        Assert.Equal(EventStatus.Ignored, Assert.Single(await line.AlertEventsAsync()).Status);
    }

    [Fact]
    public async Task The_raw_mail_of_an_alert_says_the_same_in_the_language_of_the_configuration()
    {
        await using var line = await AlertLine.CreateAsync();
        line.EventOptions.Language = "et";
        await line.LookForAsync(TimeSpan.FromHours(2));

        var alert = Assert.Single(await line.AlertEventsAsync());
        var mail = await line.Events.RawMailAsync(alert.MailId, TestContext.Current.CancellationToken);
        using var message = MimeKit.MimeMessage.Load(new MemoryStream(mail!), TestContext.Current.CancellationToken);

        Assert.Equal("Postkasti „events“ ei loeta", alert.Subject);
        Assert.Equal(alert.Subject, message.Subject);
        Assert.Equal(alert.Content, message.TextBody?.Trim());
    }
}
