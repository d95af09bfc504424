using BounceProcessor.Diagnosis;
using BounceProcessor.Events;
using BounceProcessor.Host.Pages.Text;

namespace BounceProcessor.Host.Pages.Events;

/// <summary>What the list shows of an event. Small, because the first paint hands it to the live page.</summary>
public sealed record EventRow
{
    private static readonly string Suspicious = MatchTrust.Suspicious.ToCode();

    /// <summary>Number of the event.</summary>
    public required long Id { get; init; }

    /// <summary>Arrival, UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>As mailed, made visible, shortened; empty for none.</summary>
    public required string Recipient { get; init; }

    /// <summary>Of the failed mail, else of the arrived one; made visible, shortened.</summary>
    public string? Subject { get; init; }

    /// <summary>Reason code.</summary>
    public string? Reason { get; init; }

    /// <summary>Severity code.</summary>
    public string? Severity { get; init; }

    /// <summary>Company code; empty for unresolved.</summary>
    public required string Company { get; init; }

    /// <summary>Kind code.</summary>
    public required string Kind { get; init; }

    /// <summary>Status code.</summary>
    public required string Status { get; init; }

    /// <summary>It names something of ours that it should not.</summary>
    public bool IsSuspicious { get; init; }

    internal static EventRow Of(EventRecord record) => new()
    {
        Id = record.Id,
        StartedAt = record.StartedAt,
        Recipient = Visible.Short(record.Recipient, 120),
        Subject = (record.OriginalSubject ?? record.Subject) is { } subject ? Visible.Short(subject, 120) : null,
        Reason = record.Reason,
        Severity = record.Severity,
        Company = record.Company,
        Kind = record.Kind,
        Status = record.Status,
        IsSuspicious = record.Trust == Suspicious,
    };
}
