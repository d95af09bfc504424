namespace BounceProcessor.Events;

/// <summary>Which events a list shows; a <see langword="null"/> restricts nothing.</summary>
public sealed record EventFilter
{
    /// <summary>A company's code; empty for unresolved events.</summary>
    public string? Company { get; init; }

    /// <summary>Kind code.</summary>
    public string? Kind { get; init; }

    /// <summary>Reason code.</summary>
    public string? Reason { get; init; }

    /// <summary>Severity code.</summary>
    public string? Severity { get; init; }

    /// <summary>Status code.</summary>
    public string? Status { get; init; }

    /// <summary>Trust code.</summary>
    public string? Trust { get; init; }

    /// <summary>Customer code.</summary>
    public string? Customer { get; init; }

    /// <summary>Document.</summary>
    public string? Document { get; init; }

    /// <summary>Code of the user who sent the mail; only of events whose sent mail is known.</summary>
    public string? User { get; init; }

    /// <summary>Part of recipient, diagnostic, subject or Message-ID; upper and lower case alike.</summary>
    public string? Text { get; init; }
}
