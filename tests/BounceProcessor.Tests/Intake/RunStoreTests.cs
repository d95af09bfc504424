using BounceProcessor.Intake;
using BounceProcessor.Mailboxes;

using Xunit;

namespace BounceProcessor.Tests.Intake;

public sealed class RunStoreTests : IAsyncLifetime
{
    private readonly IntakeLine _line = new();
    private readonly ScriptedMailSource _source = new ScriptedMailSource().With(BounceText.Failure("one", "a@example.net"));

    public async ValueTask InitializeAsync() => await _line.Database.ApplySchemaAsync();

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    [Fact]
    public async Task Runs_that_did_nothing_are_one_row_with_their_sums_together()
    {
        await RunAsync(times: 4);

        var runs = await ListAsync();
        Assert.Equal([(3L, 3L, 3L, 0L), (1L, 1L, 0L, 1L)], runs.Select(run => (run.Times, run.Seen, run.Known, run.New)));
        Assert.True(runs[0].Balances);
        Assert.Equal(IntakeLine.Now.AddMinutes(1), runs[0].StartedAt);
        Assert.Equal(IntakeLine.Now.AddMinutes(3), runs[0].LastStartedAt);
        Assert.Equal(IntakeLine.Now.AddMinutes(3), runs[0].EndedAt);
    }

    [Fact]
    public async Task A_run_that_did_nothing_is_told_under_the_number_it_is_kept_with()
    {
        await RunAsync(times: 2);

        var run = await _line.RunAsync(_source);

        Assert.Equal((2L, 1L), (run.Id, run.Seen));
        Assert.Equal(2, (await _line.Runs.FindAsync(run.Id, CancellationToken.None))?.Times);
    }

    [Fact]
    public async Task A_run_with_news_parts_the_runs_before_from_those_after()
    {
        await RunAsync(times: 3);
        _source.With(BounceText.Failure("two", "b@example.net"));
        await RunAsync(times: 3);

        Assert.Equal([(2L, 0L), (1L, 1L), (2L, 0L), (1L, 1L)], (await ListAsync()).Select(run => (run.Times, run.New)));
    }

    [Fact]
    public async Task A_new_day_is_a_new_row()
    {
        await RunAsync(times: 2);
        _line.Time.Advance(TimeSpan.FromDays(1));
        await RunAsync(times: 2);

        Assert.Equal([2L, 1L, 1L], (await ListAsync()).Select(run => run.Times));
    }

    [Fact]
    public async Task The_same_fault_again_and_again_is_one_row_and_another_fault_a_new_one()
    {
        await FailAsync("Mailbox \"events\": no answer.", times: 3);
        await FailAsync("Mailbox \"events\": refused.", times: 1);
        await RunAsync(times: 1);

        Assert.Equal(
            [(1L, null), (1L, "Mailbox \"events\": refused."), (3L, "Mailbox \"events\": no answer.")],
            (await ListAsync()).Select(run => (run.Times, run.Error)));
    }

    [Fact]
    public async Task A_killed_run_stays_a_row_of_its_own()
    {
        await RunAsync(times: 2);
        await _line.Database.ExecuteAsync("UPDATE runs SET ended_at = NULL WHERE id = 2");

        await RunAsync(times: 2);

        Assert.Equal([(3L, 2L), (2L, 1L), (1L, 1L)], (await ListAsync()).Select(run => (run.Id, run.Times)));
    }

    [Fact]
    public async Task A_run_that_only_settled_stays_a_row_of_its_own()
    {
        _line.Mailbox.AfterFiling = AfterFiling.Flag;
        _source.SettleFault = new OperationCanceledException();
        await Assert.ThrowsAsync<OperationCanceledException>(() => _line.RunAsync(_source));
        _source.SettleFault = null;

        await RunAsync(times: 2);

        Assert.Equal([(1L, 0L), (1L, 1L), (1L, 0L)], (await ListAsync()).Select(run => (run.Times, run.Settled)));
    }

    [Fact]
    public async Task Runs_are_listed_page_by_page_with_their_number()
    {
        for (var i = 0; i < 5; i++)
        {
            _source.With(BounceText.Failure($"m{i}", $"m{i}@example.net"));
            await RunAsync(times: 1);
        }

        var page = await _line.Runs.ListAsync(new RunFilter { Mailbox = "events" }, 2, 2, CancellationToken.None);

        Assert.Equal([3L, 2L], page.Runs.Select(run => run.Id));
        Assert.Equal(5, page.Total);
        Assert.Equal(0, (await _line.Runs.ListAsync(new RunFilter { Mailbox = "other" }, 1, 2, CancellationToken.None)).Total);
    }

    [Fact]
    public async Task Only_faults_are_those_that_broke_off_were_killed_or_set_mails_aside()
    {
        await RunAsync(times: 1);
        await FailAsync("no answer", times: 1);
        await _line.Database.ExecuteAsync("CREATE TRIGGER poison BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'poisoned'); END");
        _source.With(BounceText.Failure("two", "b@example.net"));
        await RunAsync(times: 2);
        await _line.Database.ExecuteAsync("UPDATE runs SET ended_at = NULL WHERE id = 4");

        var page = await _line.Runs.ListAsync(new RunFilter { OnlyFaults = true }, 1, 10, CancellationToken.None);

        Assert.Equal([4L, 3L, 2L], page.Runs.Select(run => run.Id));
        Assert.Equal(3, page.Total);
    }

    [Fact]
    public async Task A_run_that_goes_on_is_no_fault()
    {
        await RunAsync(times: 1);
        await _line.Database.ExecuteAsync("UPDATE runs SET ended_at = NULL");
        var started = IntakeLine.Now.ToUnixTimeMilliseconds();
        await _line.Database.ExecuteAsync(
            $"INSERT INTO mailbox_leases VALUES ('events', 'host|x|1|1', 1, {started}, {started}, {started + 3_600_000})");

        Assert.Empty((await _line.Runs.ListAsync(new RunFilter { OnlyFaults = true }, 1, 10, CancellationToken.None)).Runs);
    }

    [Fact]
    public async Task Since_shows_what_ended_then_or_later()
    {
        await RunAsync(times: 3);

        var page = await _line.Runs.ListAsync(new RunFilter { Since = IntakeLine.Now.AddMinutes(2) }, 1, 10, CancellationToken.None);

        Assert.Equal(2, Assert.Single(page.Runs).Times);
    }

    [Fact]
    public async Task The_last_success_and_the_last_fault_of_a_mailbox_are_found()
    {
        await RunAsync(times: 2);
        await FailAsync("no answer", times: 2);

        Assert.Equal(2, (await _line.Runs.FindLastSuccessAsync("events", CancellationToken.None))?.Id);
        Assert.Equal("no answer", (await _line.Runs.FindLastFaultAsync("events", CancellationToken.None))?.Error);
        Assert.Null(await _line.Runs.FindLastFaultAsync("other", CancellationToken.None));
    }

    // A minute from one start to the next.
    private async Task RunAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            await _line.RunAsync(_source);
            _line.Time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private async Task FailAsync(string fault, int times)
    {
        for (var i = 0; i < times; i++)
        {
            _source.OpenFault = new MailboxException(fault, null);
            await Assert.ThrowsAsync<MailboxException>(() => _line.RunAsync(_source));
            _line.Time.Advance(TimeSpan.FromMinutes(1));
        }

        _source.OpenFault = null;
    }

    private Task<IReadOnlyList<RunSummary>> ListAsync() => _line.Runs.ListAsync(null, 100, CancellationToken.None);
}
