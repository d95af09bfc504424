using Microsoft.Extensions.Logging;

namespace BounceProcessor.Sending.Connecting;

internal static partial class ConnectingLog
{
    [LoggerMessage(1420, LogLevel.Warning, "That {Server} takes at most {LargestBytes} bytes could not be noted ({Fault}); mails are not refused for it before they are sent")]
    public static partial void SizeNotKept(ILogger logger, string server, long largestBytes, string fault);
}
