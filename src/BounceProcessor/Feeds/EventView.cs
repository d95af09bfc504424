using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Events;

namespace BounceProcessor.Feeds;

/// <summary>An event as a company's programs see it. Codes are lower case with hyphens; more of them may come.</summary>
public sealed record EventView
{
    /// <summary>The event's code.</summary>
    public required long Id { get; init; }

    /// <summary>What arrived: failure, delay, delivered, auto-reply, reply, complaint, …</summary>
    public required string Kind { get; init; }

    /// <summary>new, in-work, resolved or ignored.</summary>
    public required string Status { get; init; }

    /// <summary>The recipient as mailed; empty for mail that is about no recipient.</summary>
    public required string Recipient { get; init; }

    /// <summary>Why a mail failed or is late; null for anything else.</summary>
    public string? Reason { get; init; }

    /// <summary>The reason in words.</summary>
    public LocalizedText? ReasonTitle { get; init; }

    /// <summary>What to do, in one sentence.</summary>
    public LocalizedText? ReasonAdvice { get; init; }

    /// <summary>hard, soft, block or review.</summary>
    public string? Severity { get; init; }

    /// <summary>Who can put it right.</summary>
    public string? Fixer { get; init; }

    /// <summary>How sure the reason is: high, medium or low.</summary>
    public string? Confidence { get; init; }

    /// <summary>Enhanced status code (RFC 3463).</summary>
    public string? EnhancedStatus { get; init; }

    /// <summary>The refusing server's reply code.</summary>
    public long? ReplyCode { get; init; }

    /// <summary>The refusing server's words.</summary>
    public string? Diagnostic { get; init; }

    /// <summary>The host that refused.</summary>
    public string? RemoteHost { get; init; }

    /// <summary>How sure it is that a mail of ours is meant: proved, matched, likely, unmatched or suspicious.</summary>
    public string? Trust { get; init; }

    /// <summary>Number of the sent mail.</summary>
    public long? MailId { get; init; }

    /// <summary>Code of the user who sent it.</summary>
    public string? User { get; init; }

    /// <summary>Customer or contact code.</summary>
    public string? Customer { get; init; }

    /// <summary>Source document.</summary>
    public string? Document { get; init; }

    /// <summary>Message-ID of the mail that failed, without angle brackets.</summary>
    public string? MessageId { get; init; }

    /// <summary>Subject of the mail that failed; of the arrived one where that is not known.</summary>
    public string? Subject { get; init; }

    /// <summary>When the report arrived.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When somebody should have dealt with it.</summary>
    public DateTimeOffset? DeadlineAt { get; init; }

    /// <summary>Who handles it.</summary>
    public string? Performer { get; init; }

    /// <summary>Outcome of handling.</summary>
    public string? Feedback { get; init; }

    /// <summary>When it was filed.</summary>
    public required DateTimeOffset FiledAt { get; init; }

    /// <summary>Last change.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The view of a row.</summary>
    internal static EventView Of(EventRecord row) => new()
    {
        Id = row.Id,
        Kind = row.Kind,
        Status = row.Status,
        Recipient = row.Recipient,
        Reason = row.Reason,
        ReasonTitle = row.Reason is null ? null : RuleBook.Embedded.Reason(row.Reason)?.Title,
        ReasonAdvice = row.Reason is null ? null : RuleBook.Embedded.Reason(row.Reason)?.Advice,
        Severity = row.Severity,
        Fixer = row.Fixer,
        Confidence = row.Confidence,
        EnhancedStatus = row.EnhancedStatus,
        ReplyCode = row.ReplyCode,
        Diagnostic = row.Diagnostic,
        RemoteHost = row.RemoteMta,
        Trust = row.Trust,
        MailId = row.SentMailId,
        User = row.SenderUser,
        Customer = row.Customer,
        Document = row.Document,
        MessageId = row.OriginalMessageId,
        Subject = row.OriginalSubject ?? row.Subject,
        StartedAt = row.StartedAt,
        DeadlineAt = row.DeadlineAt,
        Performer = row.Performer,
        Feedback = row.Feedback,
        FiledAt = row.FiledAt,
        ChangedAt = row.ChangedAt,
    };
}
