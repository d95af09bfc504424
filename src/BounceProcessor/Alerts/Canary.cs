namespace BounceProcessor.Alerts;

/// <summary>One mail to a known-bad address.</summary>
internal sealed record Canary
{
    /// <summary>Number of the canary.</summary>
    public long Id { get; init; }

    /// <summary>Company of the mailbox.</summary>
    public string Company { get; init; } = "";

    /// <summary>The mailbox its bounce must come into.</summary>
    public string Mailbox { get; init; } = "";

    /// <summary>What stands behind the plus of its envelope sender, in lower case.</summary>
    public string Token { get; init; } = "";

    /// <summary>Its Message-ID, without angle brackets.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>The known-bad address.</summary>
    public string Recipient { get; init; } = "";

    /// <summary>When the schedule wanted it.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>When it was sent.</summary>
    public DateTimeOffset SentAt { get; init; }

    /// <summary>When it has to be home.</summary>
    public DateTimeOffset HomeBy { get; init; }

    /// <summary>One of <see cref="CanaryOutcome"/>.</summary>
    public string Outcome { get; init; } = CanaryOutcome.Waiting;

    /// <summary>The sending server's words, or the fault.</summary>
    public string? Answer { get; init; }

    /// <summary>When its bounce was filed.</summary>
    public DateTimeOffset? HomeAt { get; init; }

    /// <summary>Events up to this one were compared with the token.</summary>
    public long LookedTo { get; init; }
}
