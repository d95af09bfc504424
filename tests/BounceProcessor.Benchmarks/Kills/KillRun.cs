using System.Globalization;

using BounceProcessor.Benchmarks.Hostile;
using BounceProcessor.Tests.Faults.Killing;
using BounceProcessor.Tests.Servers;

namespace BounceProcessor.Benchmarks.Kills;

/// <summary>Kills the program at random places of its runs, again and again.</summary>
internal static class KillRun
{
    private const int KillsASeries = 10;

    /// <summary>Exit code: 0 when nothing was lost, doubled, touched or out of balance.</summary>
    public static async Task<int> OfAsync(string[] args)
    {
        var count = (int)Options.Number(args, "--count", 200);
        var seed = (int)Options.Number(args, "--seed", TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() % 1_000_000);
        var random = new Random(seed);
        var tally = new KillTally();
        var start = TimeProvider.System.GetTimestamp();
        await using var server = await PrivateDovecot.StartAsync(CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} kills, seed {seed}"));
        while (tally.Kills < count && tally.NotReached < count)
        {
            var afterFiling = random.GetItems(["Leave", "Flag", "Move"], 1)[0];
            using var series = new KillSeries(new KillSetting(server.ImapPort, server.LmtpPort, afterFiling), random, tally);
            var steps = random.GetItems([.. KillPoint.StepsOf(afterFiling)], Math.Min(KillsASeries, count - tally.Kills));
            await series.RunAsync(steps, CancellationToken.None);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tally.Kills,5} kills, settling by {afterFiling}, faults so far {tally.Faults.Count}"));
        }

        var clean = tally.Faults.Count == 0 && tally.Kills >= count;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            {tally}
            runs that ended before the place to kill them at  {tally.NotReached}
            took                                              {TimeProvider.System.GetElapsedTime(start).TotalSeconds:N0} s
            verdict                                           {(clean ? "as it must be" : "NOT as it must be")}
            """));
        foreach (var fault in tally.Faults)
        {
            Console.WriteLine(fault);
        }

        return clean ? 0 : 1;
    }
}
