using System.Text.Json.Serialization;

namespace BounceProcessor.Host.Api;

/// <summary>How fast a mass mail goes out.</summary>
public sealed record RateSubmission
{
    /// <summary>At most so many mails a minute, 1 to 100000; null for as fast as the server takes them.</summary>
    [JsonRequired]
    public required int? RatePerMinute { get; init; }
}
