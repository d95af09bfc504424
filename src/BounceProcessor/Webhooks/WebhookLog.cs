using Microsoft.Extensions.Logging;

namespace BounceProcessor.Webhooks;

// Never an address as a whole: what stands behind the host may be a secret.
internal static partial class WebhookLog
{
    [LoggerMessage(1900, LogLevel.Warning, "Webhook {Id} of {Company} was switched off: every delivery failed since {Since:u} ({Fault}). What waits for it is kept; bounceproc webhook test {Id} tries it, bounceproc webhook enable {Id} switches it on.")]
    public static partial void Disabled(ILogger logger, long id, string company, DateTimeOffset since, string fault);

    [LoggerMessage(1901, LogLevel.Error, "Looking for news to tell broke; it is repeated at the next look")]
    public static partial void LookBroke(ILogger logger, Exception fault);

    [LoggerMessage(1902, LogLevel.Warning, "Webhooks wait, because the database cannot be used ({Fault})")]
    public static partial void DatabaseUnusable(ILogger logger, string fault);
}
