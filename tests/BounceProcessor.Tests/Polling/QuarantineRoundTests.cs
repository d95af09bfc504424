using System.Diagnostics;

using BounceProcessor.Intake.Quarantine;
using BounceProcessor.Polling;
using BounceProcessor.Tests.Commands;
using BounceProcessor.Tests.Intake.Quarantine;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

using Xunit;

namespace BounceProcessor.Tests.Polling;

public sealed class QuarantineRoundTests : IAsyncLifetime
{
    private readonly QuarantineLine _line = new();

    public async ValueTask InitializeAsync() => await _line.SetOneAsideAsync();

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    private string Fingerprint => _line.Intake.Rules.State.Fingerprint;

    [Fact]
    public async Task Under_the_code_and_rules_that_failed_nothing_is_tried_by_itself()
    {
        var tries = await _line.Round.RetryWaitingAsync(Fingerprint, "system", null, CancellationToken.None);

        Assert.Empty(tries.Outcomes);
        Assert.Equal(1, (await _line.EntryAsync(1)).Attempts);
    }

    [Fact]
    public async Task Under_others_it_is_tried_once_and_not_again()
    {
        await _line.UpgradeAsync();

        var first = await _line.Round.RetryWaitingAsync(Fingerprint, "system", null, CancellationToken.None);
        var second = await _line.Round.RetryWaitingAsync(Fingerprint, "system", null, CancellationToken.None);

        Assert.Equal(RetryResult.FailedAgain, Assert.Single(first.Outcomes).Result);
        Assert.Empty(second.Outcomes);
        Assert.Equal(2, (await _line.EntryAsync(1)).Attempts);
    }

    [Fact]
    public async Task While_another_process_tries_mails_nothing_is_done_and_it_is_named()
    {
        await _line.Leases.TryTakeAsync(":quarantine", "host-b|x|4711|1", CancellationToken.None);
        await _line.UpgradeAsync();

        var tries = await _line.Round.RetryWaitingAsync(Fingerprint, "system", null, CancellationToken.None);

        Assert.Empty(tries.Outcomes);
        Assert.Equal("process 4711 on host-b", tries.Holder?.Words);
    }

    [Fact]
    public async Task A_mail_that_a_process_did_not_come_back_from_is_left_to_a_person()
    {
        await _line.UpgradeAsync();
        await _line.MendAsync();
        await _line.Attempts.BeginAsync(1, "host-b|x|4711|1", CancellationToken.None);

        var byItself = await _line.Round.RetryWaitingAsync(Fingerprint, "system", null, CancellationToken.None);

        Assert.Empty(byItself.Outcomes);
        Assert.Equal("stuck", (await _line.EntryAsync(1)).State);
        var last = (await _line.Store.HistoryAsync(1, CancellationToken.None))[^1];
        Assert.Equal(("did-not-come-back", "process 4711 on host-b"), (last.Action, last.Note));
        Assert.Contains(_line.Log.Lines, line => line.StartsWith("Error: Quarantine 1, mailbox \"events\": process 4711 on host-b ended while it tried", StringComparison.Ordinal));
        Assert.Equal(RetryResult.Filed, await _line.RetryAsync(1));
    }

    [Fact]
    public async Task What_this_process_noted_and_could_not_take_back_is_tried_again()
    {
        await _line.UpgradeAsync();
        await _line.MendAsync();
        await _line.Attempts.BeginAsync(1, LeaseOwner.Current, CancellationToken.None);

        var tries = await _line.Round.RetryWaitingAsync(Fingerprint, "system", null, CancellationToken.None);

        Assert.Equal(RetryResult.Filed, Assert.Single(tries.Outcomes).Result);
    }

    [Fact]
    public async Task New_rules_have_it_tried_by_itself_while_the_service_runs()
    {
        var folder = Directory.CreateTempSubdirectory("bounceproc-rules-");
        _line.Intake.RuleOptions.Folder = folder.FullName;
        await _line.UpgradeAsync();
        var watch = Watch();
        await watch.StartAsync(CancellationToken.None);
        await UntilAsync(async () => (await _line.EntryAsync(1)).Attempts == 2);
        await _line.MendAsync();
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "mine.json"), BounceProcessor.Tests.Rules.OperatorFolder.Rule("mine", "user unknown"), TestContext.Current.CancellationToken);

        await UntilAsync(async () =>
        {
            _line.Intake.Rules.LookAgain(CancellationToken.None);
            _line.Intake.Time.Advance(QuarantineWatch.Interval);
            return (await _line.EntryAsync(1)).State == "filed";
        });

        await watch.StopAsync(CancellationToken.None);
        Assert.Equal(3, (await _line.RecipientsAsync()).Length);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_process_killed_in_the_middle_of_trying_leaves_the_mail_to_a_person_and_the_next_start_does_not_touch_it()
    {
        // The process does not come out of this by itself.
        await _line.MendAsync();
        await _line.Intake.Database.ExecuteAsync("""
            CREATE TRIGGER endless BEFORE INSERT ON events BEGIN
              SELECT (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n);
            END
            """);
        using var folder = new TestFolder();
        var config = folder.Write("bounceproc.json", $$"""{ "Database": { "Path": {{System.Text.Json.JsonSerializer.Serialize(_line.Intake.Database.FilePath)}} } }""");
        using (var process = Run.Start(folder.Path, "quarantine", "retry", "1", "--config", config))
        {
            await UntilAsync(async () => !process.HasExited && (await _line.EntryAsync(1)).TriedBy is not null);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await _line.Intake.Database.ExecuteAsync("DROP TRIGGER endless");
        await _line.UpgradeAsync();

        var tries = await _line.Round.RetryWaitingAsync(Fingerprint, "system", null, CancellationToken.None);

        Assert.Empty(tries.Outcomes);
        Assert.Equal("stuck", (await _line.EntryAsync(1)).State);
        Assert.Equal(2, (await _line.RecipientsAsync()).Length);
    }

    private QuarantineWatch Watch() => new(
        _line.Round, _line.Intake.Rules, Options.Create(new PollingOptions()), _line.Intake.Time, NullLogger<QuarantineWatch>.Instance);

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var start = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(2), "It does not come about.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
