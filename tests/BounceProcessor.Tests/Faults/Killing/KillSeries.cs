using System.Text.Json.Nodes;

using BounceProcessor.Tests.Servers;

namespace BounceProcessor.Tests.Faults.Killing;

/// <summary>
/// One mailbox and one database, and runs that are killed one after the other while mail arrives. After each kill nothing may be settled
/// that is not committed; after each run that is let go to its end every recipient has one event.
/// </summary>
internal sealed class KillSeries : IDisposable
{
    private const int MailsBefore = 30;
    private const int MailsMeanwhile = 5;
    private const int People = 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("bounceproc-kills-").FullName;
    private readonly string _username = $"box{Guid.NewGuid():N}";
    private readonly List<KillPoint> _kills = [];
    private readonly KillSetting _setting;
    private readonly Random _random;
    private readonly KillTally _tally;
    private IReadOnlyList<SeenMail> _others = [];
    private int _delivered;

    public KillSeries(KillSetting setting, Random random, KillTally tally)
    {
        (_setting, _random, _tally) = (setting, random, tally);

        // Small batches: many commits, and so many places between commit and settling.
        var box = ProductProcess.Box(setting.ImapPort, _username, setting.AfterFiling);
        box["Connections"] = random.Next(1, 3);
        ProductProcess.Configure(
            _folder,
            box,
            new JsonObject { ["Intake"] = new JsonObject { ["BatchMails"] = 10 } });
    }

    /// <summary>Kills a run in each of these steps, at a random place of it; now and then a run in between is let go.</summary>
    public async Task RunAsync(IEnumerable<string> steps, CancellationToken cancellationToken)
    {
        await Lmtp.DeliverAsync(_setting.LmtpPort, $"{_username}@event.example.test", Enumerable.Range(0, People).Select(Letters.Text), cancellationToken);
        _others = await MailboxView.LookAsync(_setting.ImapPort, _username, cancellationToken);
        foreach (var step in steps)
        {
            var point = KillPoint.Random(_random, step);
            if (!await KillAsync(point, cancellationToken))
            {
                // The run ended before it came there. The first time that the step begins it is sure to meet.
                await KillAsync(point with { Edge = KillPoint.Start, Time = 1 }, cancellationToken);
            }

            if (_random.Next(2) == 0)
            {
                await RecoverAsync(cancellationToken);
            }
        }

        await RecoverAsync(cancellationToken);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // False when the run ended before it came there.
    private async Task<bool> KillAsync(KillPoint point, CancellationToken cancellationToken)
    {
        bool isKilled;
        await DeliverAsync(MailsBefore, cancellationToken);
        var environment = new Dictionary<string, string>
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
            [KillPoint.Variable] = point.ToString(),
        };
        using (var process = ProductProcess.Start(_folder, environment, "poll", "box"))
        {
            var meanwhile = DeliverAsync(MailsMeanwhile, cancellationToken);
            await process.WaitAsync(cancellationToken);
            await meanwhile;
            isKilled = process.ExitCode == 128 + PosixSignal.Kill;
            if (isKilled)
            {
                _kills.Add(point);
                _tally.AddKill(point);
            }
            else
            {
                _tally.AddMiss();
                CheckCode(process, point.ToString());
            }
        }

        var mailbox = await MailboxView.LookAsync(_setting.ImapPort, _username, cancellationToken);
        if (File.Exists(Path.Combine(_folder, "test.db")))
        {
            _tally.AddFindings(_kills, $"{_setting.AfterFiling}, right after the kill", await Exactly().FindMidwayAsync(mailbox, cancellationToken));
        }

        return isKilled;
    }

    private async Task RecoverAsync(CancellationToken cancellationToken)
    {
        using var process = ProductProcess.Start(_folder, null, "poll", "box");
        await process.WaitAsync(cancellationToken);
        CheckCode(process, "let go");
        var mailbox = await MailboxView.LookAsync(_setting.ImapPort, _username, cancellationToken);
        _tally.AddFindings(_kills, $"{_setting.AfterFiling}, after a whole run", await Exactly().FindAsync(mailbox, cancellationToken));
        _kills.Clear();
    }

    private void CheckCode(ProductProcess process, string what)
    {
        if (process.ExitCode != 0)
        {
            _tally.AddFault($"a run ({what}) ended with exit code {process.ExitCode}: {string.Join(" | ", process.Said)}");
        }
    }

    private async Task DeliverAsync(int mails, CancellationToken cancellationToken)
    {
        var first = Interlocked.Add(ref _delivered, mails) - mails;
        await Lmtp.DeliverAsync(
            _setting.LmtpPort, $"{_username}@event.example.test", Enumerable.Range(first, mails).Select(PostfixBounce.Text), cancellationToken);
    }

    private Exactly Exactly() => new()
    {
        Database = Path.Combine(_folder, "test.db"),
        Bounces = [.. Enumerable.Range(0, _delivered)],
        Others = _others,
        AfterFiling = _setting.AfterFiling,
    };
}
