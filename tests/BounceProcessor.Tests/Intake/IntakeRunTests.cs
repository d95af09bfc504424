using System.Globalization;

using BounceProcessor.Events;
using BounceProcessor.Intake;
using BounceProcessor.Rules;
using BounceProcessor.Tests.Commands;
using BounceProcessor.Tests.Rules;

using Xunit;

namespace BounceProcessor.Tests.Intake;

public sealed class IntakeRunTests : IAsyncLifetime
{
    private readonly IntakeLine _line = new();

    public async ValueTask InitializeAsync() => await _line.Database.ApplySchemaAsync();

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    [Fact]
    public async Task New_mails_are_filed_then_settled_and_the_sums_balance()
    {
        var source = new ScriptedMailSource().With(
            BounceText.Failure("one", "a@example.net", "b@example.net"), BounceText.Failure("two", "c@example.net"), BounceText.Letter("hello"));

        var summary = await _line.RunAsync(source);

        Assert.True(summary.Balances);
        Assert.Equal((3, 0, 3), (summary.Seen, summary.Known, summary.New));
        Assert.Equal((2, 1, 0, 0, 0), (summary.Bounces, summary.NotBounces, summary.Duplicates, summary.Quarantined, summary.Left));
        Assert.Equal(4, summary.EventsAdded);
        Assert.Equal(["a@example.net", "b@example.net", "c@example.net", ""], (await _line.ListAsync()).OrderBy(row => row.Id).Select(row => row.Recipient));
        Assert.Equal(["1", "2"], source.Settled);
    }

    [Fact]
    public async Task A_second_run_reads_files_and_settles_nothing()
    {
        var source = new ScriptedMailSource().With(BounceText.Failure("one", "a@example.net"));
        await _line.RunAsync(source);
        source.Read.Clear();
        source.Settled.Clear();

        var summary = await _line.RunAsync(source);

        Assert.Equal((1, 1, 0, 0), (summary.Seen, summary.Known, summary.New, summary.EventsAdded));
        Assert.Empty(source.Read);
        Assert.Empty(source.Settled);
    }

    [Fact]
    public async Task A_run_judges_to_its_end_by_the_rules_it_began_with()
    {
        using var folder = new TestFolder();
        _line.RuleOptions.Folder = folder.Path;
        _line.Options.BatchMails = 1;
        folder.Write("mine.json", OperatorFolder.Rule("mine", "user unknown"));
        var source = new ScriptedMailSource().With(BounceText.Failure("one", "a@example.net"), BounceText.Failure("two", "b@example.net"));
        source.BeforeRead = _ =>
        {
            folder.Write("mine.json", OperatorFolder.Rule("mine", "user unknown").Replace("mine/a", "mine/changed", StringComparison.Ordinal));
            while (_line.Rules.LookAgain(CancellationToken.None) == RulesInForce.Settling)
            {
                _line.Time.Advance(RulesInForce.Settling);
            }

            return Task.CompletedTask;
        };

        await _line.RunAsync(source);
        source.Add(3, BounceText.Failure("three", "c@example.net"));
        await _line.RunAsync(source);

        Assert.Equal(["mine/a", "mine/a", "mine/changed"], (await _line.ListAsync()).OrderBy(row => row.Id).Select(row => row.Rule));
    }

    [Fact]
    public async Task A_persons_letter_is_filed_and_left_as_it_is_in_the_mailbox()
    {
        var source = new ScriptedMailSource().With(BounceText.Letter("hello"));

        await _line.RunAsync(source);

        Assert.Single(await _line.ListAsync());
        Assert.Empty(source.Settled);
    }

    [Fact]
    public async Task The_same_bytes_under_another_uid_are_a_duplicate_and_no_new_event()
    {
        var bounce = BounceText.Failure("one", "a@example.net");
        var source = new ScriptedMailSource().With(bounce, bounce);

        var summary = await _line.RunAsync(source);

        Assert.Equal((1, 1, 1), (summary.Bounces, summary.Duplicates, summary.EventsAdded));
        Assert.Equal(["1", "2"], source.Settled);
    }

    [Fact]
    public async Task A_new_generation_of_the_mailbox_is_read_again_and_adds_no_event()
    {
        var source = new ScriptedMailSource().With(BounceText.Failure("one", "a@example.net"));
        await _line.RunAsync(source);
        source.Generation = "2";

        var summary = await _line.RunAsync(source);

        Assert.Equal((1, 1, 0), (summary.New, summary.Duplicates, summary.EventsAdded));
        Assert.Single(await _line.ListAsync());
    }

    [Fact]
    public async Task A_mail_that_vanished_between_listing_and_reading_is_left()
    {
        var source = new ScriptedMailSource().With(BounceText.Failure("one", "a@example.net"), BounceText.Failure("two", "b@example.net"));
        source.Vanished.Add("1");

        var summary = await _line.RunAsync(source);

        Assert.Equal((1, 1), (summary.Bounces, summary.Left));
        Assert.True(summary.Balances);
    }

    [Fact]
    public async Task A_mail_above_the_limit_is_filed_from_its_headers_and_says_so()
    {
        _line.Mailbox.SizeLimitBytes = 600;
        var source = new ScriptedMailSource().With(BounceText.Failure("one", "a@example.net"));

        await _line.RunAsync(source);

        var row = Assert.Single(await _line.ListAsync());
        Assert.True(row.HeadersOnly);
        Assert.Equal("Undelivered Mail Returned to Sender", row.Subject);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0\0")]
    public async Task A_mail_that_cannot_be_read_is_filed_with_its_bytes_and_the_rest_goes_on(string bytes)
    {
        var rubbish = System.Text.Encoding.ASCII.GetBytes(bytes);
        var source = new ScriptedMailSource().With(rubbish, BounceText.Failure("one", "a@example.net"));

        var summary = await _line.RunAsync(source);

        Assert.Equal((1, 1), (summary.Bounces, summary.NotBounces));
        var row = (await _line.ListAsync()).Single(row => row.Kind == "unreadable");
        Assert.Equal(rubbish.AsEnumerable(), await _line.Events.RawMailAsync(row.MailId, CancellationToken.None));
    }

    [Fact]
    public async Task What_the_time_budget_leaves_is_done_by_the_next_run()
    {
        _line.Options.BatchMails = 1;
        var source = new ScriptedMailSource().With(
            BounceText.Failure("one", "a@example.net"), BounceText.Failure("two", "b@example.net"), BounceText.Failure("three", "c@example.net"));
        source.BeforeRead = _ =>
        {
            _line.Time.Advance(TimeSpan.FromMinutes(6));
            return Task.CompletedTask;
        };

        var first = await _line.RunAsync(source);
        var second = await _line.RunAsync(source);

        Assert.Equal((3, 2, 1), (first.Seen, first.Bounces, first.Left));
        Assert.Equal((3, 2, 1, 0), (second.Seen, second.Known, second.Bounces, second.Left));
    }

    [Fact]
    public async Task A_dry_run_tells_what_would_be_filed_and_changes_nothing()
    {
        var source = new ScriptedMailSource().With(BounceText.Failure("one", "a@example.net"), BounceText.Letter("hello"));
        var told = new ToldProgress();

        var summary = await _line.RunAsync(source, _line.Database.Source, dryRun: true, told, CancellationToken.None);

        Assert.Equal((1, 1, 2), (summary.Bounces, summary.NotBounces, summary.EventsAdded));
        Assert.Equal(["a@example.net", ""], told.Outcomes.SelectMany(outcome => outcome.Added).Select(row => row.Recipient));
        Assert.Empty(source.Settled);
        foreach (var table in (string[])["events", "mails", "mail_contents", "history", "ledger", "ledger_mailboxes", "runs"])
        {
            Assert.Equal(0, await _line.CountAsync(table));
        }
    }

    [Fact]
    public async Task The_next_listing_starts_a_window_behind_the_last_mail()
    {
        _line.Options.LookBack = 10;
        var source = new ScriptedMailSource();
        source.Add(5000, BounceText.Failure("one", "a@example.net"));
        await _line.RunAsync(source);

        source.Add(4995, BounceText.Failure("late", "b@example.net"));
        var summary = await _line.RunAsync(source);

        Assert.Equal([0, 4991], source.ListedFrom);
        Assert.Equal(1, summary.Bounces);
    }

    [Fact]
    public async Task The_next_listing_starts_no_higher_than_the_lowest_mail_that_the_time_budget_left()
    {
        (_line.Options.LookBack, _line.Options.BatchMails) = (0, 1);
        var source = new ScriptedMailSource();
        source.Add(100, BounceText.Failure("one", "a@example.net"));
        source.Add(4000, BounceText.Failure("two", "b@example.net"));
        source.Add(5000, BounceText.Failure("three", "c@example.net"));
        source.BeforeRead = _ =>
        {
            _line.Time.Advance(TimeSpan.FromMinutes(10));
            return Task.CompletedTask;
        };
        await _line.RunAsync(source);
        source.BeforeRead = null;

        var summary = await _line.RunAsync(source);

        Assert.Equal([0, 4000], source.ListedFrom);
        Assert.Equal((2, 0), (summary.Bounces, summary.Left));
    }

    [Fact]
    public async Task Many_pages_and_batches_file_every_mail_once()
    {
        _line.Options.BatchMails = 7;
        var source = new ScriptedMailSource { PageLength = 50 };
        source.With([.. Enumerable.Range(0, 230).Select(i => BounceText.Failure(
            i.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"r{i}@example.net")))]);

        var summary = await _line.RunAsync(source);

        Assert.Equal((230, 230), (summary.Seen, summary.Bounces));
        Assert.Equal(230, (await _line.ListAsync()).Select(row => row.Recipient).Distinct().Count());
    }

    [Fact]
    public async Task Two_runs_of_one_mailbox_at_once_file_each_mail_once()
    {
        _line.Options.BatchMails = 3;
        byte[][] mails = [.. Enumerable.Range(0, 60).Select(i => BounceText.Failure(
            i.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"r{i}@example.net")))];
        await using var second = _line.Database.SecondSource(TimeSpan.FromSeconds(20));

        var runs = await Task.WhenAll(
            Task.Run(() => _line.RunAsync(new ScriptedMailSource().With(mails))),
            Task.Run(() => _line.RunAsync(new ScriptedMailSource().With(mails), second, dryRun: false, null, CancellationToken.None)));

        Assert.Equal(60, await _line.CountAsync("events"));
        Assert.Equal(60, runs.Sum(run => run.Bounces));
        Assert.All(runs, run => Assert.True(run.Balances));
        Assert.Equal(0, runs.Sum(run => run.Duplicates));
    }

    [Fact]
    public async Task A_catch_all_finds_the_company_of_each_mail()
    {
        _line.Mailbox.Company = "";
        var source = new ScriptedMailSource().With(BounceText.Failure("one", "a@example.net"));

        await _line.RunAsync(source);

        Assert.Equal("firmanimi", Assert.Single(await _line.ListAsync()).Company);
    }

    [Fact]
    public async Task A_delay_and_the_failure_after_it_are_one_event_with_a_history()
    {
        var source = new ScriptedMailSource().With(BounceText.Delay("one", "a@example.net"), BounceText.Failure("one", "a@example.net"));

        var summary = await _line.RunAsync(source);

        var row = Assert.Single(await _line.ListAsync());
        Assert.Equal(("failure", EventStatus.New), (row.Kind, row.Status));
        Assert.Equal((2, 1, 1), (summary.Bounces, summary.EventsAdded, summary.EventsUpdated));
        var history = await _line.Events.HistoryAsync(row.Id, CancellationToken.None);
        Assert.Contains(history, change => change is { Field: "kind", Before: "delay", After: "failure" });
    }

    [Fact]
    public async Task A_run_is_stored_with_its_sums()
    {
        var summary = await _line.RunAsync(new ScriptedMailSource().With(BounceText.Failure("one", "a@example.net")));

        Assert.Equal([summary], await _line.Runs.ListAsync("events", 10, CancellationToken.None));
    }

    private sealed class ToldProgress : IProgress<IntakeProgress>
    {
        public List<MailOutcome> Outcomes { get; } = [];

        public void Report(IntakeProgress value) => Outcomes.AddRange(value.Batch);
    }
}
