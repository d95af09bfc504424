using System.Text.Json;

using BounceProcessor.Feeds;

namespace BounceProcessor.Webhooks;

/// <summary>What is posted: the news as they are when they are posted.</summary>
/// <param name="Id">The same as in <c>webhook-id</c>.</param>
/// <param name="Type">One of <see cref="WebhookEvents"/>.</param>
/// <param name="Version">Of this form; a new one only when something is taken away or changes its meaning.</param>
/// <param name="Timestamp">When it happened.</param>
/// <param name="Company">Whose news.</param>
/// <param name="Data">The news.</param>
internal sealed record WebhookBody(string Id, string Type, int Version, DateTimeOffset Timestamp, string Company, WebhookNewsView Data)
{
    /// <summary>The JSON of a message.</summary>
    public static byte[] Write(WebhookMessage message, WebhookNewsView data) =>
        JsonSerializer.SerializeToUtf8Bytes(new WebhookBody(message.Key, message.Type, 1, message.OccurredAt, message.Company, data), FeedJson.Options);
}
