namespace BounceProcessor.MassMail;

/// <summary>A mass mail.</summary>
public sealed record Batch
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Code of the company.</summary>
    public required string Company { get; init; }

    /// <summary>Code of the user who sends.</summary>
    public required string UserCode { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Code of the <see cref="BatchState"/>.</summary>
    public required string State { get; init; }

    /// <summary>Another From than the user's e-mail.</summary>
    public string? FromAddress { get; init; }

    /// <summary>Template of the subject.</summary>
    public required string SubjectTemplate { get; init; }

    /// <summary>Template of the text.</summary>
    public string? TextTemplate { get; init; }

    /// <summary>Template of the HTML.</summary>
    public string? HtmlTemplate { get; init; }

    /// <summary>Template of the address or link for List-Unsubscribe.</summary>
    public string? UnsubscribeTemplate { get; init; }

    /// <summary>JSON list of the headers.</summary>
    public required string Columns { get; init; }

    /// <summary>JSON list of what was noticed when the rows were read.</summary>
    public required string Notices { get; init; }

    /// <summary>No person wrote the letters.</summary>
    public required bool IsAutomatic { get; init; }

    /// <summary>Code of the <see cref="DuplicateRule"/>.</summary>
    public required string Duplicates { get; init; }

    /// <summary>At most so many mails a minute.</summary>
    public long? RatePerMinute { get; init; }

    /// <summary>Why it was paused by itself, in English.</summary>
    public string? FaultEn { get; init; }

    /// <summary>Why it was paused by itself, in Estonian.</summary>
    public string? FaultEt { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was started first.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was done or stopped.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When anything but its rows changed last.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>With a rate: when the next row may go.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>By which a repeated request is known; <see langword="null"/> for none.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Of the request that made it; with a key.</summary>
    public string? RequestHash { get; init; }
}
