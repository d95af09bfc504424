namespace BounceProcessor.Host.Commands.Sending;

/// <summary>A request to send as it stands in a JSON file; as <see cref="BounceProcessor.Sending.Composing.MailRequest"/>, attachments in base64.</summary>
internal sealed class WrittenRequest
{
    public string? Company { get; init; }

    public string? User { get; init; }

    public string? From { get; init; }

    public IReadOnlyList<WrittenRecipient>? Recipients { get; init; }

    public string? Subject { get; init; }

    public string? Text { get; init; }

    public string? Html { get; init; }

    public IReadOnlyList<WrittenAttachment>? Attachments { get; init; }

    public string? Customer { get; init; }

    public string? Document { get; init; }

    public bool IsAutomatic { get; init; }

    public string? IdempotencyKey { get; init; }

    internal sealed class WrittenRecipient
    {
        public string? Kind { get; init; }

        public string? Address { get; init; }

        public string? Name { get; init; }
    }

    internal sealed class WrittenAttachment
    {
        public string? Name { get; init; }

        public string? ContentType { get; init; }

        public string? Content { get; init; }

        public string? ContentId { get; init; }
    }
}
