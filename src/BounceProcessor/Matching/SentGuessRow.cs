namespace BounceProcessor.Matching;

/// <summary>A mail sent to one address.</summary>
internal sealed class SentGuessRow
{
    public string Company { get; init; } = "";

    public string AddressKey { get; init; } = "";

    public long MailId { get; init; }

    public string Subject { get; init; } = "";

    public DateTimeOffset AcceptedAt { get; init; }
}
