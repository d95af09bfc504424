using BounceProcessor.Events;

using Xunit;

namespace BounceProcessor.Tests.Matching;

/// <summary>Delay notices that arrive twice, late or after one another: one event, nothing doubled, nothing taken back.</summary>
public sealed class DelayStoryTests : IAsyncLifetime
{
    private readonly MatchLine _line = new();

    public async ValueTask InitializeAsync() => await _line.StartAsync();

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_same_delay_told_again_is_only_noted_whether_or_not_it_is_about_a_mail_of_ours(bool isOurs)
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        var delay = isOurs ? Delay(mail) : Delay(mail) with { To = "firmanimi@event.data.directo.ee", MessageId = "other.1@firmanimi.example" };
        await _line.ArriveAsync(delay.Bytes());
        var (first, world) = (await _line.OnlyEventAsync(), await _line.WorldAsync());
        _line.Intake.Time.Advance(TimeSpan.FromHours(4));

        var run = await _line.ArriveAsync(delay.Bytes());

        var again = await _line.OnlyEventAsync();
        Assert.Equal((isOurs ? "proved" : "unmatched", isOurs ? "delayed" : null), (first.Trust, (await _line.ReturnedAsync(mail.Only)).Returned));
        Assert.Equal((1, 0, 1), (run.Bounces, run.EventsAdded, run.EventsUpdated));
        Assert.Equal(first with { ChangedAt = again.ChangedAt }, again);
        Assert.Equal(world, await _line.WorldAsync());
        Assert.Equal(["filed", "mail"], await HistoryAsync(first));
        Assert.Equal(2, await _line.Intake.CountAsync("mails"));
    }

    [Fact]
    public async Task A_delay_notice_that_says_something_else_counts_and_its_deadline_does_not_move_away()
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        await _line.ArriveAsync(Delay(mail).Bytes());
        var first = await _line.OnlyEventAsync();
        await PersonAsync(first, "deadline_at = 17, priority = 2");

        await _line.ArriveAsync(Full(mail).Bytes());

        var second = await _line.OnlyEventAsync();
        Assert.Equal(("delay", "mailbox-full", "4.2.2"), (second.Kind, second.Reason, second.EnhancedStatus));
        Assert.Equal((first.Id, 2L), (second.Id, second.MailId));
        Assert.Equal((17L, 2L), (second.DeadlineAt?.ToUnixTimeMilliseconds(), second.Priority));
        Assert.Equal(("delayed", first.Id), await _line.ReturnedAsync(mail.Only));
        Assert.Equal(["filed", "mail", "reason", "start"], await HistoryAsync(first));
    }

    [Fact]
    public async Task A_delay_notice_that_is_older_than_the_one_that_is_known_is_only_noted()
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        await _line.ArriveAsync(Full(mail).Bytes());
        await _line.Intake.Database.ExecuteAsync("UPDATE events SET started_at = started_at + 3600000");
        var newer = await _line.OnlyEventAsync();

        await _line.ArriveAsync(Delay(mail).Bytes());

        var row = await _line.OnlyEventAsync();
        Assert.Equal((newer.MailId, "mailbox-full", newer.StartedAt), (row.MailId, row.Reason, row.StartedAt));
    }

    [Fact]
    public async Task No_delay_notice_takes_back_a_failure_or_a_success_however_often_they_come()
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        await _line.ArriveAsync(Delay(mail).Bytes(), Full(mail).Bytes(), Delay(mail).Bytes());
        await _line.ArriveAsync(Failure(mail).Bytes());
        var (failed, bounced) = (await _line.OnlyEventAsync(), await _line.WorldAsync());

        await _line.ArriveAsync(Delay(mail).Bytes(), Full(mail).Bytes(), Delay(mail).Bytes());

        Assert.Equal(failed, await _line.OnlyEventAsync());
        Assert.Equal(bounced, await _line.WorldAsync());
        Assert.Equal("bounced", (await _line.ReturnedAsync(mail.Only)).Returned);

        await _line.ArriveAsync(Success(mail).Bytes());
        var (succeeded, delivered) = (await _line.OnlyEventAsync(), await _line.WorldAsync());
        await _line.ArriveAsync(Full(mail).Bytes(), Delay(mail).Bytes());

        Assert.Equal(("delivered", "resolved"), (succeeded.Kind, succeeded.Status));
        Assert.Equal(succeeded, await _line.OnlyEventAsync());
        Assert.Equal(delivered, await _line.WorldAsync());
        Assert.Equal(("delivered", failed.Id), await _line.ReturnedAsync(mail.Only));
        Assert.Equal(1, await _line.Intake.CountAsync("events"));
        Assert.Equal(10, await _line.Intake.CountAsync("mails"));
    }

    [Fact]
    public async Task What_people_wrote_and_decided_stays_through_the_whole_story()
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        await _line.ArriveAsync(Delay(mail).Bytes());
        var delayed = await _line.OnlyEventAsync();
        await PersonAsync(delayed, "performer = 'mari', feedback = 'called them', note = 'ask for Ann'");
        await _line.Intake.Events.SetStatusAsync(delayed.Id, EventStatus.Ignored, "mari", CancellationToken.None);

        await _line.ArriveAsync(Delay(mail).Bytes(), Full(mail).Bytes());
        var again = await _line.OnlyEventAsync();
        await _line.Intake.Events.SetStatusAsync(delayed.Id, EventStatus.InWork, "mari", CancellationToken.None);
        await _line.ArriveAsync(Failure(mail).Bytes(), Delay(mail).Bytes());
        var failed = await _line.OnlyEventAsync();
        await _line.Intake.Events.SetStatusAsync(delayed.Id, EventStatus.Ignored, "mari", CancellationToken.None);
        await _line.ArriveAsync(Delay(mail).Bytes(), Success(mail).Bytes());
        var delivered = await _line.OnlyEventAsync();

        Assert.Equal([("delay", EventStatus.Ignored), ("failure", EventStatus.InWork), ("delivered", EventStatus.Ignored)], new[] { again, failed, delivered }.Select(one => (one.Kind, one.Status)));
        Assert.All([again, failed, delivered], one => Assert.Equal(("mari", "called them", "ask for Ann"), (one.Performer, one.Feedback, one.Note)));
    }

    [Fact]
    public async Task The_story_keeps_what_one_of_its_reports_returned_of_the_mail_and_is_found_by_it()
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        await _line.ArriveAsync(Delay(mail).Bytes());
        await _line.ArriveAsync((Full(mail) with { MessageId = mail.MessageId, Subject = "Arve 1" }).Bytes());
        await _line.ArriveAsync(Failure(mail).Bytes());

        var row = await _line.OnlyEventAsync();
        var (found, _) = await _line.Intake.Events.ListAsync(new EventFilter { Text = mail.MessageId }, 1, 10, CancellationToken.None);

        Assert.Equal(("failure", mail.MessageId, "Arve 1"), (row.Kind, row.OriginalMessageId, row.OriginalSubject));
        Assert.Equal(row, Assert.Single(found));
    }

    private static ReportText Delay(TestMail mail) =>
        new() { Action = "delayed", Status = "4.4.1", Words = "451 4.4.1 no answer", Text = "The mail is delayed.", To = ReportText.Back(mail.Only.Token), Recipients = [mail.Only.Address] };

    private static ReportText Full(TestMail mail) => Delay(mail) with { Status = "4.2.2", Words = "452 4.2.2 mailbox full" };

    private static ReportText Failure(TestMail mail) => new() { To = ReportText.Back(mail.Only.Token), Recipients = [mail.Only.Address] };

    private static ReportText Success(TestMail mail) =>
        Failure(mail) with { Action = "delivered", Status = "2.0.0", Words = "250 2.0.0 delivered", Text = "The mail was delivered." };

    private async Task<IEnumerable<string>> HistoryAsync(EventRecord record) =>
        (await _line.Intake.Events.HistoryAsync(record.Id, CancellationToken.None)).Select(entry => entry.Field);

    private Task PersonAsync(EventRecord record, string values) =>
        _line.Intake.Database.ExecuteAsync($"UPDATE events SET {values}, changed_by = 'mari' WHERE id = {record.Id}");
}
