namespace BounceProcessor.Sending.Composing;

/// <summary>What is to be sent, as a caller asks for it.</summary>
public sealed record MailRequest
{
    /// <summary>Code of the company.</summary>
    public required string Company { get; init; }

    /// <summary>Code of the user who sends.</summary>
    public required string User { get; init; }

    /// <summary>Another From than the user's e-mail; it must be among the company's sending addresses. Not in Directo-Reply-To, where it is the Reply-To.</summary>
    public string? From { get; init; }

    /// <summary>The addressees, 1 to 500.</summary>
    public required IReadOnlyList<MailRecipient> Recipients { get; init; }

    /// <summary>The subject; one line.</summary>
    public required string Subject { get; init; }

    /// <summary>Plain text; may be <see langword="null"/> when there is HTML.</summary>
    public string? Text { get; init; }

    /// <summary>HTML; may be <see langword="null"/> when there is text.</summary>
    public string? Html { get; init; }

    /// <summary>Attachments and inline images.</summary>
    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    /// <summary>Customer or contact code.</summary>
    public string? Customer { get; init; }

    /// <summary>Source document, such as <c>invoice 1024</c>.</summary>
    public string? Document { get; init; }

    /// <summary>No person wrote it: <c>Auto-Submitted: auto-generated</c> (RFC 3834, section 5).</summary>
    public bool IsAutomatic { get; init; }

    /// <summary>Where a reader says that no more such letters are wanted: an address or an https link, for List-Unsubscribe (RFC 2369, RFC 8058); <see langword="null"/> for none.</summary>
    public string? Unsubscribe { get; init; }

    /// <summary>The same key of the same company is the same mail; at most 128 characters.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>The mass mail it is part of.</summary>
    public long? BatchId { get; init; }

    /// <summary>The event from which it is sent again.</summary>
    public long? ResentEventId { get; init; }
}
