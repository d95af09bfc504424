using System.Globalization;

using BounceProcessor.MassMail;
using BounceProcessor.Tests.Servers;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

using Xunit;

namespace BounceProcessor.Tests.MassMail;

public sealed class BatchFeederTests : IAsyncLifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly CollectedLog _log = new();
    private MassMailLine? _line;

    private string[] Told => [.. _log.Lines.Where(line => line.Contains(": Mass mail", StringComparison.Ordinal))];

    private MassMailLine Line => _line ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync() => _line = await MassMailLine.StartAsync();

    public ValueTask DisposeAsync() => _line?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_mass_mail_with_two_thousand_untried_mails_in_the_outbox_goes_on_when_they_are_fewer()
    {
        var full = await Line.StartedAsync(Csv(60));
        await Line.FeedAsync(full);
        await CopyTransmissionAsync(1_950);
        var other = await Line.StartedAsync(Csv(3));

        await LookAsync(async () => (await Line.SumsAsync(other)).Waiting == 3);
        Assert.Equal(10, (await Line.SumsAsync(full)).Ready);

        await Line.Database.ExecuteAsync("UPDATE transmissions SET state = 'done' WHERE id = 1");
        await LookAsync(async () => (await Line.SumsAsync(full)).Ready == 0);
    }

    [Fact]
    public async Task Mails_that_are_tried_again_do_not_hold_back_rows_until_they_are_very_many()
    {
        var batch = await Line.StartedAsync(Csv(60));
        await Line.FeedAsync(batch);
        await CopyTransmissionAsync(1_950);
        await Line.Database.ExecuteAsync("UPDATE transmissions SET attempts = 1");

        await LookAsync(async () => (await Line.SumsAsync(batch)).Ready == 0);

        Assert.Equal(60, (await Line.SumsAsync(batch)).Queued);
    }

    [Fact]
    public async Task A_mass_mail_behind_a_hundred_that_wait_for_their_turn_goes_out_and_is_done_in_the_end()
    {
        for (var i = 0; i < 101; i++)
        {
            await Line.FeedAsync(await Line.StartedAsync(Csv(2), MassMailLine.Wanted() with { RatePerMinute = 1 }));
        }

        var last = await Line.StartedAsync(Csv(1));
        await LookAsync(async () => (await Line.SumsAsync(last)).Waiting == 1);

        await Line.Database.ExecuteAsync($"UPDATE transmissions SET state = 'done' WHERE mail_id IN (SELECT id FROM sent_mails WHERE batch_id = {last.Id})");
        await LookAsync(async () => (await Line.FindAsync(last)).State == "done");

        Assert.Equal(101, await Line.Database.ScalarAsync<long>("SELECT COUNT(*) FROM batches WHERE state = 'running'"));
    }

    [Fact]
    public async Task A_broken_mass_mail_is_paused_with_words_and_those_behind_it_go_on()
    {
        var broken = await Line.StartedAsync(Csv(2));
        var sound = await Line.StartedAsync(Csv(2));
        await Line.Database.ExecuteAsync($"UPDATE batch_rows SET cells = '[\"' WHERE batch_id = {broken.Id}");

        await LookAsync(async () => (await Line.SumsAsync(sound)).Waiting == 2);

        var paused = await Line.FindAsync(broken);
        Assert.Equal(("paused", 2), (paused.State, (await Line.SumsAsync(broken)).Ready));
        Assert.Contains("The program itself failed", paused.FaultEn, StringComparison.Ordinal);
        Assert.Contains("Programm ise eksis", paused.FaultEt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BEFORE UPDATE ON batches WHEN NEW.id = {0}")]
    [InlineData("BEFORE INSERT ON sent_mails WHEN NEW.batch_id = {0}")]
    public async Task A_mass_mail_that_the_database_refuses_is_named_holds_up_no_other_and_is_tried_again(string trigger)
    {
        var (broken, sound) = (await Line.StartedAsync(Csv(2)), await Line.StartedAsync(Csv(120)));
        await Line.Database.ExecuteAsync(string.Format(CultureInfo.InvariantCulture, $"CREATE TRIGGER broken {trigger} BEGIN SELECT RAISE(ABORT, 'a page is damaged'); END", broken.Id));

        await LookAsync(async () => (await Line.SumsAsync(sound)).Waiting == 120 && Told.Length > 0, async () =>
        {
            Assert.Equal(("running", 2), ((await Line.FindAsync(broken)).State, (await Line.SumsAsync(broken)).Ready));
            await Line.Database.ExecuteAsync("DROP TRIGGER broken");
            await LooksAsync(async () => (await Line.SumsAsync(broken)).Waiting == 2);
        });

        Assert.Equal(
            $"Error: Mass mail {broken.Id}: the database refuses what it needs (SQLite Error 19: 'a page is damaged'.); its rows stay as they were, the others go on. It is tried again every 00:00:02.",
            Assert.Single(Told));
    }

    [Fact]
    public async Task A_broken_mass_mail_that_cannot_even_be_paused_holds_up_no_other()
    {
        var (broken, sound) = (await Line.StartedAsync(Csv(2)), await Line.StartedAsync(Csv(2)));
        await Line.Database.ExecuteAsync(
            $"UPDATE batch_rows SET cells = '[\"' WHERE batch_id = {broken.Id};"
            + "CREATE TRIGGER broken BEFORE UPDATE ON batches WHEN NEW.state = 'paused' BEGIN SELECT RAISE(ABORT, 'no'); END");

        await LookAsync(async () => (await Line.SumsAsync(sound)).Waiting == 2 && Told.Length == 2);

        Assert.All(Told, line => Assert.StartsWith($"Error: Mass mail {broken.Id}: ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_database_goes_on_refusing_is_not_told_at_each_look()
    {
        var broken = await Line.StartedAsync(Csv(2));
        await Line.Database.ExecuteAsync($"CREATE TRIGGER broken BEFORE UPDATE ON batches WHEN NEW.id = {broken.Id} BEGIN SELECT RAISE(ABORT, 'a page is damaged'); END");

        await LookAsync(() => Task.FromResult(Told.Length > 0), async () =>
        {
            for (var i = 0; i < 5; i++)
            {
                var sound = await Line.StartedAsync(Csv(1));
                await LooksAsync(async () => (await Line.SumsAsync(sound)).Waiting == 1);
            }

            Assert.Single(Told);
            Line.Time.Advance(TimeSpan.FromHours(1));
            await LooksAsync(() => Task.FromResult(Told.Length > 1));
        });

        Assert.Single(Told.Distinct());
    }

    [Fact]
    public async Task A_database_that_refuses_all_of_them_is_told_in_one_line()
    {
        var batches = new List<Batch>();
        for (var i = 0; i < 5; i++)
        {
            batches.Add(await Line.StartedAsync(Csv(1)));
        }

        await Line.Database.ExecuteAsync("CREATE TRIGGER broken BEFORE INSERT ON sent_mails BEGIN SELECT RAISE(ABORT, 'a page is damaged'); END");

        await LookAsync(() => Task.FromResult(Told.Length > 0), async () =>
        {
            await Line.Database.ExecuteAsync("DROP TRIGGER broken");
            await LooksAsync(async () => (await Line.SumsAsync(batches[^1])).Waiting == 1);
        });

        Assert.StartsWith("Error: Mass mail 1, 2, 3, 4, 5: the database refuses", Assert.Single(Told), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_nobody_can_write_to_is_told_in_one_line_a_look_and_named_for_no_mass_mail()
    {
        await using var line = await MassMailLine.StartAsync(("Database:BusyTimeout", "00:00:01"));
        for (var i = 0; i < 5; i++)
        {
            await line.StartedAsync(Csv(1));
        }

        await using var other = await line.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var held = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        using var feeder = Feeder(line);
        await feeder.StartAsync(TestContext.Current.CancellationToken);
        await UntilAsync(() => Task.FromResult(Told.Length > 0));
        await held.DisposeAsync();
        await LooksAsync(line, async () => await line.Database.ScalarAsync<long>("SELECT COUNT(*) FROM sent_mails") == 5);
        await feeder.StopAsync(TestContext.Current.CancellationToken);

        Assert.All(Told, one => Assert.StartsWith("Warning: Mass mail: the database cannot be used", one, StringComparison.Ordinal));
    }

    private static string Csv(int rows) =>
        "address;name;document\n" + string.Concat(Enumerable.Range(2, rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"klient{i}@klient.example;Klient {i};{i}\n")));

    private Task CopyTransmissionAsync(int times) => Line.Database.ExecuteAsync($"""
        WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {times})
        INSERT INTO transmissions (company, mail_id, user_code, envelope_sender, token, server, state, priority, attempts, next_at, expires_at, changed_at)
        SELECT company, mail_id, user_code, envelope_sender, token, server, state, priority, attempts, next_at, expires_at, changed_at FROM transmissions, numbers WHERE id = 1
        """);

    private BatchFeeder Feeder(MassMailLine line)
    {
        line.Service<ILoggerFactory>().AddProvider(new CollectedLogProvider(_log));
        return ActivatorUtilities.CreateInstance<BatchFeeder>(line.Service<IServiceProvider>());
    }

    // The first look of a service that starts; the clock stands, so there is no second, unless what comes then moves it.
    private async Task LookAsync(Func<Task<bool>> until, Func<Task>? then = null)
    {
        using var feeder = Feeder(Line);
        await feeder.StartAsync(TestContext.Current.CancellationToken);
        await UntilAsync(until);
        await (then?.Invoke() ?? Task.CompletedTask);
        await feeder.StopAsync(TestContext.Current.CancellationToken);
    }

    private Task LooksAsync(Func<Task<bool>> until) => LooksAsync(Line, until);

    private static Task LooksAsync(MassMailLine line, Func<Task<bool>> until) => UntilAsync(() =>
    {
        line.Time.Advance(TimeSpan.FromSeconds(2));
        return until();
    });

    private static async Task UntilAsync(Func<Task<bool>> until)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await until())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Longest, "It did not come to it.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
