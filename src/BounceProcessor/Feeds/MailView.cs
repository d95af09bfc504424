namespace BounceProcessor.Feeds;

/// <summary>A mail that was accepted for sending.</summary>
public sealed record MailView
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Its Message-ID, without angle brackets.</summary>
    public required string MessageId { get; init; }

    /// <summary>Code of the user who sends.</summary>
    public required string User { get; init; }

    /// <summary>How it leaves: directo, smtp, microsoft365-oauth or directo-reply-to.</summary>
    public required string Mode { get; init; }

    /// <summary>Address in From.</summary>
    public required string From { get; init; }

    /// <summary>Address in Reply-To.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Its subject.</summary>
    public required string Subject { get; init; }

    /// <summary>Customer or contact code.</summary>
    public string? Customer { get; init; }

    /// <summary>Source document.</summary>
    public string? Document { get; init; }

    /// <summary>The mass mail it is part of.</summary>
    public long? BatchId { get; init; }

    /// <summary>The event from which it was sent again.</summary>
    public long? ResentEventId { get; init; }

    /// <summary>What the caller named it.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Its size in bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>How many recipients are in each state.</summary>
    public required IReadOnlyDictionary<string, long> States { get; init; }

    /// <summary>Its recipients; left out in lists.</summary>
    public IReadOnlyList<RecipientView>? Recipients { get; init; }
}
