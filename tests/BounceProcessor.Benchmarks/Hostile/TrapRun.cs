using System.Globalization;
using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Tests.Hostile;

namespace BounceProcessor.Benchmarks.Hostile;

/// <summary>Times mails that are built to be slow at three sizes, in processor time, so that other programs do not count.</summary>
internal static class TrapRun
{
    /// <summary>Four times the size may take this many times as long: linear is 4, quadratic 16.</summary>
    private const double AllowedGrowth = 8;

    /// <summary>Below this nothing is said about growth: caches and the clock decide.</summary>
    private const double Measurable = 2;

    /// <summary>Exit code: 0 when none grows faster than its size.</summary>
    public static int Of(string[] args)
    {
        var size = (int)Options.Number(args, "--size", 250_000);
        var diagnoser = new MailDiagnoser(RuleBook.Embedded);
        var worse = 0;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"",-48}{$"{size:N0}",12}{$"{2 * size:N0}",12}{$"{4 * size:N0}",12} ms{"growth",8}{"MB",10}"));
        foreach (var name in Traps.Names)
        {
            var (one, _) = Best(diagnoser, Traps.Mail(name, size));
            var (two, _) = Best(diagnoser, Traps.Mail(name, 2 * size));
            var (four, allocated) = Best(diagnoser, Traps.Mail(name, 4 * size));
            var growth = four / one;
            var fast = four > Measurable && growth > AllowedGrowth;
            worse += fast ? 1 : 0;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-48}{one,12:N2}{two,12:N2}{four,12:N2}   {growth,8:N1}{allocated / 1e6,10:N1}{(fast ? "  FASTER THAN ITS SIZE" : "")}"));
        }

        return worse == 0 ? 0 : 1;
    }

    private static (double Ms, long Allocated) Best(MailDiagnoser diagnoser, byte[] mail)
    {
        var best = double.MaxValue;
        long allocated = 0;
        for (var i = 0; i < 6; i++)
        {
            allocated = GC.GetAllocatedBytesForCurrentThread();
            var begin = Environment.CpuUsage.TotalTime;
            diagnoser.Diagnose(mail, CancellationToken.None);
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - begin).TotalMilliseconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        }

        return (best, allocated);
    }
}
