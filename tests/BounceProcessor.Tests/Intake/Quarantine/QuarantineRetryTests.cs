using BounceProcessor.Intake.Quarantine;
using BounceProcessor.Mailboxes;

using Microsoft.Data.Sqlite;

using Xunit;

namespace BounceProcessor.Tests.Intake.Quarantine;

public sealed class QuarantineRetryTests : IAsyncLifetime
{
    private readonly QuarantineLine _line = new();

    public async ValueTask InitializeAsync() => await _line.SetOneAsideAsync();

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    [Fact]
    public async Task A_mail_set_aside_keeps_its_bytes_the_fault_and_what_failed_on_it()
    {
        var entry = await _line.EntryAsync(1);

        Assert.Equal(("events", "2", "firmanimi", "waiting", 1L), (entry.Mailbox, entry.MailKey, entry.Company, entry.State, entry.Attempts));
        Assert.Contains("poisoned", entry.Fault, StringComparison.Ordinal);
        Assert.Equal(_line.Intake.Rules.State.Fingerprint, entry.Fingerprint);
        Assert.Equal(BounceText.Failure("two", QuarantineLine.Poison), await _line.Store.BytesAsync(1, CancellationToken.None));
        Assert.Equal(["set-aside"], await ActionsAsync());
    }

    [Fact]
    public async Task Tried_again_once_the_fault_is_mended_its_events_are_filed()
    {
        await _line.MendAsync();

        Assert.Equal(RetryResult.Filed, await _line.RetryAsync(1));

        Assert.Equal(["a@example.net", "b@example.net", "c@example.net"], await _line.RecipientsAsync());
        Assert.Equal("filed", (await _line.EntryAsync(1)).State);
        Assert.Null(await _line.Store.BytesAsync(1, CancellationToken.None));
        Assert.Equal("bounce", await LedgerAsync("outcome"));
        Assert.Equal(["set-aside", "filed"], await ActionsAsync());
        Assert.Contains(_line.Log.Lines, line => line.Contains("Quarantine 1, mailbox \"events\": filed after all (bounce, 1 events added", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tried_twice_it_is_filed_once()
    {
        await _line.MendAsync();
        await _line.RetryAsync(1);

        Assert.Equal(RetryResult.NotThere, await _line.RetryAsync(1));

        Assert.Equal(3, (await _line.RecipientsAsync()).Length);
    }

    [Fact]
    public async Task Failing_again_it_stays_with_its_bytes_and_one_try_more()
    {
        _line.Intake.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(RetryResult.FailedAgain, await _line.RetryAsync(1));

        var entry = await _line.EntryAsync(1);
        Assert.Equal(("waiting", 2L, IntakeLine.Now.AddHours(1)), (entry.State, entry.Attempts, entry.LastAttemptAt));
        Assert.Null(entry.TriedBy);
        Assert.NotNull(await _line.Store.BytesAsync(1, CancellationToken.None));
        Assert.Equal(["set-aside", "failed-again"], await ActionsAsync());
        Assert.Equal(2, (await _line.RecipientsAsync()).Length);
        Assert.Equal("quarantined", await LedgerAsync("outcome"));
    }

    [Fact]
    public async Task The_next_run_settles_what_was_filed_out_of_quarantine()
    {
        _line.Intake.Mailbox.AfterFiling = AfterFiling.Flag;
        await _line.MendAsync();
        await _line.RetryAsync(1);
        _line.Source.Settled.Clear();

        var run = await _line.Intake.RunAsync(_line.Source);

        Assert.Equal(["2"], _line.Source.Settled);
        Assert.Equal((0L, 1L), (run.New, run.Settled));
        Assert.Equal(1L, await _line.Intake.Database.ScalarAsync<long>("SELECT settled FROM ledger WHERE mail_key = '2'"));
    }

    [Fact]
    public async Task The_next_run_settles_it_also_when_the_mailbox_is_listed_from_far_behind_it()
    {
        _line.Intake.Options.LookBack = 0;
        _line.Intake.Mailbox.AfterFiling = AfterFiling.Flag;
        _line.Source.Add(5000, BounceText.Failure("late", "d@example.net"));
        await _line.Intake.RunAsync(_line.Source);
        await _line.MendAsync();
        await _line.RetryAsync(1);
        _line.Source.Settled.Clear();

        await _line.Intake.RunAsync(_line.Source);
        await _line.Intake.RunAsync(_line.Source);

        Assert.Equal(["2"], _line.Source.Settled);
        Assert.Equal(2L, _line.Source.ListedFrom[^2]);
        Assert.Equal(5001L, _line.Source.ListedFrom[^1]);
    }

    [Fact]
    public async Task A_run_that_goes_on_while_it_is_filed_does_not_pass_over_it()
    {
        _line.Intake.Options.LookBack = 0;
        _line.Intake.Mailbox.AfterFiling = AfterFiling.Flag;
        await _line.MendAsync();
        _line.Source.Add(5000, BounceText.Failure("late", "d@example.net"));
        _line.Source.BeforeRead = async _ => await _line.RetryAsync(1);
        await _line.Intake.RunAsync(_line.Source);
        _line.Source.BeforeRead = null;
        _line.Source.Settled.Clear();

        await _line.Intake.RunAsync(_line.Source);

        Assert.Equal(["2"], _line.Source.Settled);
    }

    [Fact]
    public async Task A_mail_that_is_not_in_the_mailbox_any_more_keeps_listings_long_for_a_day_and_no_longer()
    {
        _line.Intake.Options.LookBack = 0;
        _line.Intake.Mailbox.AfterFiling = AfterFiling.Flag;
        await _line.MendAsync();
        await _line.RetryAsync(1);
        var emptied = new ScriptedMailSource();
        emptied.Add(5000, BounceText.Failure("late", "d@example.net"));

        await _line.Intake.RunAsync(emptied);
        await _line.Intake.RunAsync(emptied);
        _line.Intake.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));
        await _line.Intake.RunAsync(emptied);
        await _line.Intake.RunAsync(emptied);

        Assert.Equal([0L, 2L, 2L, 5001L], emptied.ListedFrom);
    }

    [Fact]
    public async Task A_mailbox_that_leaves_its_mails_as_they_are_is_not_listed_again_for_it()
    {
        _line.Intake.Mailbox.AfterFiling = AfterFiling.Leave;
        _line.Intake.Options.LookBack = 0;
        await _line.Intake.RunAsync(_line.Source);
        await _line.MendAsync();
        await _line.RetryAsync(1);

        await _line.Intake.RunAsync(_line.Source);

        Assert.Equal(4L, _line.Source.ListedFrom[^1]);
    }

    [Fact]
    public async Task A_mail_whose_bytes_were_filed_meanwhile_leaves_quarantine_without_a_second_event()
    {
        await _line.MendAsync();
        _line.Source.With(BounceText.Failure("two", QuarantineLine.Poison));
        await _line.Intake.RunAsync(_line.Source);

        Assert.Equal(RetryResult.Filed, await _line.RetryAsync(1));

        Assert.Equal(3, (await _line.RecipientsAsync()).Length);
        Assert.Equal("duplicate", await LedgerAsync("outcome"));
    }

    [Fact]
    public async Task Read_again_in_another_generation_it_stays_one_row_under_its_new_key()
    {
        _line.Source.Generation = "2";

        var run = await _line.Intake.RunAsync(_line.Source);

        Assert.Equal((2L, 1L), (run.Duplicates, run.Quarantined));
        Assert.Equal(1, await _line.Intake.CountAsync("quarantine"));
        Assert.Equal(("2", 2L), ((await _line.EntryAsync(1)).Generation, (await _line.EntryAsync(1)).Attempts));
        Assert.Equal(["set-aside", "seen-again"], await ActionsAsync());
    }

    [Fact]
    public async Task Filed_out_of_quarantine_and_read_again_in_another_generation_it_is_a_duplicate()
    {
        await _line.MendAsync();
        await _line.RetryAsync(1);
        _line.Source.Generation = "2";

        var run = await _line.Intake.RunAsync(_line.Source);

        Assert.Equal((3L, 0L), (run.Duplicates, run.EventsAdded));
    }

    [Fact]
    public async Task Discarded_its_bytes_go_and_it_is_never_filed_whatever_is_mended_or_renumbered()
    {
        Assert.True(await _line.Store.DiscardAsync(1, "mari", "a test of ours", CancellationToken.None));
        await _line.MendAsync();

        var retried = await _line.RetryAsync(1);
        _line.Source.Generation = "2";
        var run = await _line.Intake.RunAsync(_line.Source);

        Assert.Equal(RetryResult.NotThere, retried);
        Assert.Equal((3L, 0L), (run.Duplicates, run.Quarantined));
        Assert.Equal(["a@example.net", "c@example.net"], await _line.RecipientsAsync());
        Assert.Null(await _line.Store.BytesAsync(1, CancellationToken.None));
        var history = await _line.Store.HistoryAsync(1, CancellationToken.None);
        Assert.Equal(("mari", "discarded", "a test of ours"), (history[^1].By, history[^1].Action, history[^1].Note));
        Assert.Contains(_line.Log.Lines, line => line.Contains("discarded by mari: a test of ours", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Discarded_and_failed_on_again_in_another_generation_it_is_not_set_aside_again()
    {
        await _line.Store.DiscardAsync(1, "mari", "", CancellationToken.None);
        _line.Source.Generation = "2";

        var run = await _line.Intake.RunAsync(_line.Source);

        Assert.Equal((3L, 0L), (run.Duplicates, run.Quarantined));
        Assert.Equal(1, await _line.Intake.CountAsync("quarantine"));
    }

    [Fact]
    public async Task Discarding_twice_says_that_there_is_nothing()
    {
        await _line.Store.DiscardAsync(1, "mari", "", CancellationToken.None);

        Assert.False(await _line.Store.DiscardAsync(1, "mari", "", CancellationToken.None));
    }

    [Fact]
    public async Task A_try_that_cannot_be_noted_is_not_made()
    {
        await _line.MendAsync();
        await using var other = await _line.Intake.Database.Source.OpenConnectionAsync(CancellationToken.None);
        await using var impatient = _line.Intake.Database.SecondSource(TimeSpan.FromSeconds(1));
        await using var transaction = await other.BeginTransactionAsync(CancellationToken.None);
        var attempts = new QuarantineAttempts(impatient, _line.Intake.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<QuarantineAttempts>.Instance);

        await Assert.ThrowsAsync<SqliteException>(() => attempts.BeginAsync(1, "owner", CancellationToken.None));
        await transaction.RollbackAsync(CancellationToken.None);

        Assert.Equal(1, (await _line.EntryAsync(1)).Attempts);
        Assert.Equal(RetryResult.Filed, await _line.RetryAsync(1));
    }

    [Fact]
    public async Task Cancelled_the_mail_is_taken_back_and_tried_again_later()
    {
        await _line.MendAsync();
        using var shutdown = new CancellationTokenSource();
        await _line.Attempts.BeginAsync(1, BounceProcessor.Polling.LeaseOwner.Current, CancellationToken.None);
        await shutdown.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _line.Round.RetryAsync([1], "mari", null, shutdown.Token));

        Assert.Equal("waiting", (await _line.EntryAsync(1)).State);
        Assert.Equal(RetryResult.Filed, await _line.RetryAsync(1));
    }

    private async Task<IEnumerable<string>> ActionsAsync() =>
        (await _line.Store.HistoryAsync(1, CancellationToken.None)).Select(entry => entry.Action);

    private Task<string?> LedgerAsync(string column) =>
        _line.Intake.Database.ScalarAsync<string>($"SELECT {column} FROM ledger WHERE mail_key = '2'");
}
