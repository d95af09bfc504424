namespace BounceProcessor.Rediagnosis;

/// <summary>One mail that was filed, without its bytes.</summary>
internal sealed record StoredMail
{
    public required long Id { get; init; }

    /// <summary>Empty for unresolved.</summary>
    public required string Company { get; init; }

    public required string Mailbox { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required bool HeadersOnly { get; init; }

    public required long SizeBytes { get; init; }
}
