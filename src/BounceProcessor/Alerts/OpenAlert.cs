namespace BounceProcessor.Alerts;

/// <summary>An alert whose cause is not gone yet.</summary>
internal sealed class OpenAlert
{
    /// <summary>Number of the alert.</summary>
    public long Id { get; init; }

    /// <summary>Company of the mailbox.</summary>
    public string Company { get; init; } = "";

    /// <summary>The mailbox.</summary>
    public string Mailbox { get; init; } = "";

    /// <summary>One of <see cref="AlertCondition"/>.</summary>
    public string Condition { get; init; } = "";

    /// <summary>Its event.</summary>
    public long EventId { get; init; }

    /// <summary>When it was raised.</summary>
    public DateTimeOffset RaisedAt { get; init; }
}
