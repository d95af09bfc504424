using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Events;
using BounceProcessor.Tests.Database;

using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

using Xunit;

namespace BounceProcessor.Tests.Events;

public sealed class MailStoryTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    private readonly TestDatabase _database = new();
    private readonly EventStore _store;

    public MailStoryTests() =>
        _store = new EventStore(_database.Source, new FakeTimeProvider(Now), Options.Create(new EventOptions()));

    public async ValueTask InitializeAsync() => await _database.ApplySchemaAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_failure_after_a_delay_turns_the_delay_into_the_failure()
    {
        var delay = await FileAsync(Delay("one"));
        var failure = await FileAsync(Reports.Failure("two", "jaan@example.net") with { ReceivedAt = Reports.Arrival.AddDays(2) });

        var row = Assert.Single(await ListAsync());
        Assert.Equal(delay.Added[0].Id, row.Id);
        Assert.Equal(("failure", "hard", failure.MailId), (row.Kind, row.Severity, row.MailId));
        Assert.Equal((Reports.Arrival.AddDays(2), Reports.Arrival.AddDays(4)), (row.StartedAt, row.DeadlineAt));
        Assert.Empty(failure.Added);
        Assert.Equal(row, Assert.Single(failure.Updated));
        var fields = (await _store.HistoryAsync(row.Id, CancellationToken.None)).Select(change => change.Field);
        Assert.Equal(["filed", "mail", "kind", "severity", "start"], fields);
    }

    [Fact]
    public async Task A_success_after_a_delay_resolves_it()
    {
        await FileAsync(Delay("one"));
        await FileAsync(Reports.Mail("two", MailKind.Delivered, RecipientAction.Delivered, "m1@firmanimi.test", "jaan@example.net"));

        var row = Assert.Single(await ListAsync());
        Assert.Equal(("delivered", EventStatus.Resolved, null, null), (row.Kind, row.Status, row.Reason, row.DeadlineAt));
    }

    [Fact]
    public async Task The_same_delay_told_again_changes_only_the_history()
    {
        var first = await FileAsync(Delay("one"));
        var second = await FileAsync(Delay("two") with { ReceivedAt = Reports.Arrival.AddHours(4) });

        var row = Assert.Single(await ListAsync());
        Assert.Equal((first.MailId, Reports.Arrival), (row.MailId, row.StartedAt));
        Assert.Equal(row, Assert.Single(second.Updated));
        Assert.Equal(["filed", "mail"], (await _store.HistoryAsync(row.Id, CancellationToken.None)).Select(change => change.Field));
    }

    [Fact]
    public async Task A_delay_notice_that_comes_in_after_the_failure_changes_only_the_history()
    {
        var failure = await FileAsync(Reports.Failure("two", "jaan@example.net"));
        var delay = await FileAsync(Delay("one"));

        var row = Assert.Single(await ListAsync());
        Assert.Equal(("failure", failure.MailId), (row.Kind, row.MailId));
        var late = (await _store.HistoryAsync(row.Id, CancellationToken.None))[^1];
        Assert.Equal(("mail", delay.MailId.ToString(System.Globalization.CultureInfo.InvariantCulture)), (late.Field, late.After));
    }

    [Fact]
    public async Task A_failure_after_a_delay_that_was_put_aside_is_new_again()
    {
        var delay = await FileAsync(Delay("one"));
        await _store.SetStatusAsync(delay.Added[0].Id, EventStatus.Ignored, "mari", CancellationToken.None);

        await FileAsync(Reports.Failure("two", "jaan@example.net"));

        Assert.Equal(EventStatus.New, Assert.Single(await ListAsync()).Status);
    }

    [Fact]
    public async Task A_delay_somebody_works_on_stays_in_work()
    {
        var delay = await FileAsync(Delay("one"));
        await _store.SetStatusAsync(delay.Added[0].Id, EventStatus.InWork, "mari", CancellationToken.None);

        await FileAsync(Reports.Failure("two", "jaan@example.net"));

        Assert.Equal(EventStatus.InWork, Assert.Single(await ListAsync()).Status);
    }

    [Fact]
    public async Task Two_failures_of_one_mail_and_recipient_are_two_events()
    {
        await FileAsync(Reports.Failure("one", "jaan@example.net"));
        await FileAsync(Reports.Failure("two", "jaan@example.net"));

        Assert.Equal(2, (await ListAsync()).Count);
    }

    [Fact]
    public async Task Another_recipient_another_mail_or_another_company_is_another_story()
    {
        await FileAsync(Delay("one"));
        await FileAsync(Reports.Failure("two", "mati@example.net"));
        await FileAsync(Reports.Mail("three", MailKind.Failure, RecipientAction.Failed, "m2@firmanimi.test", "jaan@example.net"));
        await FileAsync(Reports.Failure("four", "jaan@example.net") with { Company = "teine" });

        Assert.Equal(4, (await ListAsync()).Count);
    }

    [Fact]
    public async Task Without_a_message_id_nothing_is_put_together()
    {
        await FileAsync(Reports.Mail("one", MailKind.Delay, RecipientAction.Delayed, null, "jaan@example.net"));
        await FileAsync(Reports.Mail("two", MailKind.Failure, RecipientAction.Failed, null, "jaan@example.net"));

        Assert.Equal(2, (await ListAsync()).Count);
    }

    [Fact]
    public async Task A_changed_status_is_in_the_history_with_who_and_when()
    {
        var id = (await FileAsync(Delay("one"))).Added[0].Id;

        Assert.True(await _store.SetStatusAsync(id, EventStatus.Resolved, "mari", CancellationToken.None));
        Assert.True(await _store.SetStatusAsync(id, EventStatus.Resolved, "jüri", CancellationToken.None));

        var history = await _store.HistoryAsync(id, CancellationToken.None);
        Assert.Equal([new HistoryEntry(Now, "mari", "status", "new", "resolved")], history.Skip(1));
        Assert.Equal("mari", (await _store.FindAsync(id, CancellationToken.None))?.ChangedBy);
    }

    [Fact]
    public async Task A_status_that_does_not_exist_and_an_event_that_does_not_are_told_apart()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _store.SetStatusAsync(1, "done", "mari", CancellationToken.None));

        Assert.False(await _store.SetStatusAsync(1, EventStatus.Resolved, "mari", CancellationToken.None));
        Assert.Null(await _store.FindAsync(1, CancellationToken.None));
        Assert.Null(await _store.RawMailAsync(1, CancellationToken.None));
    }

    private static NewMail Delay(string bytes) =>
        Reports.Mail(bytes, MailKind.Delay, RecipientAction.Delayed, "m1@firmanimi.test", "jaan@example.net");

    private async Task<IReadOnlyList<EventRecord>> ListAsync() =>
        (await _store.ListAsync(new EventFilter(), 1, 100, CancellationToken.None)).Events;

    private async Task<FiledMail> FileAsync(NewMail mail)
    {
        IReadOnlyList<FiledMail> filed = [];
        await _database.InTransactionAsync(async transaction => filed = await _store.FileAsync([mail], transaction, CancellationToken.None));
        return filed[0];
    }
}
