namespace BounceProcessor.Webhooks;

/// <summary>A message and its last try, as the log shows it.</summary>
/// <param name="Message">The message.</param>
/// <param name="Last">The last try; <see langword="null"/> when there was none yet.</param>
public sealed record WebhookLogEntry(WebhookMessage Message, WebhookAttempt? Last);
