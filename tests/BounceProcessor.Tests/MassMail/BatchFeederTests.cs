using System.Globalization;

using BounceProcessor.MassMail;

using Microsoft.Extensions.DependencyInjection;

using Xunit;

namespace BounceProcessor.Tests.MassMail;

public sealed class BatchFeederTests : IAsyncLifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private MassMailLine? _line;

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

    private static string Csv(int rows) =>
        "address;name;document\n" + string.Concat(Enumerable.Range(2, rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"klient{i}@klient.example;Klient {i};{i}\n")));

    private Task CopyTransmissionAsync(int times) => Line.Database.ExecuteAsync($"""
        WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {times})
        INSERT INTO transmissions (company, mail_id, user_code, envelope_sender, token, server, state, priority, attempts, next_at, expires_at, changed_at)
        SELECT company, mail_id, user_code, envelope_sender, token, server, state, priority, attempts, next_at, expires_at, changed_at FROM transmissions, numbers WHERE id = 1
        """);

    // The first look of a service that starts; the clock stands, so there is no second.
    private async Task LookAsync(Func<Task<bool>> until)
    {
        using var feeder = ActivatorUtilities.CreateInstance<BatchFeeder>(Line.Service<IServiceProvider>());
        await feeder.StartAsync(TestContext.Current.CancellationToken);
        var start = TimeProvider.System.GetTimestamp();
        while (!await until())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Longest, "It did not come to it.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await feeder.StopAsync(TestContext.Current.CancellationToken);
    }
}
