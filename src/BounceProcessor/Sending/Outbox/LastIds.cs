namespace BounceProcessor.Sending.Outbox;

/// <summary>The greatest numbers given so far.</summary>
internal sealed record LastIds
{
    public long Mail { get; init; }

    public long Transmission { get; init; }

    public long Recipient { get; init; }
}
