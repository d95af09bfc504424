using Microsoft.Extensions.Logging;

namespace BounceProcessor.MassMail;

internal static partial class MassMailLog
{
    [LoggerMessage(1660, LogLevel.Warning, "Mass mail: the database cannot be used ({Fault}); the rows in hand stay as they were. It is looked again in {Pause}.")]
    public static partial void LookFailed(ILogger logger, string fault, TimeSpan pause);

    [LoggerMessage(1661, LogLevel.Error, "Mass mail: our own code failed; the rows in hand stay as they were. It is looked again in {Pause}.")]
    public static partial void LookBroke(ILogger logger, TimeSpan pause, Exception fault);

    [LoggerMessage(1662, LogLevel.Information, "Mass mail: {Number} drafts that nobody started were removed.")]
    public static partial void DraftsRemoved(ILogger logger, int number);

    [LoggerMessage(1663, LogLevel.Error, "Mass mail {Id}: our own code failed; it is paused, and its rows stay as they were. Resume it when the cause is mended.")]
    public static partial void BatchBroke(ILogger logger, long id, Exception fault);

    [LoggerMessage(1664, LogLevel.Error, "Mass mail {Ids}: the database refuses what it needs ({Fault}); its rows stay as they were, the others go on. It is tried again every {Pause}.")]
    public static partial void BatchRefused(ILogger logger, string ids, string fault, TimeSpan pause);
}
