using System.Globalization;

using BounceProcessor.Benchmarks.Hostile;
using BounceProcessor.Tests.Sending.Killing;

namespace BounceProcessor.Benchmarks.Sending;

/// <summary>Kills a sending service again and again, and holds the far side's count against the outbox.</summary>
internal static class SenderKillRun
{
    /// <summary>Exit code: 0 when nothing is lost, and nothing came twice that was not put before a person.</summary>
    public static async Task<int> OfAsync(string[] args)
    {
        var kills = (int)Options.Number(args, "--kills", 50);
        var mails = (int)Options.Number(args, "--mails", 2000);
        var seed = (int)Options.Number(args, "--seed", TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() % 1_000_000);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kills} kills during {mails} mails, seed {seed}"));
        var start = TimeProvider.System.GetTimestamp();
        await using var series = new SenderKillSeries(new Random(seed));
        await series.RunAsync(kills, mails, Console.WriteLine, CancellationToken.None);
        var isClean = series.Tally.Faults.Count == 0 && series.Tally.FarSide == series.Tally.Accepted + series.Tally.UnsureThatCame;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            {series.Tally}took                   {TimeProvider.System.GetElapsedTime(start).TotalSeconds:N0} s
            verdict                {(isClean ? "as it must be" : "NOT as it must be")}
            """));
        foreach (var fault in series.Tally.Faults)
        {
            Console.WriteLine(fault);
        }

        return isClean ? 0 : 1;
    }
}
