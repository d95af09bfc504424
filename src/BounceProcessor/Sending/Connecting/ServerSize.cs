namespace BounceProcessor.Sending.Connecting;

/// <summary>The largest mail that a server takes.</summary>
internal sealed record ServerSize
{
    /// <summary>Host and port.</summary>
    public required string Server { get; init; }

    /// <summary>In bytes (RFC 1870).</summary>
    public required long LargestBytes { get; init; }

    /// <summary>When it said so last.</summary>
    public required DateTimeOffset LearnedAt { get; init; }
}
