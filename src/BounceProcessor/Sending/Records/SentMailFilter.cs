namespace BounceProcessor.Sending.Records;

/// <summary>Which sent mails to show; what is <see langword="null"/> does not restrict.</summary>
internal sealed record SentMailFilter
{
    /// <summary>Code of the company.</summary>
    public string? Company { get; init; }

    /// <summary>Code of the user who sends, as on the card.</summary>
    public string? User { get; init; }

    /// <summary>Source document, whole.</summary>
    public string? Document { get; init; }

    /// <summary>Customer or contact code, whole.</summary>
    public string? Customer { get; init; }

    /// <summary>Address of a recipient, whole.</summary>
    public string? Recipient { get; init; }

    /// <summary>Part of subject, document, customer, Message-ID or From.</summary>
    public string? Text { get; init; }

    /// <summary>One of the codes of <see cref="SentMailState"/>.</summary>
    public string? State { get; init; }

    /// <summary>The mass mail it is part of.</summary>
    public long? BatchId { get; init; }
}
