namespace BounceProcessor.Sending.Records;

/// <summary>One thing that happened to a transmission beside its last reply.</summary>
public sealed record TransmissionHistory
{
    /// <summary>Its number; later ones are greater.</summary>
    public required long Id { get; init; }

    /// <summary>Number of the transmission.</summary>
    public required long TransmissionId { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it; <see langword="null"/> for the outbox itself.</summary>
    public string? ChangedBy { get; init; }

    /// <summary>Code of the <see cref="HistoryAction"/>.</summary>
    public required string Action { get; init; }

    /// <summary>Host, port and user name of the server; <see langword="null"/> where none was asked.</summary>
    public string? Server { get; init; }

    /// <summary>The reply, the fault, or what the person wrote.</summary>
    public string? Text { get; init; }
}
