using BounceProcessor.MassMail.Templates;

namespace BounceProcessor.MassMail;

/// <summary>A mass mail as somebody wants it.</summary>
public sealed record NewBatch
{
    /// <summary>Code of the company.</summary>
    public required string Company { get; init; }

    /// <summary>Code of the user who sends.</summary>
    public required string User { get; init; }

    /// <summary>What people call it; at most 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>The letter.</summary>
    public required LetterSource Letter { get; init; }

    /// <summary>Another From than the user's e-mail; <see langword="null"/> for that.</summary>
    public string? From { get; init; }

    /// <summary>No person wrote the letters (invoices): <c>Auto-Submitted: auto-generated</c> (RFC 3834), so that no automatic reply answers them.</summary>
    public bool IsAutomatic { get; init; }

    /// <summary>When a second row with the same address is a fault.</summary>
    public DuplicateRule Duplicates { get; init; }

    /// <summary>At most so many mails a minute, 1 to 100000; <see langword="null"/>: as fast as the server takes them.</summary>
    public int? RatePerMinute { get; init; }

    /// <summary>Who asks for it, for the history.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>A name by which the same request is known again; <see langword="null"/> for none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Of all that is asked for; with a key.</summary>
    public string? RequestHash { get; init; }
}
