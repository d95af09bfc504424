using System.Text;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Events;
using BounceProcessor.Tests.Database;

using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

using Xunit;

namespace BounceProcessor.Tests.Events;

public sealed class EventFilingTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    private readonly TestDatabase _database = new();
    private readonly EventStore _store;

    public EventFilingTests() =>
        _store = new EventStore(_database.Source, new FakeTimeProvider(Now), Options.Create(new EventOptions()));

    public async ValueTask InitializeAsync() => await _database.ApplySchemaAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Filing_the_same_bounce_twice_adds_one_row()
    {
        var first = await FileAsync(Reports.Failure("one", "jaan@example.net"));
        var second = await FileAsync(Reports.Failure("one", "jaan@example.net"));

        Assert.False(first.IsDuplicate);
        Assert.True(second.IsDuplicate);
        Assert.Equal(first.MailId, second.MailId);
        Assert.Equal(1, await CountAsync("events"));
        Assert.Equal(1, await CountAsync("mails"));
    }

    [Fact]
    public async Task Three_failed_recipients_are_three_events_on_one_stored_mail()
    {
        var filed = await FileAsync(Reports.Failure("one", "a@example.net", "b@example.net", "c@example.net"));

        var page = await ListAsync(new EventFilter());
        Assert.Equal(["a@example.net", "b@example.net", "c@example.net"], page.Events.Select(row => row.Recipient).Order());
        Assert.All(page.Events, row => Assert.Equal(filed.MailId, row.MailId));
        Assert.Equal(1, await CountAsync("mail_contents"));
    }

    [Fact]
    public async Task A_recipient_named_twice_in_other_letters_is_one_event_with_the_worse_news()
    {
        RecipientDiagnosis[] twice =
            [Reports.Recipient("Jaan@Example.net", RecipientAction.Delivered), Reports.Recipient("jaan@example.net", RecipientAction.Failed)];
        var reading = new MailReading { Kind = MailKind.Failure, KindEvidence = new KindEvidence(KindSign.Notice, "x"), Headers = new MailHeaders(), Recipients = [.. twice.Select(one => one.Recipient)] };

        var filed = await FileAsync(Reports.Mail("one", new MailDiagnosis(reading, twice)));

        Assert.Equal("failure", Assert.Single(filed.Added).Kind);
    }

    [Fact]
    public async Task The_same_bytes_for_two_companies_are_two_mails_and_one_stored_blob()
    {
        var mail = Reports.Failure("one", "jaan@example.net");
        await FileAsync(mail);
        await FileAsync(mail with { Company = "teine", Mailbox = "teine" });

        Assert.Equal(2, await CountAsync("mails"));
        Assert.Equal(2, await CountAsync("events"));
        Assert.Equal(1, await CountAsync("mail_contents"));
    }

    [Fact]
    public async Task A_mail_known_as_unresolved_is_not_filed_again_when_its_company_is_found_later()
    {
        var mail = Reports.Failure("one", "jaan@example.net") with { Mailbox = "catch-all" };
        await FileAsync(mail with { Company = "" });

        var again = await FileAsync(mail with { Company = "firmanimi" });

        Assert.True(again.IsDuplicate);
    }

    [Fact]
    public async Task A_mailbox_with_a_new_name_files_nothing_of_its_company_again()
    {
        await FileAsync(Reports.Failure("one", "jaan@example.net"));

        var again = await FileAsync(Reports.Failure("one", "jaan@example.net") with { Mailbox = "renamed" });

        Assert.True(again.IsDuplicate);
    }

    [Fact]
    public async Task The_raw_mail_comes_back_byte_for_byte()
    {
        var bytes = Enumerable.Range(0, 100_000).Select(i => (byte)(i * i)).ToArray();
        var mail = NewMail.Prepare("firmanimi", "events", Now, bytes, headersOnly: false, Reports.Failure("x", "a@example.net").Diagnosis);

        var filed = await FileAsync(mail);

        var stored = await _store.RawMailAsync(filed.MailId, CancellationToken.None);
        Assert.Equal(bytes.AsEnumerable(), stored);
    }

    [Fact]
    public async Task An_empty_mail_is_kept_too()
    {
        var filed = await FileAsync(Reports.Mail("", MailKind.Unreadable, RecipientAction.Failed, null));

        var stored = await _store.RawMailAsync(filed.MailId, CancellationToken.None);
        Assert.Equal(0, stored?.Length);
        Assert.Equal("unreadable", Assert.Single(filed.Added).Kind);
    }

    [Fact]
    public async Task A_rolled_back_batch_leaves_nothing()
    {
        await using var connection = await _database.Source.OpenConnectionAsync(CancellationToken.None);
        await using (var transaction = await connection.BeginTransactionAsync(CancellationToken.None))
        {
            await _store.FileAsync([Reports.Failure("one", "a@example.net", "b@example.net")], transaction, CancellationToken.None);
        }

        Assert.Equal(0, await CountAsync("events"));
        Assert.Equal(0, await CountAsync("mails"));
        Assert.Equal(0, await CountAsync("mail_contents"));
        Assert.Equal(0, await CountAsync("history"));
    }

    [Theory]
    [InlineData(MailKind.AutoReply, "auto-reply")]
    [InlineData(MailKind.Reply, "reply")]
    [InlineData(MailKind.Other, "other")]
    [InlineData(MailKind.Receipt, "receipt")]
    public async Task Mail_that_is_no_bounce_is_one_event_without_recipient_and_reason(MailKind kind, string code)
    {
        var filed = await FileAsync(Reports.Mail("one", kind, RecipientAction.Failed, null));

        var row = Assert.Single(filed.Added);
        Assert.Equal((code, "", null, null), (row.Kind, row.Recipient, row.Reason, row.DeadlineAt));
    }

    [Fact]
    public async Task Every_column_of_an_event_comes_back_as_it_was_filed()
    {
        var filed = await FileAsync(Full());

        var row = await _store.FindAsync(Assert.Single(filed.Added).Id, CancellationToken.None);

        Assert.Equal(filed.Added[0], row);
        Assert.NotNull(row);
        Assert.Equal(Reports.Arrival, row.StartedAt);
        Assert.Equal(Reports.Arrival.AddDays(2), row.DeadlineAt);
        Assert.Equal(Now, row.FiledAt);
        Assert.Equal("juhan@firmanimi.test", row.SenderUser);
        Assert.Equal(("5.1.1", 550L, "test/unknown-1"), (row.EnhancedStatus, row.ReplyCode, row.Rule));
        Assert.Equal("status/5.0.0: unclassified (general-code)\nreply/550: policy-rejected (reply-code)", row.Overruled);
        Assert.Equal("5.1.1 5.0.0 refusing-server", row.StatusConflict);
        Assert.Equal(("spf", "mfrom", "firmanimi.example"), (row.CheckedMechanism, row.CheckedIdentity, row.CheckedDomain));
        Assert.Equal(("192.0.2.4", "fail", "mx.example.net"), (row.CheckedIp, row.CheckedResult, row.CheckedReceiver));
        Assert.Equal(("final@example.org", "mx.example.net", true), (row.FinalRecipient, row.RemoteMta, row.HeadersOnly));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero), row.OriginalDate);
        Assert.Equal("The mail to jaan@example.net was not delivered. No such address.\n\n550 5.1.1 user unknown\n\nWords.", row.Content);
    }

    [Theory]
    [InlineData("en", "The mail to jaan@example.net was not delivered. No such address.\n\n")]
    [InlineData("et", "Kiri aadressile jaan@example.net jäi kohale toimetamata. Sellist aadressi ei ole.\n\n")]
    public async Task The_summary_is_written_in_the_configured_language(string language, string summary)
    {
        var store = new EventStore(_database.Source, TimeProvider.System, Options.Create(new EventOptions { Language = language }));
        IReadOnlyList<FiledMail> filed = [];

        await _database.InTransactionAsync(async transaction =>
            filed = await store.FileAsync([Reports.Failure("one", "jaan@example.net")], transaction, CancellationToken.None));

        Assert.StartsWith(summary, filed[0].Added[0].Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deadlines_follow_the_configuration_and_zero_means_none()
    {
        var options = new EventOptions { HardDeadline = TimeSpan.FromHours(3), DelayDeadline = TimeSpan.Zero };
        var store = new EventStore(_database.Source, TimeProvider.System, Options.Create(options));
        IReadOnlyList<FiledMail> filed = [];

        await _database.InTransactionAsync(async transaction => filed = await store.FileAsync(
            [
                Reports.Failure("one", "jaan@example.net"),
                Reports.Mail("two", MailKind.Delay, RecipientAction.Delayed, null, "mati@example.net"),
            ],
            transaction,
            CancellationToken.None));

        Assert.Equal([Reports.Arrival.AddHours(3), null], filed.Select(mail => mail.Added[0].DeadlineAt));
    }

    [Fact]
    public async Task A_nul_in_a_strangers_text_is_stored_as_a_replacement_sign()
    {
        var filed = await FileAsync(Reports.Failure("one", "a\0b@example.net"));

        Assert.Equal("a\uFFFDb@example.net", Assert.Single(filed.Added).Recipient);
    }

    [Fact]
    public async Task Half_a_character_at_a_cut_is_stored_as_a_replacement_sign()
    {
        var filed = await FileAsync(Reports.Failure("one", "a\uD83D@example.net"));

        Assert.Equal("a\uFFFD@example.net", (await _store.FindAsync(filed.Added[0].Id, CancellationToken.None))?.Recipient);
    }

    [Fact]
    public async Task A_report_about_thousands_does_not_store_its_notice_thousands_of_times()
    {
        string[] recipients = [.. Enumerable.Range(0, 3000).Select(i => $"r{i}@example.net")];
        var mail = Reports.Failure("one", recipients);
        var reading = mail.Diagnosis.Reading with { Text = new string('x', 16_000) };

        await FileAsync(mail with { Diagnosis = mail.Diagnosis with { Reading = reading } });

        Assert.Equal(3000, await CountAsync("events"));
        Assert.InRange(await _database.ScalarAsync<long>("SELECT SUM(LENGTH(content)) FROM events"), 1, 1_000_000);
    }

    [Fact]
    public async Task Filing_is_the_first_row_of_the_history()
    {
        var filed = await FileAsync(Reports.Failure("one", "a@example.net"));

        var history = await _store.HistoryAsync(filed.Added[0].Id, CancellationToken.None);

        Assert.Equal([new HistoryEntry(Now, "system", "filed", null, "failure")], history);
    }

    private static NewMail Full()
    {
        var recipient = Reports.Recipient("jaan@example.net", RecipientAction.Failed);
        recipient = recipient with { Recipient = recipient.Recipient with { FinalRecipient = "final@example.org" } };
        var reading = new MailReading
        {
            Kind = MailKind.Failure,
            KindEvidence = new KindEvidence(KindSign.DeliveryStatus, "message/delivery-status, 1"),
            Recipients = [recipient.Recipient],
            ReportingMta = "mx.firmanimi.test",
            Original = new OriginalMessage
            {
                MessageId = "m1@firmanimi.test",
                From = "firmanimi@event.data.directo.ee",
                ReplyTo = "juhan@firmanimi.test",
                To = "Jaan <jaan@example.net>",
                Subject = "Arve 17",
                Date = new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.FromHours(2)),
            },
            Headers = new MailHeaders { Subject = "Undelivered Mail" },
            Text = "Words.",
        };
        return NewMail.Prepare(
            "firmanimi", "events", Reports.Arrival, Encoding.UTF8.GetBytes("full"), headersOnly: true, new MailDiagnosis(reading, [recipient]));
    }

    private async Task<FiledMail> FileAsync(NewMail mail)
    {
        IReadOnlyList<FiledMail> filed = [];
        await _database.InTransactionAsync(async transaction => filed = await _store.FileAsync([mail], transaction, CancellationToken.None));
        return filed[0];
    }

    private Task<EventPage> ListAsync(EventFilter filter) => _store.ListAsync(filter, 1, 100, CancellationToken.None);

    private Task<long> CountAsync(string table) => _database.ScalarAsync<long>($"SELECT COUNT(*) FROM {table}");
}
