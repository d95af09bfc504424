using System.Globalization;
using System.Text.Json.Nodes;

using BounceProcessor.Benchmarks.Hostile;
using BounceProcessor.Tests.Servers;

using Dapper;

using Microsoft.Data.Sqlite;

namespace BounceProcessor.Benchmarks.Storms;

/// <summary>The service as an operator runs it, with one mailbox in a storm of bounces, a quiet one beside it, and a person who looks at the pages.</summary>
internal sealed class StormRun(string[] args)
{
    private const string Stormy = "stormy";
    private const string Quiet = "quiet";
    private const int MostLines = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    private readonly int _mails = (int)Options.Number(args, "--mails", 100_000);
    private readonly TimeSpan _time = TimeSpan.FromMinutes(Options.Number(args, "--minutes", 10));
    private readonly string _folder = Directory.CreateTempSubdirectory("bounceproc-storm-").FullName;
    private long _mostMemory;
    private TimeSpan _took;

    /// <summary>Exit code: 0 when everything is filed once, with one alert, and the pages came.</summary>
    public static async Task<int> OfAsync(string[] args) => await new StormRun(args).RunAsync();

    private async Task<int> RunAsync()
    {
        await using var server = await PrivateDovecot.StartAsync(CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(_folder, "appsettings.json"), Settings(server.ImapPort).ToJsonString());
        using var service = ProductProcess.Start(_folder, null, "serve");
        var address = await HearAsync(service, "listens on ");
        var link = await HearAsync(service, "http://", "/sign-in/first");
        using var page = new PageWatch(new Uri(address[(address.IndexOf("http", StringComparison.Ordinal))..address.IndexOf(';', StringComparison.Ordinal)]), link.Trim());
        await page.SignInAsync();
        Console.WriteLine($"folder {_folder}, service {service.Id}, {_mails} bounces in {_time.TotalMinutes} min");

        var post = new StormPost(server, _mails, _time);
        using (var stop = new CancellationTokenSource())
        {
            var beside = Task.WhenAll(post.CalmAsync(Quiet, stop.Token), page.LookAsync(stop.Token), WatchAsync(service, post, stop.Token));
            var start = TimeProvider.System.GetTimestamp();
            await post.StormAsync(Stormy);
            Console.WriteLine(FormattableString.Invariant($"delivered after {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0} s"));
            await UntilFiledAsync(start);
            await stop.CancelAsync();
            await beside;
        }

        service.Stop();
        await service.WaitAsync(CancellationToken.None);
        await File.WriteAllLinesAsync(Path.Combine(_folder, "service.log"), service.Said);
        return await ReportAsync(service.Said, page, post);
    }

    private JsonObject Settings(int imapPort)
    {
        JsonObject Box(string username)
        {
            var box = ProductProcess.Box(imapPort, username, "Flag");
            box["Interval"] = "00:00:05";
            return box;
        }

        return new JsonObject
        {
            ["Mailboxes"] = new JsonObject { [Stormy] = Box(Stormy), [Quiet] = Box(Quiet) },
            ["Database"] = new JsonObject { ["Path"] = "test.db" },
            ["Alerts"] = new JsonObject { ["Interval"] = "00:00:05", ["StormMails"] = Math.Min(5_000, _mails / 4) },
            ["Logging"] = new JsonObject { ["LogLevel"] = new JsonObject { ["Default"] = "Information", ["Microsoft"] = "Warning", ["Quartz"] = "Warning" } },
            ["Web"] = new JsonObject { ["Listen"] = "http://127.0.0.1:0" },
        };
    }

    private static async Task<string> HearAsync(ProductProcess service, params string[] words)
    {
        while (true)
        {
            if (service.Said.FirstOrDefault(line => words.All(word => line.Contains(word, StringComparison.Ordinal))) is { } said)
            {
                return said;
            }

            await Task.Delay(50);
        }
    }

    private async Task WatchAsync(ProductProcess service, StormPost post, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(10));
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                _mostMemory = Math.Max(_mostMemory, service.ResidentBytes());
                Console.WriteLine(FormattableString.Invariant($"{post.Delivered} delivered, {await NumberAsync("SELECT COUNT(*) FROM mails WHERE mailbox = 'stormy'")} filed, {service.ResidentBytes() >> 20} MB"));
            }
        }
        catch (OperationCanceledException)
        {
            return; // the time is up
        }
    }

    private async Task UntilFiledAsync(long start)
    {
        while (await NumberAsync("SELECT COUNT(*) FROM events WHERE mailbox = 'stormy' AND kind = 'failure'") < _mails)
        {
            if (TimeProvider.System.GetElapsedTime(start) > _time + Patience)
            {
                return;
            }

            await Task.Delay(500);
        }

        _took = TimeProvider.System.GetElapsedTime(start);
    }

    private async Task<int> ReportAsync(IReadOnlyList<string> said, PageWatch page, StormPost post)
    {
        var filed = await NumberAsync("SELECT COUNT(*) FROM events WHERE mailbox = 'stormy' AND kind = 'failure'");
        var recipients = await NumberAsync("SELECT COUNT(DISTINCT recipient_key) FROM events WHERE mailbox = 'stormy' AND kind = 'failure'");
        var alerts = await NumberAsync("SELECT COUNT(*) FROM events WHERE kind = 'alert'");
        var delays = await DelaysAsync(post);
        Row("bounces delivered / events / recipients", $"{post.Delivered} / {filed} / {recipients}");
        Row("all filed after", FormattableString.Invariant($"{_took.TotalSeconds:0} s"));
        Row("page of events: median, 95 %, most", $"{Spread(page.Milliseconds)} ms ({page.Milliseconds.Count} pages, {page.Failures} failed)");
        Row("quiet mailbox, delivery to event: median, 95 %, most", $"{Spread(delays)} ms ({delays.Count} of {post.Calm.Count} bounces)");
        Row("alert events", $"{alerts}");
        Row("lines of the log", $"{said.Count}");
        Row("memory, most", $"{_mostMemory >> 20} MB");
        var isFine = filed == _mails && recipients == _mails && alerts == 1 && page.Failures == 0 && delays.Count >= post.Calm.Count - 1 && said.Count < MostLines;
        Console.WriteLine(isFine ? "in order" : "NOT IN ORDER");
        return isFine ? 0 : 1;
    }

    private async Task<List<double>> DelaysAsync(StormPost post)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "test.db")}");
        var rows = await connection.QueryAsync<(string Recipient, long FiledAt)>("SELECT recipient, filed_at FROM events WHERE mailbox = 'quiet' AND kind = 'failure'");
        return [.. rows.Where(row => post.Calm.ContainsKey(row.Recipient))
            .Select(row => Math.Max(0, row.FiledAt - post.Calm[row.Recipient].ToUnixTimeMilliseconds()))
            .Select(delay => (double)delay)];
    }

    private async Task<long> NumberAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "test.db")}");
        return await connection.ExecuteScalarAsync<long>(sql);
    }

    private static string Spread(IReadOnlyCollection<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0
            ? "-"
            : string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Length / 2]:0}, {sorted[(int)(sorted.Length * 0.95)]:0}, {sorted[^1]:0}");
    }

    private static void Row(string what, string value) => Console.WriteLine($"{what,-55} {value}");
}
