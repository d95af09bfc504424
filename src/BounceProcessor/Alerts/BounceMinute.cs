namespace BounceProcessor.Alerts;

/// <summary>Bounces that came into a mailbox in one minute.</summary>
internal sealed class BounceMinute
{
    /// <summary>The mailbox.</summary>
    public string Mailbox { get; init; } = "";

    /// <summary>Minutes since 1970, by arrival.</summary>
    public long Minute { get; init; }

    /// <summary>How many.</summary>
    public long Bounces { get; init; }
}
