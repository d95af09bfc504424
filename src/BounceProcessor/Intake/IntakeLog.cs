using Microsoft.Extensions.Logging;

namespace BounceProcessor.Intake;

internal static partial class IntakeLog
{
    [LoggerMessage(1200, LogLevel.Error, "Mailbox \"{Mailbox}\", mail {Key}: our own code failed on it ({Fault}). It is set aside with its bytes and the whole fault (bounceproc quarantine list); the rest goes on.")]
    public static partial void MailSetAside(ILogger logger, string mailbox, string key, string fault);

    [LoggerMessage(1201, LogLevel.Information, "Mailbox \"{Mailbox}\": {Seen} mails seen, {New} new; {Bounces} bounces and {NotBounces} other mails filed, {Left} left for the next run.")]
    public static partial void RunEnded(ILogger logger, string mailbox, long seen, long @new, long bounces, long notBounces, long left);

    [LoggerMessage(1202, LogLevel.Error, "Mailbox \"{Mailbox}\": the end of a run could not be stored. What it filed is stored; the run stands without an end.")]
    public static partial void RunNotStored(ILogger logger, string mailbox, Exception fault);

    [LoggerMessage(1203, LogLevel.Information, "Retention removed {RawMails} raw mails, {Events} events, {Quarantined} mails in quarantine, {Runs} runs and {SentMails} sent mails.")]
    public static partial void Swept(ILogger logger, long rawMails, long events, long quarantined, long runs, long sentMails);

    [LoggerMessage(1252, LogLevel.Information, "Retention removed of company \"{Company}\" (empty: unresolved): {RawMails} raw mails, {Events} events, {Quarantined} mails in quarantine, {Runs} runs and {SentMails} sent mails.")]
    public static partial void SweptCompany(ILogger logger, string company, long rawMails, long events, long quarantined, long runs, long sentMails);
}
