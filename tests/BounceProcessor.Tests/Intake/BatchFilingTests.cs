using BounceProcessor.Database;
using BounceProcessor.Events;
using BounceProcessor.Intake;

using Xunit;

namespace BounceProcessor.Tests.Intake;

public sealed class BatchFilingTests : IAsyncLifetime
{
    private readonly IntakeLine _line = new();
    private readonly FilingLine _filing;

    public BatchFilingTests() => _filing = new FilingLine(_line, _line.Database.Source);

    public async ValueTask InitializeAsync() => await _line.Database.ApplySchemaAsync();

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    [Fact]
    public async Task Outcomes_come_in_the_order_of_the_batch()
    {
        var outcomes = await _filing.FileAsync(
            BounceText.Failure("one", "a@example.net"), BounceText.Letter("hello"), BounceText.Failure("two", "b@example.net", "c@example.net"));

        Assert.Equal(["1", "2", "3"], outcomes.Select(outcome => outcome.Entry.Key));
        Assert.Equal([MailResult.Bounce, MailResult.NotABounce, MailResult.Bounce], outcomes.Select(outcome => outcome.Result));
        Assert.Equal(
            ["a@example.net", "", "b@example.net", "c@example.net"], outcomes.SelectMany(outcome => outcome.Added).Select(row => row.Recipient));
    }

    [Fact]
    public async Task Events_are_told_as_they_are_stored()
    {
        var outcomes = await _filing.FileAsync(BounceText.Failure("one", "a@example.net", "b@example.net"), BounceText.Letter("hello"));

        var told = outcomes.SelectMany(outcome => outcome.Added).ToArray();
        var stored = await _line.ListAsync();
        Assert.Equal(3, told.Length);
        Assert.Equal(stored.OrderBy(row => row.Id), told);
        Assert.Equal([1L, 1L, 2L], told.Select(row => row.MailId));
    }

    [Fact]
    public async Task The_same_bytes_twice_in_a_batch_are_one_mail_and_a_duplicate()
    {
        var outcomes = await _filing.FileAsync(BounceText.Failure("one", "a@example.net"), BounceText.Failure("one", "a@example.net"));

        Assert.Equal([MailResult.Bounce, MailResult.Duplicate], outcomes.Select(outcome => outcome.Result));
        Assert.Equal((1L, 1L, 2L), (await _line.CountAsync("events"), await _line.CountAsync("mails"), await _line.CountAsync("ledger")));
    }

    [Fact]
    public async Task A_delay_and_its_failure_in_one_batch_are_one_event()
    {
        var outcomes = await _filing.FileAsync(BounceText.Delay("one", "a@example.net"), BounceText.Failure("one", "a@example.net"));

        var story = Assert.Single(await _line.ListAsync());
        Assert.Equal("failure", story.Kind);
        Assert.Equal(story.Id, Assert.Single(outcomes[0].Added).Id);
        Assert.Equal(story, Assert.Single(outcomes[1].Updated));
        var history = await _line.Events.HistoryAsync(story.Id, CancellationToken.None);
        Assert.Equal(("filed", "delay"), (history[0].Field, history[0].After));
        Assert.Contains(history, entry => entry is { Field: "kind", Before: "delay", After: "failure" });
    }

    [Fact]
    public async Task A_batch_after_others_goes_on_with_their_numbers()
    {
        await _filing.FileAsync(BounceText.Failure("one", "a@example.net"));
        await _line.Database.ExecuteAsync("UPDATE ledger SET mail_key = 'earlier'");

        var outcomes = await _filing.FileAsync(BounceText.Failure("two", "b@example.net"));

        Assert.Equal((2L, 2L), (outcomes[0].Added[0].Id, outcomes[0].Added[0].MailId));
    }

    [Fact]
    public async Task A_mail_too_large_for_the_database_is_noted_and_the_rest_of_the_batch_is_filed()
    {
        var noise = new byte[300_000];
        new Random(1).NextBytes(noise);
        byte[] large = [.. BounceText.Failure("large", "b@example.net"), .. noise];
        var filing = new FilingLine(_line, new ShortTextSource(_line.Database.Source, 100_000));

        var outcomes = await filing.FileAsync(BounceText.Failure("one", "a@example.net"), large, BounceText.Failure("two", "c@example.net"));

        Assert.Equal([MailResult.Bounce, MailResult.Quarantined, MailResult.Bounce], outcomes.Select(outcome => outcome.Result));
        Assert.False(outcomes[1].MaySettle);
        Assert.Contains("bytes are not kept", await _line.Database.ScalarAsync<string>("SELECT fault FROM quarantine"), StringComparison.Ordinal);
        Assert.Equal(["a@example.net", "c@example.net"], (await _line.ListAsync()).Select(row => row.Recipient).Order());
    }

    [Fact]
    public async Task Two_processes_that_file_the_same_mails_at_once_file_each_once()
    {
        await using var second = _line.Database.SecondSource(TimeSpan.FromMinutes(1));
        var other = new FilingLine(_line, second);
        byte[][] mails = [.. Enumerable.Range(0, 60).Select(i => BounceText.Failure($"mail {i}", $"r{i}@example.net"))];

        var outcomes = await Task.WhenAll(((FilingLine[])[_filing, other, _filing, other]).Select(
            filing => Task.Run(() => filing.FileAsync(mails), TestContext.Current.CancellationToken)));

        Assert.Equal(60, outcomes.Sum(one => one.Count(outcome => outcome.Result == MailResult.Bounce)));
        Assert.Equal(180, outcomes.Sum(one => one.Count(outcome => outcome.Result == MailResult.DoneMeanwhile)));
        foreach (var table in (string[])["events", "mails", "mail_contents", "ledger"])
        {
            Assert.Equal(60, await _line.CountAsync(table));
        }
    }

    [Fact]
    public async Task Pages_are_read_while_a_batch_is_being_filed()
    {
        await _filing.FileAsync(BounceText.Failure("one", "a@example.net"));
        await using var connection = await _line.Database.Source.OpenConnectionAsync(CancellationToken.None);
        await using var storm = await connection.BeginTransactionAsync(CancellationToken.None);
        var mail = Tests.Events.Reports.Failure("two", "b@example.net");
        await _line.Events.FileAsync([mail], storm, CancellationToken.None);

        var seen = await _line.ListAsync();
        await storm.CommitAsync(CancellationToken.None);

        Assert.Equal("a@example.net", Assert.Single(seen).Recipient);
        Assert.Equal(2, (await _line.ListAsync()).Count);
    }

    [Fact]
    public async Task The_write_ahead_log_of_a_storm_stays_short_though_pages_are_read_without_a_pause()
    {
        // A thousand pages are what SQLite lets the log grow to by itself when nobody reads.
        const int ThousandPages = 8_192_000;
        await using var source = new SqliteDataSource(_line.Database.FilePath, TimeSpan.FromMinutes(1), logBytes: 200_000);
        var filing = new FilingLine(_line, source);
        using var over = new CancellationTokenSource();
        Task[] readers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() => ReadUntilAsync(over.Token), CancellationToken.None))];
        var longest = 0L;
        for (var batch = 0; batch < 40; batch++)
        {
            await _line.Database.ExecuteAsync($"UPDATE ledger SET mail_key = 'batch {batch}/' || mail_key WHERE mail_key NOT LIKE 'batch%'");
            await filing.FileAsync([.. Enumerable.Range(0, 25).Select(i => BounceText.Failure($"mail {batch}/{i}", $"r{batch}.{i}@example.net"))]);
            longest = Math.Max(longest, new FileInfo(_line.Database.FilePath + "-wal").Length);
        }

        await over.CancelAsync();
        await Task.WhenAll(readers);

        Assert.Equal(1000, await _line.CountAsync("events"));
        Assert.InRange(longest, 1, ThousandPages);
    }

    private async Task ReadUntilAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await _line.Events.ListAsync(new EventFilter(), 1, 5, CancellationToken.None);
        }
    }
}
