using BounceProcessor.Intake;

using Xunit;

namespace BounceProcessor.Tests.Intake;

public sealed class RunThinningTests : IAsyncLifetime
{
    private readonly IntakeLine _line = new();
    private readonly ScriptedMailSource _source = new();

    public async ValueTask InitializeAsync() => await _line.Database.ApplySchemaAsync();

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    [Fact]
    public async Task Good_runs_of_a_day_long_ago_are_one_row_with_their_sums_together()
    {
        await RunAsync(news: 3);
        _line.Time.Advance(TimeSpan.FromDays(1));
        await RunAsync(news: 2);
        var before = await SumsAsync();
        _line.Time.Advance(RunThinning.Age + TimeSpan.FromDays(1));

        await ThinAsync();

        var runs = await _line.Runs.ListAsync(null, 100, CancellationToken.None);
        Assert.Equal([(2L, 2L), (3L, 3L)], runs.Select(run => (run.Times, run.New)));
        Assert.All(runs, run => Assert.True(run.Balances));
        Assert.Equal(before, await SumsAsync());
        Assert.Equal((IntakeLine.Now, IntakeLine.Now.AddMinutes(2), IntakeLine.Now.AddMinutes(2)), (runs[1].StartedAt, runs[1].LastStartedAt, runs[1].EndedAt));
    }

    [Fact]
    public async Task Runs_that_broke_off_were_killed_or_set_mails_aside_keep_their_rows()
    {
        await RunAsync(news: 4);
        await _line.Database.ExecuteAsync("UPDATE runs SET error = 'no answer' WHERE id = 1");
        await _line.Database.ExecuteAsync("UPDATE runs SET ended_at = NULL WHERE id = 2");
        await _line.Database.ExecuteAsync("UPDATE runs SET bounces = 0, quarantined = 1 WHERE id = 3");
        _line.Time.Advance(RunThinning.Age + TimeSpan.FromDays(1));

        await ThinAsync();

        Assert.Equal(4, await _line.CountAsync("runs"));
    }

    [Fact]
    public async Task What_is_not_old_stays_as_it_is()
    {
        await RunAsync(news: 3);
        _line.Time.Advance(RunThinning.Age - TimeSpan.FromHours(1));

        await ThinAsync();

        Assert.Equal(3, await _line.CountAsync("runs"));
    }

    [Fact]
    public async Task Thinning_twice_changes_nothing()
    {
        await RunAsync(news: 3);
        _line.Time.Advance(RunThinning.Age + TimeSpan.FromDays(1));
        await ThinAsync();
        var before = await SumsAsync();

        await ThinAsync();

        Assert.Equal(before, await SumsAsync());
        Assert.Equal(1, await _line.CountAsync("runs"));
    }

    private async Task RunAsync(int news)
    {
        for (var i = 0; i < news; i++)
        {
            var id = $"{await _line.CountAsync("mails")}";
            await _line.RunAsync(_source.With(BounceText.Failure(id, $"{id}@example.net")));
            _line.Time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    private Task ThinAsync() => new RunThinning(_line.Database.Source, _line.Time).ThinAsync(CancellationToken.None);

    private Task<string?> SumsAsync() => _line.Database.ScalarAsync<string>(
        "SELECT SUM(times) || ' ' || SUM(worked_ms) || ' ' || SUM(seen) || ' ' || SUM(known) || ' ' || SUM(new_mails) || ' ' || SUM(bounces) || ' ' || SUM(events_added) || ' ' || SUM(settled) FROM runs");
}
