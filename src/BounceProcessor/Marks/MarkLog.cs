using Microsoft.Extensions.Logging;

namespace BounceProcessor.Marks;

internal static partial class MarkLog
{
    [LoggerMessage(1650, LogLevel.Information, "{Marks} address marks expired")]
    public static partial void Expired(ILogger logger, int marks);

    [LoggerMessage(1651, LogLevel.Warning, "Expired address marks could not be noted ({Fault}); they are not in force, and it is tried again in a minute")]
    public static partial void ExpiryFailed(ILogger logger, string fault);

    [LoggerMessage(1652, LogLevel.Error, "Noting expired address marks broke; it is tried again in a minute")]
    public static partial void ExpiryBroke(ILogger logger, Exception fault);
}
