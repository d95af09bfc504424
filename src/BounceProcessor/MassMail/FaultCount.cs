namespace BounceProcessor.MassMail;

/// <summary>How many rows have the same first fault.</summary>
public sealed record FaultCount
{
    /// <summary>Code of the fault.</summary>
    public required string Code { get; init; }

    /// <summary>Rows.</summary>
    public required long Number { get; init; }
}
