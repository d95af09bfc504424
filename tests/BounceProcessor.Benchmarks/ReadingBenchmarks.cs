using BenchmarkDotNet.Attributes;
using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Tests.Samples;
using MimeKit;

namespace BounceProcessor.Benchmarks;

/// <summary>What one mail costs, beside what MimeKit takes to build its objects.</summary>
public class ReadingBenchmarks
{
    private const int Batch = 2_000;

    private readonly MailDiagnoser _diagnoser = new(RuleBook.Embedded);
    private readonly Diagnoser _rules = new(RuleBook.Embedded);
    private byte[][] _mails = [];
    private MailReading[] _readings = [];
    private int _next;

    /// <summary>Which mails: 20,000 Postfix reports, each of its own, or the repository's samples.</summary>
    [Params("generated", "samples")]
    public string Mails { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        _mails = Mails == "generated"
            ? [.. Enumerable.Range(0, 20_000).Select(PostfixReport.Bytes)]
            : [.. SampleFolder.Names.Select(SampleFolder.Mail).Where(CanBeLoaded)];
        _readings = [.. _mails.Select(mail => MailReader.Read(mail, CancellationToken.None))];
    }

    /// <summary>MimeKit alone.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Batch)]
    public int Load()
    {
        var parts = 0;
        for (var i = Begin(); i < _next; i++)
        {
            using var stream = new MemoryStream(_mails[i % _mails.Length]);
            using var message = MimeMessage.Load(stream);
            parts += message.Headers.Count;
        }

        return parts;
    }

    /// <summary>What the mail says.</summary>
    [Benchmark(OperationsPerInvoke = Batch)]
    public int Read()
    {
        var recipients = 0;
        for (var i = Begin(); i < _next; i++)
        {
            recipients += MailReader.Read(_mails[i % _mails.Length], CancellationToken.None).Recipients.Count;
        }

        return recipients;
    }

    /// <summary>What it says, and why.</summary>
    [Benchmark(OperationsPerInvoke = Batch)]
    public int ReadAndDiagnose()
    {
        var begin = Begin();
        return Diagnose(begin, _next);
    }

    /// <summary>The rules over recipients that are read already.</summary>
    [Benchmark(OperationsPerInvoke = Batch)]
    public int Rules()
    {
        var verdicts = 0;
        for (var i = Begin(); i < _next; i++)
        {
            var reading = _readings[i % _readings.Length];
            foreach (var recipient in reading.Recipients)
            {
                verdicts += _rules.Diagnose(recipient, reading.ReportingMta).Rule.Length;
            }
        }

        return verdicts;
    }

    /// <summary>Reading and diagnosing on two cores.</summary>
    [Benchmark(OperationsPerInvoke = Batch)]
    public int ReadAndDiagnoseOnTwoThreads()
    {
        var begin = Begin();
        var sum = 0;
        var other = new Thread(() => Interlocked.Add(ref sum, Diagnose(begin, begin + (Batch / 2))));
        other.Start();
        Interlocked.Add(ref sum, Diagnose(begin + (Batch / 2), begin + Batch));
        other.Join();
        return sum;
    }

    // MimeKit refuses what has no header at all; we read it, but there would be nothing to compare it with.
    private static bool CanBeLoaded(byte[] mail)
    {
        try
        {
            using var stream = new MemoryStream(mail);
            using var message = MimeMessage.Load(stream);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private int Diagnose(int begin, int end)
    {
        var recipients = 0;
        for (var i = begin; i < end; i++)
        {
            recipients += _diagnoser.Diagnose(_mails[i % _mails.Length], CancellationToken.None).Recipients.Count;
        }

        return recipients;
    }

    private int Begin()
    {
        var begin = _next % _mails.Length;
        _next = begin + Batch;
        return begin;
    }
}
