namespace BounceProcessor.Host.Pages;

internal static partial class PagesLog
{
    [LoggerMessage(1700, LogLevel.Error, "Page {Path} failed; the visitor was shown the id {FaultId}.")]
    public static partial void PageFailed(this ILogger logger, string path, string faultId, Exception exception);

    [LoggerMessage(1701, LogLevel.Error, "The stored bytes of mail {MailId}, shown with event {EventId}, are damaged; the event is shown without them. Restore the database from a backup.")]
    public static partial void MailDamaged(this ILogger logger, long mailId, long eventId, Exception exception);

    [LoggerMessage(1237, LogLevel.Error, "The stored bytes of mail {Id} in quarantine are damaged; it is shown without them. Restore the database from a backup.")]
    public static partial void QuarantineDamaged(this ILogger logger, long id, Exception exception);
}
