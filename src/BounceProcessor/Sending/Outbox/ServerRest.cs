using BounceProcessor.Diagnosis;

namespace BounceProcessor.Sending.Outbox;

/// <summary>A server that is left alone for a while. All processes keep to it.</summary>
internal sealed record ServerRest
{
    /// <summary>Host, port and user name.</summary>
    public required string Server { get; init; }

    /// <summary>The how-manieth fault in a row it is.</summary>
    public required long Faults { get; init; }

    /// <summary>Not asked before this time.</summary>
    public required DateTimeOffset RestUntil { get; init; }

    /// <summary>Code of <see cref="Cause"/>.</summary>
    public required string CauseCode { get; init; }

    /// <summary>Why it rests.</summary>
    public RestCause Cause => Codes.Parse<RestCause>(CauseCode) ?? RestCause.Connection;

    /// <summary>What it said, or what happened instead.</summary>
    public required string Reply { get; init; }

    /// <summary>When it was asked last.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
}
