namespace BounceProcessor.Host.Pages;

internal static partial class PagesLog
{
    [LoggerMessage(1700, LogLevel.Error, "Page {Path} failed; the visitor was shown the id {FaultId}.")]
    public static partial void PageFailed(this ILogger logger, string path, string faultId, Exception exception);
}
