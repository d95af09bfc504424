namespace BounceProcessor.Host.Api;

// The route and not the path: that may hold addresses.
internal static partial class ApiLog
{
    [LoggerMessage(1680, LogLevel.Information, "{Method} {Route} of {Company} by token {TokenId}: {Status} in {TookMs} ms")]
    public static partial void Answered(this ILogger logger, string method, string route, string company, long tokenId, int status, long tookMs);

    [LoggerMessage(1681, LogLevel.Error, "{Method} {Route} failed; the caller was told the id {FaultId}.")]
    public static partial void Failed(this ILogger logger, string method, string route, string faultId, Exception exception);

    [LoggerMessage(1682, LogLevel.Warning, "{Method} {Route} could not be done, because the database cannot be used ({Fault}); the caller was told to come again")]
    public static partial void DatabaseUnusable(this ILogger logger, string method, string route, string fault);
}
