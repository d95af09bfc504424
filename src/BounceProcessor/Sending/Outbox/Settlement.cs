using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Records;

namespace BounceProcessor.Sending.Outbox;

/// <summary>What is stored of one try.</summary>
internal sealed record Settlement
{
    /// <summary>The transmission.</summary>
    public required TakenTransmission Taken { get; init; }

    /// <summary>Code of its new <see cref="TransmissionState"/>.</summary>
    public required string State { get; init; }

    /// <summary>Host, port and user name of the server that was asked.</summary>
    public required string Server { get; init; }

    /// <summary>Host that was asked, for reports.</summary>
    public required string Host { get; init; }

    /// <summary>1 when a server was asked about this mail.</summary>
    public required long Tries { get; init; }

    /// <summary>When it is tried again, if it is.</summary>
    public required DateTimeOffset NextAt { get; init; }

    /// <summary>The last reply or fault.</summary>
    public string? Reply { get; init; }

    /// <summary>The number the server gave it.</summary>
    public string? QueueId { get; init; }

    /// <summary>Each recipient's new state; those that still wait too.</summary>
    public required IReadOnlyList<RecipientSettlement> Recipients { get; init; }

    /// <summary>Every recipient was accepted, which is stored in one statement.</summary>
    public bool IsPlain => State == TransmissionState.Done.ToCode() && Recipients.All(recipient => recipient.State == RecipientState.Accepted);

    /// <summary>Those refused for good.</summary>
    public IReadOnlyList<RecipientSettlement> Refused => [.. Recipients.Where(recipient => recipient.State == RecipientState.Refused)];

    /// <summary>What was said of the recipient that fared worst; others may have been accepted meanwhile.</summary>
    public string? Worst => (Recipients.FirstOrDefault(recipient => recipient.State == RecipientState.Refused)
        ?? Recipients.FirstOrDefault(recipient => recipient.State == RecipientState.Waiting))?.Reply ?? Reply;
}
