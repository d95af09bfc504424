using Microsoft.Extensions.Logging;

namespace BounceProcessor.Mailboxes;

internal static partial class MailboxLog
{
    [LoggerMessage(1100, LogLevel.Warning, "Mailbox {Mailbox}: reading {Count} mails in one go broke off ({Cause}); reading on from where it broke")]
    public static partial void BatchBroke(ILogger logger, string mailbox, int count, string cause);

    [LoggerMessage(1101, LogLevel.Error, "Mailbox {Mailbox}: mail {Key} cannot be read ({Cause}); it is left, the others are read")]
    public static partial void MailSkipped(ILogger logger, string mailbox, string key, string cause);

    [LoggerMessage(1102, LogLevel.Debug, "Mailbox {Mailbox}: {Count} mails were listed but are gone meanwhile")]
    public static partial void MailsGone(ILogger logger, string mailbox, int count);

    [LoggerMessage(1103, LogLevel.Warning, "Mailbox {Mailbox}: the server can neither MOVE nor UID EXPUNGE, so filed mails are left where they are; set Mailboxes:{Mailbox}:AfterFiling to Flag or Leave")]
    public static partial void CannotMove(ILogger logger, string mailbox);

    [LoggerMessage(1104, LogLevel.Warning, "Mailbox {Mailbox}: the connection is not encrypted, the password travels in clear; set Mailboxes:{Mailbox}:Tls to StartTls or SslOnConnect")]
    public static partial void NotEncrypted(ILogger logger, string mailbox);

    [LoggerMessage(1210, LogLevel.Warning, "Mailbox {Mailbox}: {Connections} connections are configured, but one more could not be made ({Cause}); the run goes on with those there are. Lower Mailboxes:{Mailbox}:Connections if this stays")]
    public static partial void FewerConnections(ILogger logger, string mailbox, int connections, string cause);
}
