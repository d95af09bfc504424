using Microsoft.Extensions.Logging;

namespace BounceProcessor.SignIn;

internal static partial class SignInLog
{
    [LoggerMessage(1125, LogLevel.Information, "{Account}: a new access token came; it is good until {ExpiresAt:u}")]
    public static partial void Renewed(ILogger logger, string account, DateTimeOffset expiresAt);

    [LoggerMessage(1126, LogLevel.Warning, "{Account}: the access token could not be renewed ({Cause}); the one at hand is good until {ExpiresAt:u} and is used on. {Remedy}")]
    public static partial void UsedOn(ILogger logger, string account, string cause, DateTimeOffset expiresAt, string remedy);

    [LoggerMessage(1127, LogLevel.Warning, "{Account}: the mail server refused the access token of {ObtainedAt:u}; another one is asked for, once")]
    public static partial void Refused(ILogger logger, string account, DateTimeOffset obtainedAt);

    [LoggerMessage(1128, LogLevel.Warning, "{Account}: the stored access token was encrypted with other keys than those in \"{Folder}\"; another one is asked for")]
    public static partial void Unreadable(ILogger logger, string account, string folder);
}
