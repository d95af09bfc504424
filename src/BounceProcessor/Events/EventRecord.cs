namespace BounceProcessor.Events;

/// <summary>One event: one mail that reached an event mailbox, about one recipient. Codes are those of BounceProcessor.Diagnosis.</summary>
public sealed record EventRecord
{
    /// <summary>The event's code, a number; assigned when filed.</summary>
    public required long Id { get; init; }

    /// <summary>The company it belongs to; empty for <em>unresolved</em>.</summary>
    public required string Company { get; init; }

    /// <summary>The mailbox it came from.</summary>
    public required string Mailbox { get; init; }

    /// <summary>Kind of mail: <c>failure</c>, <c>delay</c>, <c>auto-reply</c>, …</summary>
    public required string Kind { get; init; }

    /// <summary>new, in-work, resolved, ignored.</summary>
    public required string Status { get; init; }

    /// <summary>The user who sent the failed mail: the code where the sent mail is known, else Reply-To or From of the returned copy; <see langword="null"/> when unknown.</summary>
    public string? SenderUser { get; init; }

    /// <summary>Customer or contact code, from the sent mail.</summary>
    public string? Customer { get; init; }

    /// <summary>Source document, from the sent mail.</summary>
    public string? Document { get; init; }

    /// <summary>The recipient as mailed; empty for mail that is about no recipient.</summary>
    public required string Recipient { get; init; }

    /// <summary>Where the mail had been forwarded to when it failed; <see langword="null"/> when the same or unknown.</summary>
    public string? FinalRecipient { get; init; }

    /// <summary>Reason code; the condition of an alert; <see langword="null"/> for anything else.</summary>
    public string? Reason { get; init; }

    /// <summary>Severity code; <see langword="null"/> for anything but failures and delays.</summary>
    public string? Severity { get; init; }

    /// <summary>Fixer code; <see langword="null"/> for anything but failures and delays.</summary>
    public string? Fixer { get; init; }

    /// <summary>Confidence code; <see langword="null"/> for anything but failures and delays.</summary>
    public string? Confidence { get; init; }

    /// <summary>The deciding enhanced status code, <c>5.1.1</c>.</summary>
    public string? EnhancedStatus { get; init; }

    /// <summary>The refusing server's reply code.</summary>
    public long? ReplyCode { get; init; }

    /// <summary>The refusing server's words.</summary>
    public string? Diagnostic { get; init; }

    /// <summary>The host that wrote the report.</summary>
    public string? ReportingMta { get; init; }

    /// <summary>The host that refused.</summary>
    public string? RemoteMta { get; init; }

    /// <summary>The rule that decided.</summary>
    public string? Rule { get; init; }

    /// <summary>What the rule matched.</summary>
    public string? MatchedWords { get; init; }

    /// <summary>Where the matched words stood.</summary>
    public string? MatchedIn { get; init; }

    /// <summary>What was overruled, one a line: rule, reason, and in parentheses the step whose evidence counts less.</summary>
    public string? Overruled { get; init; }

    /// <summary>The check that failed at the receiver: <c>spf</c>, <c>dkim</c> or <c>dmarc</c>; <see langword="null"/> when the words do not say.</summary>
    public string? CheckedMechanism { get; init; }

    /// <summary>What was checked: <c>mfrom</c>, <c>helo</c> or <c>from</c>.</summary>
    public string? CheckedIdentity { get; init; }

    /// <summary>The domain that was checked.</summary>
    public string? CheckedDomain { get; init; }

    /// <summary>The client address that was checked.</summary>
    public string? CheckedIp { get; init; }

    /// <summary>The result as in RFC 8601.</summary>
    public string? CheckedResult { get; init; }

    /// <summary>The host that checked.</summary>
    public string? CheckedReceiver { get; init; }

    /// <summary>The code in the words, the one in the Status field, and why one was taken; <see langword="null"/> when they did not differ.</summary>
    public string? StatusConflict { get; init; }

    /// <summary>What the kind was told by, in the written form of <see cref="Diagnosis.Reading.KindEvidence"/>; rows of older versions hold an English sentence.</summary>
    public required string KindEvidence { get; init; }

    /// <summary>Arrival of the mail.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it should be dealt with, by severity.</summary>
    public DateTimeOffset? DeadlineAt { get; init; }

    /// <summary>Who handles it.</summary>
    public string? Performer { get; init; }

    /// <summary>Plain summary, then the words of the notice.</summary>
    public required string Content { get; init; }

    /// <summary>Outcome of handling.</summary>
    public string? Feedback { get; init; }

    /// <summary>Internal comment.</summary>
    public string? Note { get; init; }

    /// <summary>0 low, 1 normal, 2 high.</summary>
    public required long Priority { get; init; }

    /// <summary>The mail was above the size limit and only its headers were read.</summary>
    public required bool HeadersOnly { get; init; }

    /// <summary>Subject of the arrived mail.</summary>
    public string? Subject { get; init; }

    /// <summary>Message-ID of the mail that failed.</summary>
    public string? OriginalMessageId { get; init; }

    /// <summary>From of the mail that failed.</summary>
    public string? OriginalFrom { get; init; }

    /// <summary>To of the mail that failed.</summary>
    public string? OriginalTo { get; init; }

    /// <summary>Subject of the mail that failed.</summary>
    public string? OriginalSubject { get; init; }

    /// <summary>Date of the mail that failed.</summary>
    public DateTimeOffset? OriginalDate { get; init; }

    /// <summary>The stored raw mail.</summary>
    public required long MailId { get; init; }

    /// <summary>When it was filed.</summary>
    public required DateTimeOffset FiledAt { get; init; }

    /// <summary>Last change.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Who changed it last; <c>system</c> when nobody did.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>Code of the <see cref="MatchTrust"/>: how sure it is that a mail of ours is meant; <see langword="null"/> for mail that speaks of none.</summary>
    public string? Trust { get; init; }

    /// <summary>What it was matched by, in the written form of <see cref="Events.MatchEvidence"/>.</summary>
    public string? MatchEvidence { get; init; }

    /// <summary>Number of the sent mail.</summary>
    public long? SentMailId { get; init; }

    /// <summary>Number of the sent mail's recipient; only where <see cref="Trust"/> is proved or matched.</summary>
    public long? SentRecipientId { get; init; }
}
