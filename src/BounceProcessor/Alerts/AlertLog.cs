using Microsoft.Extensions.Logging;

namespace BounceProcessor.Alerts;

internal static partial class AlertLog
{
    [LoggerMessage(1800, LogLevel.Warning, "Alert {Condition} of {Mailbox}, event {EventId}: {Text}")]
    public static partial void Raised(ILogger logger, string condition, string mailbox, long eventId, string text);

    [LoggerMessage(1801, LogLevel.Information, "Alert {Condition} of {Mailbox}, event {EventId}, is resolved: {Text}")]
    public static partial void Resolved(ILogger logger, string condition, string mailbox, long eventId, string text);

    [LoggerMessage(1802, LogLevel.Critical, "The database cannot be written to ({Fault}); nothing is filed and nothing is settled until it can. Check Database:Path and the space on its disk.")]
    public static partial void DatabaseUnusable(ILogger logger, string fault);

    [LoggerMessage(1803, LogLevel.Information, "The database can be written to again")]
    public static partial void DatabaseUsable(ILogger logger);

    [LoggerMessage(1804, LogLevel.Error, "Looking for alerts broke; it is repeated at the next look")]
    public static partial void LookBroke(ILogger logger, Exception fault);

    [LoggerMessage(1805, LogLevel.Information, "Test mail of {Mailbox} to {Recipient}: {Outcome} ({Answer})")]
    public static partial void CanarySent(ILogger logger, string mailbox, string recipient, string outcome, string answer);

    [LoggerMessage(1806, LogLevel.Information, "Test mail of {Mailbox} is home as event {EventId} after {Took}")]
    public static partial void CanaryHome(ILogger logger, string mailbox, long eventId, TimeSpan took);

    [LoggerMessage(1807, LogLevel.Warning, "Test mails wait, because the database cannot be used ({Fault})")]
    public static partial void CanariesWait(ILogger logger, string fault);

    [LoggerMessage(1808, LogLevel.Warning, "Test mail of {Mailbox} sent at {SentAt:u} did not come home, but a later one did; nothing is raised")]
    public static partial void CanaryLostBefore(ILogger logger, string mailbox, DateTimeOffset sentAt);
}
