namespace BounceProcessor.Alerts;

/// <summary>An event that is, or may be, a canary's bounce.</summary>
internal sealed class CanaryEvent
{
    /// <summary>The event's code.</summary>
    public long Id { get; init; }

    /// <summary>Its mail.</summary>
    public long MailId { get; init; }

    /// <summary>When it was filed.</summary>
    public DateTimeOffset FiledAt { get; init; }
}
