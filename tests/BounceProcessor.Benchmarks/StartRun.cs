using System.Diagnostics;
using System.Globalization;
using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Tests.Samples;

namespace BounceProcessor.Benchmarks;

/// <summary>What the first mails of a process cost.</summary>
internal static class StartRun
{
    public static int Of()
    {
        var mail = SampleFolder.Mail("postfix/01-mailbox-unknown");
        var begin = Stopwatch.GetTimestamp();
        var files = RuleFiles.Embedded();
        Print("rule files out of the assembly", ref begin);
        var book = RuleBook.Load(files);
        Print("rule book compiled", ref begin);
        var diagnoser = new MailDiagnoser(book);
        diagnoser.Diagnose(mail, CancellationToken.None);
        Print("first mail", ref begin);
        diagnoser.Diagnose(mail, CancellationToken.None);
        Print("second mail", ref begin);
        RuleBook.Load(files);
        Print("rule book compiled again", ref begin);
        return 0;
    }

    private static void Print(string what, ref long begin)
    {
        var ms = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ms,8:N2} ms  {what}"));
        begin = Stopwatch.GetTimestamp();
    }
}
