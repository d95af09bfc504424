using System.Text;

using BounceProcessor.Polling;
using BounceProcessor.Privacy;
using BounceProcessor.Tests.Intake;

using Microsoft.Extensions.Logging.Abstractions;

using Xunit;

namespace BounceProcessor.Tests.Privacy;

public sealed class ErasureRunTests : IAsyncLifetime
{
    // Addresses of a company and its own people, who are removed by the commands company and user.
    private static readonly string[] OwnPeople =
    [
        "companies.event_address", "companies.mail_user", "company_addresses.address", "company_addresses.address_key", "user_cards.user_code", "user_cards.email",
        "user_cards.username", "user_cards.password", "user_cards.password_host", "sender_history.value_before", "sender_history.value_after",
    ];

    // Numbers and codes of our own, and what a server says to those who sign in; gone when it works again.
    private static readonly string[] OfSending =
    [
        "sent_mails.user_code", "sent_mails.message_id", "sent_mails.request_hash", "sent_recipients.returned", "transmissions.user_code",
        "outbox_servers.server", "outbox_servers.reply", "outbox_servers.cause",
    ];

    private const string Person = "mari@example.net";

    private static readonly string[] FileEndings = ["", "-wal"];

    private readonly IntakeLine _line = new();
    private readonly ScriptedMailSource _source = new();

    public async ValueTask InitializeAsync() => await _line.Database.ApplySchemaAsync();

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    [Fact]
    public async Task An_erased_mail_that_is_read_again_under_a_new_uidvalidity_is_not_filed()
    {
        await FileAsync(BounceText.Failure("one", Person), BounceText.Failure("two", Person, "jaan@example.net"), BounceText.Letter("hello"));
        await ApplyAsync();
        var before = await _line.ListAsync();
        _source.Generation = "2";

        var summary = await _line.RunAsync(_source);

        Assert.Equal((3, 3, 0), (summary.New, summary.Duplicates, summary.EventsAdded));
        Assert.Equal(before, await _line.ListAsync());
    }

    [Fact]
    public async Task A_mail_in_quarantine_goes_and_is_not_set_aside_again()
    {
        await _line.Database.ExecuteAsync("CREATE TRIGGER poison BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'poisoned'); END");
        await FileAsync(BounceText.Failure("one", Person), BounceText.Failure("two", "jaan@example.net"));
        Assert.Equal(2, await _line.CountAsync("quarantine"));

        var result = await ApplyAsync();

        Assert.Equal((1, 0), (result.Sums?.Quarantined, result.Left?.Total));
        Assert.Equal(1, await _line.CountAsync("quarantine"));
        _source.Generation = "2";
        await _line.RunAsync(_source);
        Assert.Equal(1, await _line.CountAsync("quarantine"));
        Assert.Equal(0, await _line.CountAsync("events"));
    }

    [Fact]
    public async Task No_byte_of_the_address_is_left_in_the_files_of_the_database()
    {
        await FileAsync(BounceText.Failure("one", Person), BounceText.Failure("two", Person, "jaan@example.net"));
        var id = (await _line.ListAsync()).Single(row => row.Recipient == "jaan@example.net").Id;
        await _line.Database.ExecuteAsync(
            $"UPDATE events SET note = 'asked {Person}' WHERE id = {id}; INSERT INTO history (event_id, company, changed_at, changed_by, field, value_before, value_after) VALUES ({id}, 'firmanimi', 0, 'x', 'note', NULL, '{Person}'); "
            + $"UPDATE runs SET error = 'no {Person}'");
        Assert.True(IsInFiles());

        var result = await ApplyAsync();

        Assert.True(result.IsRebuilt);
        Assert.False(IsInFiles());
    }

    [Fact]
    public async Task Events_about_the_person_go_and_those_about_others_keep_their_verdict_without_the_raw_mail()
    {
        await FileAsync(BounceText.Failure("one", Person), BounceText.Failure("two", Person, "jaan@example.net"));
        var before = (await _line.ListAsync()).Single(row => row.Recipient == "jaan@example.net");

        var result = await ApplyAsync();

        Assert.Equal((2, 2, 1), (result.Sums?.RawMails, result.Sums?.EventsRemoved, result.Sums?.EventsRedacted));
        var after = Assert.Single(await _line.ListAsync());
        Assert.Equal((before.Id, before.Recipient, before.Reason, before.Rule, before.Status), (after.Id, after.Recipient, after.Reason, after.Rule, after.Status));
        Assert.Equal($"{PersonalAddress.Redacted}, jaan@example.net", after.OriginalTo);
        Assert.Null(await _line.Events.RawMailAsync(after.MailId, CancellationToken.None));
        Assert.Equal(2, await _line.Database.ScalarAsync<long>("SELECT COUNT(*) FROM mails WHERE erased_at IS NOT NULL"));
    }

    [Fact]
    public async Task A_sender_is_taken_out_of_the_events_about_others()
    {
        await FileAsync(BounceText.Failure("one", "jaan@example.net"));

        await ApplyAsync("mari@firmanimi.test");

        var row = Assert.Single(await _line.ListAsync());
        Assert.Equal(("jaan@example.net", null, null), (row.Recipient, row.SenderUser, row.OriginalFrom));
    }

    [Fact]
    public async Task A_letter_of_the_person_goes_with_its_event()
    {
        await FileAsync(BounceText.Letter("hello"));

        await ApplyAsync("jaan@example.net");

        Assert.Equal((0, 0), (await _line.CountAsync("events"), await _line.CountAsync("mail_contents")));
    }

    [Fact]
    public async Task The_list_tells_what_is_then_erased_and_changes_nothing()
    {
        await FileAsync(BounceText.Failure("one", Person), BounceText.Failure("two", Person, "jaan@example.net"), BounceText.Failure("three", "annemari@example.net"));
        List<string> listed = [];
        List<string> erased = [];

        var list = await RunAsync(Request(Person, apply: false), listed);
        Assert.Equal((4, 0), (await _line.CountAsync("events"), await _line.CountAsync("erasures")));
        var applied = await RunAsync(Request(Person, apply: true), erased);

        Assert.Equal(list.Sums, applied.Sums);
        Assert.Equal(listed, erased);
        Assert.Equal(0, applied.Left?.Total);
        Assert.Contains(await _line.ListAsync(), row => row.Recipient == "annemari@example.net");
    }

    [Fact]
    public async Task Another_company_keeps_what_it_has()
    {
        await FileAsync(BounceText.Failure("one", Person));
        _line.Mailbox.Company = "teine";
        _source.Generation = "2";
        await _line.RunAsync(_source);

        await ApplyAsync(Person, "firmanimi");

        var left = Assert.Single(await _line.ListAsync());
        Assert.Equal("teine", left.Company);
        Assert.NotNull(await _line.Events.RawMailAsync(left.MailId, CancellationToken.None));
        await ApplyAsync(Person, "teine");
        Assert.Equal((0, 0), (await _line.CountAsync("events"), await _line.CountAsync("mail_contents")));
    }

    [Fact]
    public async Task Who_asks_again_is_told_when_it_was_erased_and_the_address_is_not_kept()
    {
        await FileAsync(BounceText.Failure("one", Person));
        await RunAsync(Request(Person, apply: true) with { Reason = $"asked by {Person}" }, []);

        var before = Assert.Single(await Store().ListAsync(Address("MARI@example.net"), CancellationToken.None));

        Assert.Equal((IntakeLine.Now, "jaan", $"asked by {PersonalAddress.Redacted}"), (before.EndedAt, before.RequestedBy, before.Reason));
        Assert.Empty(await Store().ListAsync(Address("jaan@example.net"), CancellationToken.None));
    }

    [Fact]
    public async Task A_mail_that_arrives_later_is_a_new_matter()
    {
        await FileAsync(BounceText.Failure("one", Person));
        await ApplyAsync();

        var summary = await FileAsync(BounceText.Failure("two", Person));

        Assert.Equal(1, summary.EventsAdded);
        Assert.NotNull(await _line.Events.RawMailAsync(Assert.Single(await _line.ListAsync()).MailId, CancellationToken.None));
    }

    [Fact]
    public async Task What_was_broken_off_goes_on_where_it_stopped()
    {
        await FileAsync([.. Enumerable.Range(0, 600).Select(i => BounceText.Failure($"m{i}", i < 550 ? "jaan@example.net" : Person))]);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Run().RunAsync(
            Request(Person, apply: true), new Told<ErasureProgress>(progress => StopAfter(progress, stop)), stop.Token));
        Assert.Equal((550, 600), (await _line.CountAsync("mail_contents"), await _line.CountAsync("events")));
        List<string> rest = [];

        var result = await RunAsync(Request(Person, apply: true), rest);

        Assert.Equal((50, 50, 0), (result.Sums?.RawMails, result.Sums?.EventsRemoved, result.Left?.Total));
        Assert.DoesNotContain(rest, line => line.StartsWith("raw mail", StringComparison.Ordinal));
        Assert.Equal(1, await _line.CountAsync("erasures"));
    }

    [Fact]
    public async Task A_second_one_at_the_same_time_is_refused()
    {
        await new MailboxLeases(_line.Database.Source, _line.Time).TryTakeAsync("erase:", "another|process", CancellationToken.None);

        Assert.Null((await ApplyAsync()).Sums);
    }

    [Fact]
    public async Task Marks_counted_failures_and_corrections_of_the_address_go_and_notes_about_others_are_redacted()
    {
        await _line.Database.ExecuteAsync(
            $"INSERT INTO address_marks (id, company, address, address_key, mark_kind, note, since, marked_by, changed_at) VALUES (1, 'firmanimi', '{Person}', '{Person}', 'hard', NULL, 0, 'system', 0), (2, 'firmanimi', 'jaan@example.net', 'jaan@example.net', 'by-hand', 'use {Person}', 0, 'x', 0); "
            + $"INSERT INTO address_mark_history (company, mark_id, changed_at, changed_by, mark_change, mark_kind, note) VALUES ('firmanimi', 1, 0, 'system', 'marked', 'hard', NULL), ('firmanimi', 2, 0, 'x', 'marked', 'by-hand', 'use {Person}'); "
            + $"INSERT INTO address_strikes (company, address_key, struck_at, event_id) VALUES ('firmanimi', '{Person}', 0, 1), ('firmanimi', 'jaan@example.net', 0, 2); "
            + $"INSERT INTO address_corrections (company, old_address, old_address_key, new_address, new_address_key, corrected_at, corrected_by) VALUES ('firmanimi', 'm@example.net', 'm@example.net', '{Person}', '{Person}', 0, 'x'), ('firmanimi', 'a@example.net', 'a@example.net', 'b@example.net', 'b@example.net', 0, 'x')");

        var result = await ApplyAsync();

        Assert.Equal((5, 0), (result.Sums?.OtherRows, result.Left?.Total));
        Assert.Equal((1, 1, 1, 1), (await _line.CountAsync("address_marks"), await _line.CountAsync("address_mark_history"), await _line.CountAsync("address_strikes"), await _line.CountAsync("address_corrections")));
        Assert.Equal("use [erased]", await _line.Database.ScalarAsync<string>("SELECT note FROM address_marks"));
        Assert.False(IsInFiles());
    }

    // Every column that can hold text or bytes is searched, or is known to hold no address of a stranger.
    [Fact]
    public async Task Every_column_of_the_database_was_thought_of()
    {
        HashSet<string> searched =
        [
            "mail_contents.compressed", "quarantine.compressed", "quarantine.fault", "quarantine_history.note", "history.value_before", "history.value_after", "runs.error",
            "webhook_attempts.error", "webhook_attempts.response",
            "address_marks.address", "address_marks.address_key", "address_marks.note", "address_marks.release_note", "address_mark_history.note", "address_strikes.address_key",
            "address_corrections.old_address", "address_corrections.old_address_key", "address_corrections.new_address", "address_corrections.new_address_key",
            "sent_mails.from_address", "sent_mails.reply_to", "sent_mails.subject", "sent_mails.document", "sent_mails.customer", "sent_mails.idempotency_key", "sent_contents.compressed",
            "sent_recipients.address", "sent_recipients.address_key", "sent_recipients.reply",
            "transmissions.envelope_sender", "transmissions.reply", "transmissions.server", "transmissions.queue_id", "transmission_history.server", "transmission_history.text",
            "batch_rows.address", "batch_rows.address_key", "batch_rows.document", "batch_rows.cells", "batch_rows.faults",
            "batches.text_template", "batches.html_template", "batches.name", "batches.subject_template",
            .. "sender_user customer document recipient recipient_key final_recipient diagnostic reporting_mta remote_mta matched_words overruled status_conflict checked_domain checked_ip checked_receiver kind_evidence content feedback note subject original_message_id original_from original_to original_subject search_text"
                .Split(' ').Select(column => $"events.{column}"),
        ];

        // Names of the configuration and of users, codes of the product, and numbers of the mailbox or names of the operator's own files.
        HashSet<string> harmless =
        [
            "account",
            "action",
            "address_hash",
            "boot",
            "bounce_return",
            "changed_by",
            "checked_identity",
            "checked_mechanism",
            "checked_result",
            "company",
            "condition",
            "confidence",
            "corrected_by",
            "created_by",
            "disabled_because",
            "encrypted",
            "encrypted_before",
            "enhanced_status",
            "event_types",
            "fault_kind",
            "field",
            "filter",
            "fingerprint",
            "fixer",
            "generation",
            "hash",
            "host",
            "kind",
            "language",
            "mail_key",
            "mailbox",
            "mark_change",
            "mark_kind",
            "marked_addresses",
            "marked_by",
            "match_evidence",
            "matched_in",
            "mode",
            "name",
            "name_key",
            "outcome",
            "owner",
            "password_hash",
            "performer",
            "prefix",
            "reason",
            "release_reason",
            "released_by",
            "renewing_by",
            "reply_code",
            "requested_by",
            "revoked_by",
            "rule",
            "rules",
            "salt",
            "scopes",
            "security_stamp",
            "severity",
            "source",
            "started_by",
            "state",
            "status",
            "tls",
            "token",
            "token_hash",
            "tried_by",
            "trust",
            "type",
            "url",
            "use",
            "user_key",
        ];

        // What was said of a mailbox, or of a mail that nobody could read; and the operator's own test mails.
        string[] notSearched = ["mailbox_states.fault", "ledger_left.fault", "canaries.message_id", "canaries.recipient", "canaries.answer", "address_corrections.customer", .. OwnPeople, .. OfSending, .. MassMail];

        var columns = (await _line.Database.ScalarAsync<string>(
            "SELECT GROUP_CONCAT(m.name || '.' || c.name) FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name <> 'schema_versions' AND c.type IN ('TEXT', 'BLOB')"))?.Split(',') ?? [];

        Assert.NotEmpty(columns);
        Assert.Empty(columns.Where(column => !searched.Contains(column) && !harmless.Contains(column.Split('.')[1])).Except(notSearched));
    }

    // Files that customers get lie there only until every letter is in the outbox; the rest is written by the sender or is a code.
    private static string[] MassMail =>
    [
        "batch_files.content", "batches.user_code", "batches.from_address", "batches.unsubscribe_template", "batches.columns", "batches.notices", "batches.duplicates",
        "batches.idempotency_key", "batches.request_hash", "server_sizes.server",
        "batches.fault_en", "batches.fault_et", "batches.created_by", "batch_rows.fault",
    ];

    private static void StopAfter(ErasureProgress progress, CancellationTokenSource stop)
    {
        if (progress is { Step: "raw mails", Hits.Count: 50 })
        {
            stop.Cancel();
        }
    }

    private static PersonalAddress Address(string text) =>
        PersonalAddress.TryParse(text, out var address) ? address : throw new ArgumentException(text);

    private static ErasureRequest Request(string address, bool apply, string? company = null) =>
        new(new ErasureScope(Address(address), company), apply, "jaan", null);

    private bool IsInFiles() => FileEndings
        .Select(ending => _line.Database.FilePath + ending)
        .Where(File.Exists)
        .Any(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return Encoding.Latin1.GetString(bytes.ToArray()).Contains(Person, StringComparison.OrdinalIgnoreCase);
        });

    private Task<BounceProcessor.Intake.RunSummary> FileAsync(params byte[][] mails) => _line.RunAsync(_source.With(mails));

    private Task<ErasureResult> ApplyAsync(string address = Person, string? company = null) => RunAsync(Request(address, apply: true, company), []);

    private Task<ErasureResult> RunAsync(ErasureRequest request, List<string> told) => Run().RunAsync(
        request, new Told<ErasureProgress>(progress => told.AddRange(progress.Hits.Select(hit => hit.What))), CancellationToken.None);

    private ErasureRun Run() => new(
        _line.Database.Source, Store(), new MailboxLeases(_line.Database.Source, _line.Time), _line.Time, NullLogger<ErasureRun>.Instance);

    private ErasureStore Store() => new(_line.Database.Source, _line.Time);
}
