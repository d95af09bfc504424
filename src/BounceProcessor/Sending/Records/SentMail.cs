using BounceProcessor.Senders;

namespace BounceProcessor.Sending.Records;

/// <summary>A mail that was accepted for sending.</summary>
public sealed record SentMail
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Code of the company.</summary>
    public required string Company { get; init; }

    /// <summary>Code of the user who sends.</summary>
    public required string UserCode { get; init; }

    /// <summary>Message-ID on our domain, without angle brackets.</summary>
    public required string MessageId { get; init; }

    /// <summary>Code of the <see cref="SenderMode"/> it was composed for.</summary>
    public required string Mode { get; init; }

    /// <summary>Address in From.</summary>
    public required string FromAddress { get; init; }

    /// <summary>Address in Reply-To; <see langword="null"/> without one.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Subject as written.</summary>
    public required string Subject { get; init; }

    /// <summary>Customer or contact code; <see langword="null"/> when the mail was sent without one.</summary>
    public string? Customer { get; init; }

    /// <summary>Source document, such as <c>invoice 1024</c>; <see langword="null"/> when the mail was sent without one.</summary>
    public string? Document { get; init; }

    /// <summary>The mass mail it is part of.</summary>
    public long? BatchId { get; init; }

    /// <summary>The event from which it was sent again.</summary>
    public long? ResentEventId { get; init; }

    /// <summary>What the caller named it, so that the same request is one mail.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Size of the mail in bytes, without what is added at transmission.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }
}
