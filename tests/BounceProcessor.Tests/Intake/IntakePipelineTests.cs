using System.Globalization;

using BounceProcessor.Intake;
using BounceProcessor.Mailboxes;

using Xunit;

namespace BounceProcessor.Tests.Intake;

public sealed class IntakePipelineTests : IAsyncLifetime
{
    private readonly IntakeLine _line = new();

    public async ValueTask InitializeAsync()
    {
        await _line.Database.ApplySchemaAsync();
        _line.Options.BatchMails = 1;
    }

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    [Fact]
    public async Task Several_connections_read_at_the_same_time_and_the_order_of_the_mailbox_is_kept()
    {
        var source = Mails(30);
        source.Readers = 3;
        var third = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        source.BeforeRead = entry =>
        {
            if (entry.Key == "3")
            {
                third.SetResult();
            }

            // The first mail comes only when the third was asked for.
            return entry.Key == "1" ? third.Task.WaitAsync(TimeSpan.FromMinutes(1)) : Task.CompletedTask;
        };

        await _line.RunAsync(source);

        Assert.Equal(
            Enumerable.Range(0, 30).Select(Recipient), (await _line.ListAsync()).OrderBy(row => row.Id).Select(row => row.Recipient));
    }

    [Fact]
    public async Task Reading_is_never_more_than_a_few_batches_ahead_of_filing()
    {
        var source = Mails(200);
        var ahead = new Ahead(source);

        await _line.RunAsync(source, _line.Database.Source, dryRun: false, ahead, CancellationToken.None);

        Assert.InRange(ahead.Most, 1, 12);
    }

    [Fact]
    public async Task Reading_is_never_more_bytes_ahead_than_two_batches_hold()
    {
        _line.Options.BatchBytes = BounceText.Failure("0", Recipient(0)).Length;
        var source = Mails(50);
        source.Readers = 8;
        var ahead = new Ahead(source);

        await _line.RunAsync(source, _line.Database.Source, dryRun: false, ahead, CancellationToken.None);

        Assert.InRange(ahead.Most, 1, 2);
    }

    [Fact]
    public async Task A_database_that_breaks_stops_the_reading_and_nothing_goes_on_behind_the_run()
    {
        await _line.Database.ExecuteAsync("CREATE TRIGGER full BEFORE INSERT ON ledger WHEN NEW.mail_key = '5' BEGIN SELECT RAISE(ROLLBACK, 'gone'); END");
        await _line.Database.ExecuteAsync("CREATE TRIGGER aside BEFORE INSERT ON quarantine BEGIN SELECT RAISE(ROLLBACK, 'gone'); END");
        var source = Mails(500);

        await Assert.ThrowsAnyAsync<Exception>(() => _line.RunAsync(source));

        Assert.InRange(source.Read.Count, 5, 20);
        Assert.Equal(4, await _line.CountAsync("events"));
        Assert.Subset(new HashSet<string> { "1", "2", "3", "4" }, source.Settled.ToHashSet());
        Assert.True(Assert.Single(await _line.Runs.ListAsync(null, 10, CancellationToken.None)).Balances);
    }

    [Fact]
    public async Task When_one_of_several_connections_breaks_what_was_read_before_is_filed_and_settled()
    {
        var source = Mails(100);
        source.Readers = 4;
        source.BeforeRead = entry => entry.Key == "20"
            ? Task.FromException(new MailboxException("Mailbox \"events\": the server went away.", null))
            : Task.CompletedTask;

        await Assert.ThrowsAsync<MailboxException>(() => _line.RunAsync(source));

        Assert.Equal(Enumerable.Range(1, 19).Select(uid => uid.ToString(CultureInfo.InvariantCulture)), source.Settled);
        Assert.Equal(19, await _line.CountAsync("events"));
        source.BeforeRead = null;
        Assert.Equal((19, 81), await KnownAndNewAsync(source));
    }

    [Fact]
    public async Task A_mailbox_that_shows_a_mail_twice_in_one_listing_does_not_break_the_run()
    {
        var source = new ScriptedMailSource { PageLength = 1 };
        source.Add(7, BounceText.Failure("one", "a@example.net"));
        source.ListAgain = true;

        var summary = await _line.RunAsync(source);

        Assert.Equal((1, true), (summary.Bounces, summary.Balances));
    }

    private static ScriptedMailSource Mails(int number) => new ScriptedMailSource().With(
        [.. Enumerable.Range(0, number).Select(i => BounceText.Failure(i.ToString(CultureInfo.InvariantCulture), Recipient(i)))]);

    private static string Recipient(int number) => string.Create(CultureInfo.InvariantCulture, $"r{number}@example.net");

    private async Task<(long Known, long New)> KnownAndNewAsync(ScriptedMailSource source)
    {
        var summary = await _line.RunAsync(source);
        return (summary.Known, summary.New);
    }

    private sealed class Ahead(ScriptedMailSource source) : IProgress<IntakeProgress>
    {
        public long Most { get; private set; }

        public void Report(IntakeProgress value)
        {
            lock (source.Read)
            {
                // The batch just filed is still in hand.
                Most = Math.Max(Most, source.Read.Count - value.Done + value.Batch.Count);
            }
        }
    }
}
