using System.Globalization;

using BounceProcessor.Benchmarks.Hostile;

namespace BounceProcessor.Benchmarks.Sending;

/// <summary>Mails a second from the outbox to a loopback server, beside what MailKit alone does with the same mails, one and four connections, in turns.</summary>
internal static class SendingRun
{
    private const double Goal = 0.7;

    private static readonly int[] Connections = [1, 4];

    /// <summary>Exit code: 0 when the median of the outbox is at least 0.7 of the bare client's, with one connection and with four.</summary>
    public static async Task<int> OfAsync(string[] args)
    {
        var mails = (int)Options.Number(args, "--mails", 3000);
        var rounds = (int)Options.Number(args, "--rounds", 5);
        var folder = args.SkipWhile(arg => arg != "--folder").Skip(1).FirstOrDefault() ?? Path.GetTempPath();
        await using var sink = new CountingSink();
        var lines = Connections.SelectMany(count => new[] { new SendingLine("MailKit alone", count), new SendingLine("outbox", count) }).ToArray();
        await RoundAsync(lines, sink, folder, Math.Min(mails, 500), null); // the code is compiled, the pages are warm
        for (var round = 1; round <= rounds; round++)
        {
            await RoundAsync(lines, sink, folder, mails, round);
        }

        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"",-16}{"connections",12}{"mails/s",10}{"least",9}{"most",9}{"ratio",8}"));
        var isReached = true;
        foreach (var pair in lines.Chunk(2))
        {
            var ratio = pair[1].Median / pair[0].Median;
            isReached &= ratio >= Goal;
            Console.WriteLine(pair[0].ToString());
            Console.WriteLine(pair[1] + string.Create(CultureInfo.InvariantCulture, $"{ratio,8:0.00}"));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{mails} mails a measurement, {rounds} rounds; goal {Goal:0.0}: {(isReached ? "reached" : "NOT reached")}"));
        return isReached ? 0 : 1;
    }

    private static async Task RoundAsync(SendingLine[] lines, CountingSink sink, string folder, int mails, int? round)
    {
        foreach (var pair in lines.Chunk(2))
        {
            await using var outbox = await BenchOutbox.FillAsync(folder, sink.Port, pair[0].Connections, mails);
            var bare = await BareSends.MeasureAsync(outbox.Contents, sink, pair[0].Connections);
            var ours = await outbox.MeasureAsync(sink);
            if (round is { } number)
            {
                pair[0].Rates.Add(bare);
                pair[1].Rates.Add(ours);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {number}, {pair[0].Connections} connections: MailKit alone {bare:N0}/s, outbox {ours:N0}/s"));
            }
        }
    }
}
