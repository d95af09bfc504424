using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Polling;

using Microsoft.Data.Sqlite;

using Xunit;

namespace BounceProcessor.Tests.Intake;

public sealed class IntakeFaultTests : IAsyncLifetime
{
    private const int SqliteBusy = 5;
    private const int SqliteFull = 13;

    private readonly IntakeLine _line = new();
    private readonly ScriptedMailSource _source = new ScriptedMailSource().With(
        BounceText.Failure("one", "a@example.net"), BounceText.Failure("two", "b@example.net"), BounceText.Failure("three", "c@example.net"));

    public async ValueTask InitializeAsync() => await _line.Database.ApplySchemaAsync();

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    [Fact]
    public async Task Broken_off_between_commit_and_settling_the_next_run_settles_without_filing_again()
    {
        _source.SettleFault = new OperationCanceledException();
        await Assert.ThrowsAsync<OperationCanceledException>(() => _line.RunAsync(_source));
        Assert.Equal(3, await _line.CountAsync("events"));
        _source.SettleFault = null;
        _source.Read.Clear();

        var summary = await _line.RunAsync(_source);

        Assert.Equal((3, 0, 3), (summary.Known, summary.New, summary.Settled));
        Assert.Equal(["1", "2", "3"], _source.Settled);
        Assert.Empty(_source.Read);
        Assert.Equal(3, await _line.CountAsync("events"));
    }

    [Fact]
    public async Task Settled_mails_are_not_settled_again()
    {
        await _line.RunAsync(_source);
        _source.Settled.Clear();

        await _line.RunAsync(_source);

        Assert.Empty(_source.Settled);
    }

    [Fact]
    public async Task A_mailbox_that_refuses_to_settle_does_not_keep_bounces_from_being_filed()
    {
        _line.Options.BatchMails = 1;
        _source.SettleFault = new MailboxException("Mailbox \"events\": folder \"Processed\" is missing.", null);

        var fault = await Assert.ThrowsAsync<MailboxException>(() => _line.RunAsync(_source));

        Assert.Contains("Processed", fault.Message, StringComparison.Ordinal);
        Assert.Equal(3, await _line.CountAsync("events"));
        _source.SettleFault = null;
        var summary = await _line.RunAsync(_source);
        Assert.Equal(3, summary.Settled);
    }

    [Fact]
    public async Task Cancelled_while_reading_the_batch_in_hand_is_rolled_back_and_earlier_ones_stay()
    {
        _line.Options.BatchMails = 1;
        using var shutdown = new CancellationTokenSource();
        _source.BeforeRead = async entry =>
        {
            if (entry.Key == "2")
            {
                // The mail before is filed meanwhile; to be settled it waits for this reading to end.
                await PollingHost.UntilAsync(async () => await _line.CountAsync("ledger") == 1);
                await shutdown.CancelAsync();
            }
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _line.RunAsync(_source, _line.Database.Source, dryRun: false, null, shutdown.Token));

        Assert.Equal("a@example.net", Assert.Single(await _line.ListAsync()).Recipient);
        var run = Assert.Single(await _line.Runs.ListAsync(null, 10, CancellationToken.None));
        Assert.Equal(("cancelled", 1L, 2L, true), (run.Error, run.Bounces, run.Left, run.Balances));
        _source.BeforeRead = null;
        await _line.RunAsync(_source);
        Assert.Equal(["1", "2", "3"], _source.Settled.Distinct());
    }

    [Fact]
    public async Task A_connection_lost_while_reading_ends_the_run_with_its_error_and_the_next_one_goes_on()
    {
        _line.Options.BatchMails = 1;
        _source.BeforeRead = entry => entry.Key == "3"
            ? Task.FromException(new MailboxException("Mailbox \"events\": the server went away.", null))
            : Task.CompletedTask;
        await Assert.ThrowsAsync<MailboxException>(() => _line.RunAsync(_source));
        _source.BeforeRead = null;

        var summary = await _line.RunAsync(_source);

        Assert.Equal((2, 1), (summary.Known, summary.Bounces));
        var runs = await _line.Runs.ListAsync("events", 10, CancellationToken.None);
        Assert.Equal([null, "Mailbox \"events\": the server went away."], runs.OrderByDescending(run => run.Id).Select(run => run.Error));
    }

    [Fact]
    public async Task A_mailbox_that_cannot_be_opened_leaves_a_run_with_the_error()
    {
        _source.OpenFault = new MailboxException("Mailbox \"events\": login as \"bounces\" was refused.", null);

        await Assert.ThrowsAsync<MailboxException>(() => _line.RunAsync(_source));

        var run = Assert.Single(await _line.Runs.ListAsync("events", 10, CancellationToken.None));
        Assert.Equal((0L, "Mailbox \"events\": login as \"bounces\" was refused."), (run.Seen, run.Error));
        Assert.NotNull(run.EndedAt);
    }

    [Fact]
    public async Task On_a_full_disk_nothing_is_filed_or_settled_or_set_aside_and_the_next_run_repeats()
    {
        var random = new Random(1);
        var noise = new byte[200_000];
        random.NextBytes(noise);
        byte[] large = [.. BounceText.Letter("large"), .. noise];
        var source = new ScriptedMailSource().With(BounceText.Failure("one", "a@example.net"), large);
        await using var second = _line.Database.SecondSource(TimeSpan.FromSeconds(7));
        await using var full = new LimitedSource(second, pagesLeft: 10);

        var fault = await Assert.ThrowsAsync<SqliteException>(
            () => _line.RunAsync(source, full, dryRun: false, null, CancellationToken.None));

        Assert.Equal(SqliteFull, fault.SqliteErrorCode);
        Assert.Empty(source.Settled);
        foreach (var table in (string[])["events", "mails", "ledger", "quarantine"])
        {
            Assert.Equal(0, await _line.CountAsync(table));
        }

        var summary = await _line.RunAsync(source);
        Assert.Equal((1, 1, 0), (summary.Bounces, summary.NotBounces, summary.Left));
        Assert.Equal(["1"], source.Settled);
    }

    [Fact]
    public async Task While_another_program_keeps_the_database_locked_nothing_is_settled_and_the_next_run_repeats()
    {
        await using var impatient = _line.Database.SecondSource(TimeSpan.FromSeconds(1));
        await using var other = await _line.Database.Source.OpenConnectionAsync(CancellationToken.None);
        var transaction = (System.Data.Common.DbTransaction?)null;
        _source.BeforeRead = async _ => transaction ??= await other.BeginTransactionAsync(CancellationToken.None);

        var fault = await Assert.ThrowsAsync<SqliteException>(
            () => _line.RunAsync(_source, impatient, dryRun: false, null, CancellationToken.None));
        await (transaction?.RollbackAsync(CancellationToken.None) ?? Task.CompletedTask);
        _source.BeforeRead = null;

        Assert.Equal(SqliteBusy, fault.SqliteErrorCode);
        Assert.Empty(_source.Settled);
        Assert.Equal(0, await _line.CountAsync("events"));
        var summary = await _line.RunAsync(_source);
        Assert.Equal(3, summary.Bounces);
        Assert.Equal(["1", "2", "3"], _source.Settled);
    }

    [Fact]
    public async Task A_mail_that_cannot_be_stored_is_set_aside_with_its_bytes_and_the_rest_of_the_batch_is_filed()
    {
        await _line.Database.ExecuteAsync(
            "CREATE TRIGGER poison BEFORE INSERT ON events WHEN NEW.recipient = 'b@example.net' BEGIN SELECT RAISE(ABORT, 'poisoned'); END");

        var summary = await _line.RunAsync(_source);

        Assert.Equal((2, 1, 0), (summary.Bounces, summary.Quarantined, summary.Left));
        Assert.True(summary.Balances);
        Assert.Equal(["a@example.net", "c@example.net"], (await _line.ListAsync()).Select(row => row.Recipient).Order());
        Assert.Equal(["1", "3"], _source.Settled);
        Assert.Contains("poisoned", await _line.Database.ScalarAsync<string>("SELECT fault FROM quarantine"), StringComparison.Ordinal);
        Assert.Equal("2", await _line.Database.ScalarAsync<string>("SELECT mail_key FROM quarantine"));
        Assert.Equal(2, await _line.CountAsync("mails"));
    }

    [Fact]
    public async Task A_mail_in_quarantine_is_not_tried_again_by_itself()
    {
        await _line.Database.ExecuteAsync(
            "CREATE TRIGGER poison BEFORE INSERT ON events WHEN NEW.recipient = 'b@example.net' BEGIN SELECT RAISE(ABORT, 'poisoned'); END");
        await _line.RunAsync(_source);

        var summary = await _line.RunAsync(_source);

        Assert.Equal((3, 3, 0), (summary.Seen, summary.Known, summary.New));
        Assert.Equal(1, await _line.CountAsync("quarantine"));
    }
}
