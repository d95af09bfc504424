using System.Diagnostics;
using System.Globalization;
using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Tests.Hostile;
using BounceProcessor.Tests.Samples;

namespace BounceProcessor.Benchmarks.Hostile;

/// <summary>Diagnoses mutated samples and says what the worst of them cost.</summary>
internal sealed class FuzzRun
{
    /// <summary>What a mail may take: this, and a microsecond for every ten bytes. Ten times what the slowest samples take.</summary>
    private const double AllowedMs = 20;

    private readonly MailDiagnoser _diagnoser = new(RuleBook.Embedded);
    private readonly string? _save;
    private readonly List<MutatedMail> _thrown = [];
    private readonly List<(MutatedMail Mail, double Ms)> _slow = [];
    private (MutatedMail Mail, double Ms) _slowest = (new MutatedMail(0, "none", []), 0);
    private (MutatedMail Mail, long Bytes) _hungriest = (new MutatedMail(0, "none", []), 0);

    private FuzzRun(string? save) => _save = save;

    /// <summary>Exit code: 0 when no mail threw and none was too slow.</summary>
    public static int Of(string[] args) =>
        new FuzzRun(Options.Text(args, "--save")).Run(Options.Number(args, "--mails", 200_000), Options.Number(args, "--seed", 1));

    private int Run(long mails, long seed)
    {
        var samples = SampleFolder.Names.Select(SampleFolder.Mail).Where(mail => mail.Length > 0).ToArray();
        foreach (var sample in samples)
        {
            _diagnoser.Diagnose(sample, CancellationToken.None);
        }

        var mutator = new MailMutator(samples);
        var clock = Stopwatch.StartNew();
        long bytes = 0;
        for (var i = seed; i < seed + mails; i++)
        {
            var mail = mutator.Mutate(i);
            bytes += mail.Bytes.Length;
            Try(mail);
        }

        Print(mails, seed, bytes, clock.Elapsed);
        return _thrown.Count + _slow.Count == 0 ? 0 : 1;
    }

    private void Try(MutatedMail mail)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var begin = Stopwatch.GetTimestamp();
        try
        {
            _diagnoser.Diagnose(mail.Bytes, CancellationToken.None);
        }
#pragma warning disable CA1031 // any exception at all is what this run looks for; it is reported and the rest goes on
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _thrown.Add(mail);
            Save(mail, "thrown");
            Console.WriteLine($"seed {mail.Seed} ({mail.Mutations}): {fault}");
            return;
        }

        var ms = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        if (ms > _slowest.Ms && Math.Min(ms, Again(mail)) is var confirmed && confirmed > _slowest.Ms)
        {
            _slowest = (mail, confirmed);
        }

        if (allocated > _hungriest.Bytes)
        {
            _hungriest = (mail, allocated);
        }

        if (ms > AllowedMs + (mail.Bytes.Length / 10_000.0) && Again(mail) is var second && second > AllowedMs + (mail.Bytes.Length / 10_000.0))
        {
            _slow.Add((mail, second));
            Save(mail, "slow");
        }
    }

    // In processor time, three times over: another program, a pattern that was set up for the first time or a collection of garbage may have come between.
    private double Again(MutatedMail mail)
    {
        var best = double.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var begin = Environment.CpuUsage.TotalTime;
            _diagnoser.Diagnose(mail.Bytes, CancellationToken.None);
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - begin).TotalMilliseconds);
        }

        return best;
    }

    private void Save(MutatedMail mail, string why)
    {
        if (_save is not null)
        {
            Directory.CreateDirectory(_save);
            File.WriteAllBytes(Path.Combine(_save, string.Create(CultureInfo.InvariantCulture, $"{why}-{mail.Seed}.eml")), mail.Bytes);
        }
    }

    private void Print(long mails, long seed, long bytes, TimeSpan took)
    {
        Save(_slowest.Mail, "slowest");
        Save(_hungriest.Mail, "hungriest");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            mails       {mails:N0} from seed {seed}, {bytes / 1e6:N0} MB, in {took.TotalSeconds:N0} s with the mutating
            exceptions  {_thrown.Count}
            too slow    {_slow.Count} (more than {AllowedMs} ms and 0.1 ms a kB, three times over)
            slowest     {_slowest.Ms:N2} ms, confirmed by trying it again: {_slowest.Mail.Bytes.Length:N0} bytes, seed {_slowest.Mail.Seed} ({_slowest.Mail.Mutations})
            most memory {_hungriest.Bytes / 1e6:N1} MB allocated: {_hungriest.Mail.Bytes.Length:N0} bytes, seed {_hungriest.Mail.Seed} ({_hungriest.Mail.Mutations})
            process     {Environment.WorkingSet / 1e6:N0} MB resident, {GC.CollectionCount(2)} full collections, longest pause {GC.GetGCMemoryInfo(GCKind.Any).PauseDurations[0].TotalMilliseconds:N0} ms in the last one
            """));
    }
}
