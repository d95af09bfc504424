using BounceProcessor.Companies;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Events;
using BounceProcessor.Intake;
using BounceProcessor.Mailboxes;
using BounceProcessor.Rediagnosis;
using BounceProcessor.Tests.Intake;
using BounceProcessor.Tests.Layout;

using Xunit;

namespace BounceProcessor.Tests.Rediagnosis;

public sealed class RediagnosisRunTests : IAsyncLifetime
{
    private readonly RediagnosisLine _line = new();
    private readonly ScriptedMailSource _source = new();

    public async ValueTask InitializeAsync() => await _line.Intake.Database.ApplySchemaAsync();

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    [Fact]
    public async Task The_rules_that_filed_all_samples_change_none_of_them()
    {
        await FileSamplesAsync();

        var sums = (await _line.ListAsync()).Sums;

        Assert.NotNull(sums);
        Assert.Equal((0, 0, 0, 0, 0), (sums.Changed, sums.Added, sums.Missing, sums.NotPossible, sums.Failed));
        Assert.Equal(await _line.Intake.CountAsync("events"), sums.Events);
    }

    [Fact]
    public async Task Applying_does_what_the_listing_showed_and_a_second_run_finds_nothing()
    {
        await FileSamplesAsync();
        _line.AddRule();
        List<EventChange> listed = [];
        List<EventChange> applied = [];

        var wouldBe = await _line.ListAsync(listed);
        var done = await _line.ApplyAsync(applied);
        var after = await _line.ListAsync();

        Assert.NotEmpty(listed);
        Assert.Equal(wouldBe.Sums, done.Sums);
        Assert.Equal(listed.Select(change => change.After), applied.Select(change => change.After));
        Assert.Equal(listed.Select(Fields), applied.Select(Fields));
        Assert.Equal((0, 0, 0), (after.Sums?.Changed, after.Sums?.Added, after.Sums?.Missing));
        foreach (var change in applied)
        {
            Assert.Equal(change.After, await _line.Intake.Events.FindAsync(change.After.Id, CancellationToken.None));
        }
    }

    [Fact]
    public async Task A_listing_changes_nothing()
    {
        await FileAsync(BounceText.Failure("one", "a@example.net"));
        var before = await _line.EventAsync();
        _line.AddRule();

        var result = await _line.ListAsync();

        Assert.Equal(1, result.Sums?.Changed);
        Assert.Equal(before, await _line.EventAsync());
        Assert.Equal(0, await _line.Intake.CountAsync("rediagnoses"));
    }

    [Fact]
    public async Task What_changed_stands_in_the_history_with_who_changed_it()
    {
        await FileAsync(BounceText.Failure("one", "a@example.net"));
        _line.AddRule();

        await _line.ApplyAsync();

        var row = await _line.EventAsync();
        Assert.Equal(("mailbox-disabled", "mine/gone-1", RediagnosisRun.Who), (row.Reason, row.Rule, row.ChangedBy));
        var history = await _line.Intake.Events.HistoryAsync(row.Id, CancellationToken.None);
        Assert.Contains(history, entry => entry is { By: RediagnosisRun.Who, Field: "reason", Before: "mailbox-unknown", After: "mailbox-disabled" });
        Assert.Contains(history, entry => entry is { By: RediagnosisRun.Who, Field: "rule", After: "mine/gone-1" });
    }

    [Fact]
    public async Task What_belongs_to_people_stays()
    {
        await FileAsync(BounceText.Failure("one", "a@example.net"));
        var id = (await _line.EventAsync()).Id;
        await _line.Intake.Events.SetStatusAsync(id, EventStatus.InWork, "mari", CancellationToken.None);
        await _line.Intake.Database.ExecuteAsync(
            "UPDATE events SET performer = 'mari', feedback = 'called', note = 'n', priority = 0, deadline_at = 17, kind = 'delay', severity = 'delay';"
            + "INSERT INTO history (event_id, company, changed_at, changed_by, field, value_before, value_after)"
            + " SELECT id, company, 0, 'mari', 'priority', '2', '0' FROM events UNION ALL SELECT id, company, 0, 'mari', 'deadline', NULL, '17' FROM events");
        _line.AddRule();

        await _line.ApplyAsync();

        var row = await _line.EventAsync();
        Assert.Equal(("failure", "mailbox-disabled"), (row.Kind, row.Reason));
        Assert.Equal((EventStatus.InWork, "mari", "called", "n", 0), (row.Status, row.Performer, row.Feedback, row.Note, row.Priority));
        Assert.Equal(17, row.DeadlineAt?.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task Priority_and_deadline_follow_a_changed_severity_when_nobody_set_them()
    {
        await FileAsync(BounceText.Failure("one", "a@example.net"));
        var before = await _line.EventAsync();
        await _line.Intake.Database.ExecuteAsync("UPDATE events SET kind = 'delay', severity = 'delay', priority = 0, deadline_at = NULL");

        await _line.ApplyAsync();

        var row = await _line.EventAsync();
        Assert.Equal((before.Priority, before.DeadlineAt), (row.Priority, row.DeadlineAt));
    }

    [Fact]
    public async Task A_story_is_judged_by_the_mail_it_now_rests_on()
    {
        await FileAsync(BounceText.Delay("one", "a@example.net", "b@example.net"), BounceText.Failure("one", "a@example.net"));
        _line.AddRule();
        List<EventChange> changes = [];

        await _line.ApplyAsync(changes);

        var rows = await _line.Intake.ListAsync();
        Assert.Equal(2, rows.Count);
        Assert.Equal(("failure", "mailbox-disabled"), (rows.Single(row => row.Recipient == "a@example.net").Kind, rows.Single(row => row.Recipient == "a@example.net").Reason));
        Assert.Equal("delay", rows.Single(row => row.Recipient == "b@example.net").Kind);
        Assert.DoesNotContain(changes, change => change.What is ChangeKind.Added or ChangeKind.Missing);
    }

    [Fact]
    public async Task A_mail_whose_bytes_are_gone_is_counted_and_its_event_stays()
    {
        await FileAsync(BounceText.Failure("one", "a@example.net"));
        await _line.Intake.Database.ExecuteAsync("DELETE FROM mail_contents");
        var before = await _line.EventAsync();
        _line.AddRule();

        var result = await _line.ApplyAsync();

        Assert.Equal((1, 1, 0), (result.Sums?.Mails, result.Sums?.NotPossible, result.Sums?.Changed));
        Assert.Equal(before, await _line.EventAsync());
    }

    [Fact]
    public async Task A_recipient_that_is_found_now_becomes_an_event_of_the_same_mail()
    {
        await FileAsync(BounceText.Failure("one", "a@example.net", "b@example.net"));
        await _line.Intake.Database.ExecuteAsync("DELETE FROM events WHERE recipient = 'b@example.net'");

        var result = await _line.ApplyAsync();

        Assert.Equal(1, result.Sums?.Added);
        var rows = await _line.Intake.ListAsync();
        Assert.Equal(2, rows.Count);
        Assert.Single(rows.Select(row => row.MailId).Distinct());
        var added = rows.Single(row => row.Recipient == "b@example.net");
        Assert.Equal([("filed", RediagnosisRun.Who)], (await _line.Intake.Events.HistoryAsync(added.Id, CancellationToken.None)).Select(entry => (entry.Field, entry.By)));
        Assert.Equal(0, (await _line.ListAsync()).Sums?.Added);
    }

    [Fact]
    public async Task A_recipient_that_is_not_found_any_more_is_told_and_stays()
    {
        await FileAsync(BounceText.Failure("one", "a@example.net", "b@example.net"));
        await RenameAsync("b@example.net", "ghost@example.net");
        await _line.ApplyAsync();
        var before = await _line.Intake.ListAsync();

        var result = await _line.ApplyAsync();

        Assert.Equal((1, 0, 0), (result.Sums?.Missing, result.Sums?.Changed, result.Sums?.Added));
        Assert.Equal(before, await _line.Intake.ListAsync());
    }

    [Fact]
    public async Task It_is_set_to_ignored_with_a_note_when_that_is_asked_for_and_nobody_has_looked_at_it()
    {
        await FileAsync(BounceText.Failure("one", "a@example.net", "b@example.net", "c@example.net"));
        await RenameAsync("b@example.net", "ghost@example.net");
        await RenameAsync("c@example.net", "worked@example.net");
        var worked = (await _line.Intake.ListAsync()).Single(row => row.Recipient == "worked@example.net");
        await _line.Intake.Events.SetStatusAsync(worked.Id, EventStatus.InWork, "mari", CancellationToken.None);

        var first = await _line.ApplyAsync(closeMissing: true);
        var second = await _line.ApplyAsync(closeMissing: true);

        Assert.Equal((1, 1), (first.Sums?.Closed, first.Sums?.Missing));
        Assert.Equal((0, 2), (second.Sums?.Closed, second.Sums?.Missing));
        var rows = await _line.Intake.ListAsync();
        Assert.Equal(EventStatus.InWork, rows.Single(row => row.Recipient == "worked@example.net").Status);
        var ghost = rows.Single(row => row.Recipient == "ghost@example.net");
        Assert.Equal(EventStatus.Ignored, ghost.Status);
        Assert.NotNull(ghost.Note);
    }

    [Fact]
    public async Task A_mail_that_was_no_failure_and_now_is_one_keeps_its_event()
    {
        await FileAsync(BounceText.Failure("one", "a@example.net"));
        var before = await _line.EventAsync();
        await _line.Intake.Database.ExecuteAsync(
            "UPDATE events SET kind = 'other', recipient = '', recipient_key = '', reason = NULL, severity = NULL, fixer = NULL, rule = NULL, content = 'x'");

        await _line.ApplyAsync();

        var after = await _line.EventAsync();
        Assert.Equal((before.Id, "a@example.net", "failure", "mailbox-unknown", before.Content), (after.Id, after.Recipient, after.Kind, after.Reason, after.Content));
    }

    [Fact]
    public async Task A_mail_that_was_a_failure_and_now_is_none_keeps_its_event()
    {
        await FileAsync(BounceText.Letter("hello"));
        await _line.Intake.Database.ExecuteAsync(
            "UPDATE events SET kind = 'failure', recipient = 'a@example.net', recipient_key = 'a@example.net', reason = 'mailbox-unknown', severity = 'hard', deadline_at = 17");

        await _line.ApplyAsync();

        var after = await _line.EventAsync();
        Assert.NotEqual("failure", after.Kind);
        Assert.Equal(("", null, null, null), (after.Recipient, after.Reason, after.Severity, after.DeadlineAt));
    }

    [Fact]
    public async Task An_unresolved_mail_goes_to_the_company_that_an_alias_now_tells()
    {
        _line.Intake.Mailbox.Company = "";
        await FileAsync(BounceText.NobodysFailure("one", "a@example.net"));
        Assert.Equal("", (await _line.EventAsync()).Company);
        _line.Companies.List = [new CompanyEntry { Code = "teine", Aliases = ["nobody@elsewhere.example"] }];

        var result = await _line.ApplyAsync();

        Assert.Equal(1, result.Sums?.Companies);
        Assert.Equal("teine", (await _line.EventAsync()).Company);
        Assert.Equal("teine", await _line.Intake.Database.ScalarAsync<string>("SELECT company FROM mails"));
        _source.Generation = "2";
        Assert.Equal(1, (await _line.Intake.RunAsync(_source)).Duplicates);
    }

    [Fact]
    public async Task A_company_that_has_the_same_bytes_does_not_get_them_twice()
    {
        _line.Intake.Mailbox.Company = "";
        await FileAsync(BounceText.NobodysFailure("one", "a@example.net"));
        await _line.Intake.Database.ExecuteAsync(
            "INSERT INTO mails (company, mailbox, hash, size_bytes, headers_only, received_at, filed_at) SELECT 'teine', 'x', hash, size_bytes, headers_only, received_at, filed_at FROM mails");
        _line.Companies.List = [new CompanyEntry { Code = "teine", Aliases = ["nobody@elsewhere.example"] }];

        var result = await _line.ApplyAsync();

        Assert.Equal((0, 0), (result.Sums?.Companies, result.Sums?.Changed));
        Assert.Equal("", (await _line.EventAsync()).Company);
    }

    [Fact]
    public async Task What_was_broken_off_goes_on_where_it_stopped()
    {
        await FileAsync([.. Enumerable.Range(0, 600).Select(i => BounceText.Failure($"m{i}", "a@example.net"))]);
        _line.AddRule();
        using var stop = new CancellationTokenSource();
        var request = new RediagnosisRequest(new RediagnosisFilter(), Apply: true, CloseMissing: false);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _line.RunAsync(request, new Told<RediagnosisProgress>(_ => stop.Cancel()), stop.Token));
        var half = await ChangedAsync();
        List<EventChange> rest = [];

        var result = await _line.ApplyAsync(rest);

        Assert.InRange(half, 1, 599);
        Assert.Equal(600 - half, rest.Count);
        Assert.Equal((600, 600), (result.Sums?.Mails, result.Sums?.Changed));
        Assert.Equal(600, await ChangedAsync());
        Assert.Equal(1, await _line.Intake.Database.ScalarAsync<long>("SELECT COUNT(*) FROM rediagnoses WHERE ended_at IS NOT NULL"));
        Assert.Equal(1, await _line.Intake.CountAsync("rediagnoses"));
    }

    [Fact]
    public async Task Other_rules_do_not_go_on_with_what_was_broken_off()
    {
        await FileAsync([.. Enumerable.Range(0, 300).Select(i => BounceText.Failure($"m{i}", "a@example.net"))]);
        using var stop = new CancellationTokenSource();
        var request = new RediagnosisRequest(new RediagnosisFilter(), Apply: true, CloseMissing: false);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _line.RunAsync(request, new Told<RediagnosisProgress>(_ => stop.Cancel()), stop.Token));
        _line.AddRule();

        var result = await _line.ApplyAsync();

        Assert.Equal((300, 300), (result.Sums?.Mails, result.Sums?.Changed));
    }

    [Fact]
    public async Task A_second_one_at_the_same_time_is_refused_and_a_listing_is_not()
    {
        await FileAsync(BounceText.Failure("one", "a@example.net"));
        await _line.Leases.TryTakeAsync("rediagnose:", "another|process", CancellationToken.None);

        var apply = await _line.ApplyAsync();
        var list = await _line.ListAsync();

        Assert.Null(apply.Sums);
        Assert.Equal("another|process", apply.Holder?.Owner);
        Assert.NotNull(list.Sums);
    }

    [Fact]
    public async Task Faulty_rules_of_the_operator_judge_nothing()
    {
        await FileAsync(BounceText.Failure("one", "a@example.net"));
        _line.AddRule("{");

        await Assert.ThrowsAsync<RuleBookException>(() => _line.ApplyAsync());
    }

    [Fact]
    public async Task Each_filter_finds_its_mails_and_no_others()
    {
        await FileAsync(BounceText.Failure("one", "a@example.net"), BounceText.Delay("two", "b@example.net"), BounceText.Letter("hello"));
        var failure = (await _line.Intake.ListAsync()).Single(row => row.Kind == "failure");
        (RediagnosisFilter Filter, long Mails)[] expected =
        [
            (new(), 3),
            (new() { Company = "firmanimi" }, 3),
            (new() { Company = "teine" }, 0),
            (new() { Mailbox = "events" }, 3),
            (new() { Mailbox = "x" }, 0),
            (new() { Reason = "mailbox-unknown" }, 2),
            (new() { Kind = "delay" }, 1),
            (new() { Rule = failure.Rule }, 2),
            (new() { Rule = failure.Rule![..4] + "*" }, 2),
            (new() { Rule = failure.Rule[..4] }, 0),
            (new() { Receiver = "mx.example.net" }, 2),
            (new() { Receiver = "EXAMPLE.net" }, 2),
            (new() { Receiver = "example" }, 2),
            (new() { Receiver = "ample.net" }, 0),
            (new() { Since = failure.StartedAt.AddMilliseconds(1) }, 2),
            (new() { Until = failure.StartedAt.AddSeconds(1) }, 1),
            (new() { Events = [failure.Id] }, 1),
            (new() { Events = [failure.Id, 4711] }, 1),
            (new() { Kind = "delay", Reason = "mailbox-unknown", Events = [failure.Id] }, 0),
        ];

        foreach (var (filter, mails) in expected)
        {
            Assert.Equal((filter, mails), (filter, (await _line.ListAsync(filter: filter)).Sums?.Mails));
        }
    }

    private static string Fields(EventChange change) => string.Join('|', change.Fields);

    private Task<long> ChangedAsync() => _line.Intake.Database.ScalarAsync<long>("SELECT COUNT(*) FROM events WHERE rule = 'mine/gone-1'");

    private Task RenameAsync(string recipient, string other) => _line.Intake.Database.ExecuteAsync(
        $"UPDATE events SET recipient = '{other}', recipient_key = '{other}' WHERE recipient = '{recipient}'");

    private Task<RunSummary> FileAsync(params byte[][] mails) => _line.Intake.RunAsync(_source.With(mails));

    private Task<RunSummary> FileSamplesAsync() => _line.Intake.RunAsync(new EmlFolderSource(
        "samples", new MailboxOptions { Kind = MailboxKind.Folder, Path = Path.Combine(Repository.Root, "samples", "bounces") }));
}
