using Microsoft.Extensions.Logging;

namespace BounceProcessor.Intake.Quarantine;

internal static partial class QuarantineLog
{
    [LoggerMessage(1230, LogLevel.Information, "Quarantine {Id}, mailbox \"{Mailbox}\": filed after all ({Outcome}, {Added} events added, {Updated} gone on with); tried by {By}.")]
    public static partial void Filed(ILogger logger, long id, string mailbox, string outcome, int added, int updated, string by);

    [LoggerMessage(1231, LogLevel.Warning, "Quarantine {Id}, mailbox \"{Mailbox}\": our own code failed on it again ({Fault}); tried by {By}. It stays and is tried again by itself once code or rules are others.")]
    public static partial void FailedAgain(ILogger logger, long id, string mailbox, string fault, string by);

    [LoggerMessage(1232, LogLevel.Error, "Quarantine {Id}, mailbox \"{Mailbox}\": {Process} ended while it tried this mail, so it is not tried again by itself. Look at it with \"bounceproc quarantine show {Id}\"; \"retry {Id}\" tries it in a process of its own, \"discard {Id}\" gives it up.")]
    public static partial void DidNotComeBack(ILogger logger, long id, string mailbox, string process);

    [LoggerMessage(1233, LogLevel.Warning, "Quarantine {Id}, mailbox \"{Mailbox}\": discarded by {By}: {Reason}. It is never filed.")]
    public static partial void Discarded(ILogger logger, long id, string mailbox, string by, string reason);

    [LoggerMessage(1234, LogLevel.Information, "Quarantine: code or rules are others, {Tried} mails were tried again; {Filed} are filed, {Failed} stay.")]
    public static partial void RoundEnded(ILogger logger, int tried, int filed, int failed);

    [LoggerMessage(1235, LogLevel.Error, "Quarantine: trying mails again broke off ({Fault}); the next try is in {Pause}. Check Database:Path and the space on its disk.")]
    public static partial void RoundFailed(ILogger logger, string fault, TimeSpan pause);

    [LoggerMessage(1236, LogLevel.Error, "Quarantine: trying mails again broke; the next try is in {Pause}.")]
    public static partial void RoundBroke(ILogger logger, TimeSpan pause, Exception fault);
}
