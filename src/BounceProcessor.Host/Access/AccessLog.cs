namespace BounceProcessor.Host.Access;

internal static partial class AccessLog
{
    [LoggerMessage(1600, LogLevel.Warning, "Sign-in refused from {RemoteAddress}. Five refusals in a row make the account wait, longer each time.")]
    public static partial void SignInRefused(this ILogger logger, System.Net.IPAddress? remoteAddress);

    [LoggerMessage(1601, LogLevel.Information, "\"{User}\" signed in from {RemoteAddress}.")]
    public static partial void SignedIn(this ILogger logger, string user, System.Net.IPAddress? remoteAddress);

    [LoggerMessage(1602, LogLevel.Warning, "The first password of \"{User}\" was set from {RemoteAddress}.")]
    public static partial void FirstPasswordSet(this ILogger logger, string user, System.Net.IPAddress? remoteAddress);

    [LoggerMessage(1603, LogLevel.Warning, "\"{User}\" changed the password; sessions that began with the old one have ended.")]
    public static partial void PasswordChanged(this ILogger logger, string user);
}
