using Microsoft.Extensions.Logging;

namespace BounceProcessor.Rediagnosis;

internal static partial class RediagnosisLog
{
    [LoggerMessage(1250, LogLevel.Error, "Stored mail {Mail}: our own code failed on it when it was judged again. Its events stay as they are; the rest goes on.")]
    public static partial void MailFailed(ILogger logger, long mail, Exception fault);

    [LoggerMessage(1251, LogLevel.Information, "Rediagnosis {Id} ({Filter}) ended: {Mails} mails judged again, {Changed} events changed, {Added} added, {Missing} recipients not found any more, {NotPossible} mails without bytes.")]
    public static partial void Ended(ILogger logger, long id, string filter, long mails, long changed, long added, long missing, long notPossible);
}
