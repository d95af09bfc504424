namespace BounceProcessor.MassMail;

/// <summary>How many rows share these states.</summary>
internal sealed record RowCount
{
    public required string State { get; init; }

    public string? Sending { get; init; }

    public string? Returned { get; init; }

    public required long Number { get; init; }
}
