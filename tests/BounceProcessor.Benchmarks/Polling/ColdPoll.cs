using System.Globalization;
using System.Text.Json.Nodes;

using BounceProcessor.Database;
using BounceProcessor.Tests.Servers;

using Dapper;

namespace BounceProcessor.Benchmarks.Polling;

/// <summary>The published program as a process of its own: how fast the first 10,000 mails are, and how much memory it holds then and at the end.</summary>
internal static class ColdPoll
{
    private const int First = 10_000;

    /// <param name="program">The published bounceproc.</param>
    /// <param name="server">The mail server.</param>
    /// <param name="mailboxes">Where the mails are.</param>
    /// <param name="mails">How many.</param>
    /// <param name="rounds">How often.</param>
    public static async Task RunAsync(string program, PrivateDovecot server, BenchMailboxes mailboxes, int mails, int rounds)
    {
        Console.WriteLine("| cold process | first 10,000 from its start | from the start of the run | all | resident at 10,000 | at the end | peak |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        for (var round = 0; round < rounds; round++)
        {
            await OneAsync(program, server, mailboxes, "Leave", mails);
            await OneAsync(program, server, mailboxes, "Flag", mails);
        }
    }

    private static async Task OneAsync(string program, PrivateDovecot server, BenchMailboxes mailboxes, string afterFiling, int mails)
    {
        var user = await mailboxes.FillAsync(mails);
        var folder = Directory.CreateTempSubdirectory("bounceproc-cold-").FullName;
        ProductProcess.Configure(folder, Box(server.ImapPort, user, afterFiling), new JsonObject { ["Rules"] = new JsonObject { ["Folder"] = "" } });
        await using var database = new SqliteDataSource(Path.Combine(folder, "test.db"), TimeSpan.FromSeconds(10));
        var begin = TimeProvider.System.GetTimestamp();
        var (memory, atFirst, firstAfter, runAfter) = (0L, 0L, TimeSpan.Zero, TimeSpan.Zero);
        var peak = 0L;
        using var process = ProductProcess.StartProgram(program, folder, "poll", "box");
        while (!process.HasEnded)
        {
            memory = Math.Max(process.ResidentBytes(), 0) is > 0 and var now ? now : memory;
            peak = Math.Max(peak, memory);
            var (runs, done) = await ProgressAsync(database, folder);
            runAfter = runs > 0 && runAfter == TimeSpan.Zero ? TimeProvider.System.GetElapsedTime(begin) : runAfter;
            if (done >= First && atFirst == 0)
            {
                (atFirst, firstAfter) = (memory, TimeProvider.System.GetElapsedTime(begin));
            }

            await Task.Delay(5);
        }

        var wall = TimeProvider.System.GetElapsedTime(begin);
        await process.WaitAsync(CancellationToken.None);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(string.Join('\n', process.Said));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {afterFiling} | {First / firstAfter.TotalSeconds:N0}/s | {First / (firstAfter - runAfter).TotalSeconds:N0}/s | {mails / wall.TotalSeconds:N0}/s | {atFirst / 1e6:N0} MB | {memory / 1e6:N0} MB | {peak / 1e6:N0} MB |"));
        mailboxes.Remove(user);
        Directory.Delete(folder, recursive: true);
    }

    private static JsonObject Box(int port, string user, string afterFiling)
    {
        var box = ProductProcess.Box(port, user, afterFiling);
        box["RunBudget"] = "01:00:00";
        return box;
    }

    // The highest number of a mail is known without counting.
    private static async Task<(long Runs, long Mails)> ProgressAsync(SqliteDataSource database, string folder)
    {
        if (!File.Exists(Path.Combine(folder, "test.db")))
        {
            return (0, 0);
        }

        await using var connection = await database.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM sqlite_master WHERE name = 'ledger_left'") == 0
            ? (0, 0)
            : await connection.QuerySingleAsync<(long, long)>("SELECT (SELECT COUNT(*) FROM runs), (SELECT COALESCE(MAX(id), 0) FROM mails)");
    }
}
