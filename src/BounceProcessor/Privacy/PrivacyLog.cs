using Microsoft.Extensions.Logging;

namespace BounceProcessor.Privacy;

internal static partial class PrivacyLog
{
    [LoggerMessage(1260, LogLevel.Warning, "Erasure {Id}, asked for by {By}, ended: {RawMails} raw mails, {EventsRemoved} events and {Quarantined} mails in quarantine removed, {EventsRedacted} events and {OtherRows} other rows redacted; a second search found {Left}.")]
    public static partial void Erased(ILogger logger, long id, string by, long rawMails, long eventsRemoved, long quarantined, long eventsRedacted, long otherRows, long left);

    [LoggerMessage(1261, LogLevel.Error, "Erasure {Id}: the rows are erased, but the database file could not be written anew ({Fault}); erased bytes may be left in its free pages. Make room on the disk and run: bounceproc retention --compact")]
    public static partial void NotRebuilt(ILogger logger, long id, string fault);
}
