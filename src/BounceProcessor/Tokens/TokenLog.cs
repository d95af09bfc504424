using Microsoft.Extensions.Logging;

namespace BounceProcessor.Tokens;

internal static partial class TokenLog
{
    [LoggerMessage(1440, LogLevel.Information, "Token key {Number} is new; it signs the tokens of mail from now on.")]
    public static partial void KeyAdded(ILogger log, long number);

    [LoggerMessage(1441, LogLevel.Warning, "Token key {Number} was encrypted with other keys than those in {Folder}. Bounces whose token it signed cannot be proved to be ours; bring back the keys folder that belongs to this database.")]
    public static partial void KeyUnreadable(ILogger log, long number, string folder);
}
