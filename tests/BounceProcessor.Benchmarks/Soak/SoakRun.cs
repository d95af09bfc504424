using System.Globalization;

using BounceProcessor.Benchmarks.Hostile;
using BounceProcessor.Tests.Faults;
using BounceProcessor.Tests.Servers;

using Dapper;

using Microsoft.Data.Sqlite;

namespace BounceProcessor.Benchmarks.Soak;

/// <summary>The service as an operator runs it, with a steady trickle of bounces and a mail server that goes down every few minutes.</summary>
internal sealed class SoakRun(string[] args)
{
    private const string Username = "soak";
    private const int People = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TimeSpan _length = TimeSpan.FromMinutes(Options.Number(args, "--minutes", 60));
    private readonly TimeSpan _untilRestart = TimeSpan.FromMinutes(Options.Number(args, "--restart-minutes", 5));
    private readonly string _afterFiling = Options.Text(args, "--after-filing") ?? "Leave";
    private readonly MemoryTrace _memory = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("bounceproc-soak-").FullName;
    private int _restarts;
    private int _kills;

    private string Database => Path.Combine(_folder, "test.db");

    /// <summary>Exit code: 0 when everything is as it must be.</summary>
    public static async Task<int> OfAsync(string[] args) => await new SoakRun(args).RunAsync();

    private async Task<int> RunAsync()
    {
        await using var server = await PrivateDovecot.StartAsync(CancellationToken.None);
        await server.DeliverAsync(Username, Enumerable.Range(0, People).Select(Letters.Text), CancellationToken.None);
        var others = await MailboxView.LookAsync(server.ImapPort, Username, CancellationToken.None);
        Configure(server);
        using var service = ProductProcess.Start(_folder, null, "serve");
        var postman = new Postman(server, Username, Options.Number(args, "--rate", 1));
        Console.WriteLine($"folder {_folder}, service {service.Id}, IMAP on port {server.ImapPort}");

        using (var stop = new CancellationTokenSource(_length))
        {
            await Task.WhenAll(postman.DeliverAsync(stop.Token), RestartAsync(server, stop.Token), WatchAsync(service, postman, stop.Token));
        }

        var done = await UntilFiledAsync(service, server, postman);
        service.Stop();
        await service.WaitAsync(CancellationToken.None);
        await File.WriteAllLinesAsync(Path.Combine(_folder, "service.log"), service.Said);
        var findings = await new Exactly
        {
            Database = Database,
            Bounces = postman.Delivered,
            Uncertain = postman.Uncertain,
            Others = others,
            AfterFiling = _afterFiling,
            CopiesMayStay = _kills > 0,
        }.FindAsync(await MailboxView.LookAsync(server.ImapPort, Username, CancellationToken.None), CancellationToken.None);
        return await ReportAsync(findings, done, service.ExitCode, postman);
    }

    private void Configure(PrivateDovecot server)
    {
        var box = ProductProcess.Box(server.ImapPort, Username, _afterFiling);
        box["Interval"] = "00:00:05";
        if (Options.Text(args, "--idle") is { } idle)
        {
            box["Idle"] = bool.Parse(idle);
        }

        ProductProcess.Configure(_folder, box);
    }

    private async Task RestartAsync(PrivateDovecot server, CancellationToken stop)
    {
        try
        {
            for (var restart = 0; ; restart++)
            {
                await Task.Delay(_untilRestart, stop);
                await RestartAsync(server, kill: restart % 2 == 1);
            }
        }
        catch (OperationCanceledException)
        {
            return; // the time is up
        }
    }

    // Never cancelled in the middle: at the end the server must be up.
    private async Task RestartAsync(PrivateDovecot server, bool kill)
    {
        if (kill)
        {
            _kills++;
            await server.KillAsync(CancellationToken.None);
        }
        else
        {
            _restarts++;
            await server.StopAsync(CancellationToken.None);
        }

        await Task.Delay(TimeSpan.FromSeconds(3), CancellationToken.None);
        await server.StartAgainAsync(CancellationToken.None);
    }

    private async Task WatchAsync(ProductProcess service, Postman postman, CancellationToken stop)
    {
        var start = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1));
        try
        {
            while (await timer.WaitForNextTickAsync(stop) && !service.HasEnded)
            {
                _memory.Add(service.ResidentBytes());
                var minute = TimeProvider.System.GetElapsedTime(start).TotalMinutes;
                var events = await CountAsync("events WHERE kind = 'failure'");
                var sums = await SumsAsync();
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{minute,5:N0} min  delivered {postman.Delivered.Count,6}  events {events,6}  runs {sums.Runs,6}  failed {sums.Failed,4}  restarts {_restarts}+{_kills}  resident {_memory.Last,5:N0} MB"));
            }
        }
        catch (OperationCanceledException)
        {
            return; // the time is up
        }
    }

    // Everything is filed and settled, and a run after that found nothing more to do.
    private async Task<bool> UntilFiledAsync(ProductProcess service, PrivateDovecot server, Postman postman)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < Patience && !service.HasEnded)
        {
            var exactly = new Exactly { Database = Database, Bounces = postman.Delivered, Uncertain = postman.Uncertain, AfterFiling = _afterFiling };
            var findings = await exactly.FindAsync(await MailboxView.LookAsync(server.ImapPort, Username, CancellationToken.None), CancellationToken.None);
            if (findings.Lost.Count == 0 && findings.Unbalanced.Count == 0 && await CountAsync("ledger WHERE settled = 0") == 0)
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);
        }

        return false;
    }

    private async Task<int> ReportAsync(Findings findings, bool done, int exitCode, Postman postman)
    {
        var sums = await SumsAsync();
        var clean = findings.AreNone && done && exitCode == 0 && _memory.IsFlat != false;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            length           {_length.TotalMinutes:N0} min, settling by {_afterFiling}
            delivered        {postman.Delivered.Count:N0} bounces, and {postman.Uncertain.Count} during which the server died
            server           {_restarts} orderly restarts, {_kills} times kill -9
            runs             {sums.Runs:N0}, of them {sums.Failed:N0} broken off by the server
            new in all runs  {sums.NewMails:N0} = bounces {sums.Bounces:N0} + others {sums.Others:N0} + duplicates {sums.Duplicates:N0} + quarantined {sums.Quarantined:N0} + left {sums.LeftOver:N0} (taken by later runs)
            lost             {findings.Lost.Count}
            doubled          {findings.Doubled.Count}
            touched          {findings.Touched.Count} (of {People} mails of people and all bounces)
            unbalanced       {findings.Unbalanced.Count}
            resident memory  {_memory}: {_memory.IsFlat switch { true => "flat", false => "GROWS", null => "too short a run to say whether it is flat" }}
            service          ended with exit code {exitCode}, {(done ? "nothing left to do" : "NOT DONE in time")}
            verdict          {(clean ? "as it must be" : "NOT as it must be; the folder is kept")}
            """));
        if (!findings.AreNone)
        {
            Console.WriteLine(findings);
        }

        if (clean)
        {
            Directory.Delete(_folder, recursive: true);
        }

        return clean ? 0 : 1;
    }

    private async Task<RunSums> SumsAsync()
    {
        await using var connection = await OpenAsync();
        return await connection.QuerySingleAsync<RunSums>("""
            SELECT SUM(times) AS runs, SUM(CASE WHEN error IS NULL THEN 0 ELSE times END) AS failed, SUM(new_mails) AS newmails, SUM(bounces) AS bounces,
              SUM(not_bounces) AS others, SUM(duplicates) AS duplicates, SUM(quarantined) AS quarantined, SUM(left_over) AS leftover
            FROM runs
            """);
    }

#pragma warning disable CA2100 // the texts are those above
    private async Task<long> CountAsync(string what)
    {
        await using var connection = await OpenAsync();
        return await connection.ExecuteScalarAsync<long>($"SELECT COUNT(*) FROM {what}");
    }
#pragma warning restore CA2100

    private async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection($"Data Source={Database};Mode=ReadOnly;Pooling=False;Default Timeout=30");
        await connection.OpenAsync();
        return connection;
    }

    private sealed class RunSums
    {
        public long Runs { get; init; }

        public long Failed { get; init; }

        public long NewMails { get; init; }

        public long Bounces { get; init; }

        public long Others { get; init; }

        public long Duplicates { get; init; }

        public long Quarantined { get; init; }

        public long LeftOver { get; init; }
    }
}
