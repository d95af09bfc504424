namespace BounceProcessor.Sending.Outbox;

/// <summary>A mail as it is stored.</summary>
internal sealed class StoredContent
{
    /// <summary>Its number.</summary>
    public long MailId { get; init; }

    /// <summary>Its bytes when it is no longer compressed.</summary>
    public long SizeBytes { get; init; }

    /// <summary>The mail, compressed.</summary>
    public byte[] Compressed { get; init; } = [];
}
