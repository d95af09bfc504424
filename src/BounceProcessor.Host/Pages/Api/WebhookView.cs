using BounceProcessor.Webhooks;

namespace BounceProcessor.Host.Pages.Api;

/// <summary>One loaded webhook.</summary>
/// <param name="Endpoint">The webhook.</param>
/// <param name="Log">Its messages, newest first.</param>
public sealed record WebhookView(WebhookEndpoint Endpoint, IReadOnlyList<WebhookLogEntry> Log);
