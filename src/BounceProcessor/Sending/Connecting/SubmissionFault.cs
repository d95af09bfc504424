using BounceProcessor.Diagnosis;

namespace BounceProcessor.Sending.Connecting;

/// <summary>Why a server cannot be used, for the person who has to mend it.</summary>
/// <param name="Stage">Where it failed.</param>
/// <param name="Cause">What failed, with its value; no capital letter, no full stop.</param>
/// <param name="Remedy">What to do; likewise.</param>
public sealed record SubmissionFault(SubmissionStage Stage, LocalizedText Cause, LocalizedText Remedy)
{
    /// <summary>The server's answer; <see langword="null"/> when it gave none.</summary>
    public ServerReply? Reply { get; init; }

    /// <summary>
    /// The server and its address inside the operator's network, such as <c>mail.example.org = 10.1.2.3</c>, where <c>Sending:Connecting:AllowedNetworks</c> does not
    /// open it and nobody connected to it; else <see langword="null"/>.
    /// </summary>
    public string? InsideNetwork { get; init; }

    /// <summary>The same may work later without anybody's doing.</summary>
    public bool IsTemporary { get; init; }
}
