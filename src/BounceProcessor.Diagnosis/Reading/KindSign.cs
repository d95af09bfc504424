namespace BounceProcessor.Diagnosis.Reading;

/// <summary>What the kind of a mail was told by.</summary>
public enum KindSign
{
    /// <summary>A delivery status (RFC 3464); value: where its fields stood and how many recipients they name.</summary>
    DeliveryStatus,

    /// <summary>A notice in words; value: the reader that understood it and how many recipients it names.</summary>
    Notice,

    /// <summary>A notice inside an attached message; value: what that one was told by, in its written form.</summary>
    ForwardedNotice,

    /// <summary>A <c>message/feedback-report</c> (RFC 5965), whole or as fields in a text; value: where.</summary>
    FeedbackReport,

    /// <summary>The words or headers of an abuse desk; value: the header, if it was one.</summary>
    ComplaintWords,

    /// <summary>A disposition notification (RFC 8098), whole or as fields in a text; value: where.</summary>
    DispositionNotification,

    /// <summary>Subject and words of a read receipt.</summary>
    ReceiptWords,

    /// <summary>A calendar part.</summary>
    Calendar,

    /// <summary>A quarantine digest, or an aggregate report on DMARC or TLS.</summary>
    Digest,

    /// <summary>A mailing list tells of membership or moderation.</summary>
    ListWords,

    /// <summary>Something was taken out of a mail and the rest delivered.</summary>
    Cleaned,

    /// <summary>Words that a mail was delivered.</summary>
    DeliveredWords,

    /// <summary>Words that ask the sender to confirm.</summary>
    ChallengeWords,

    /// <summary>A header by which programs mark their mail; value: the header, with its value if that decides.</summary>
    AutomaticHeader,

    /// <summary>The subject of an automatic answer.</summary>
    AutomaticSubject,

    /// <summary>The words of an automatic answer, in a mail that no person sent by hand.</summary>
    AutomaticWords,

    /// <summary>A person answers another mail.</summary>
    Answer,

    /// <summary>A person quotes or passes on a notice.</summary>
    QuotedNotice,

    /// <summary>Sent to many: a newsletter, or a mail of a list.</summary>
    Bulk,

    /// <summary>Nothing in it reports a delivery.</summary>
    NothingReported,

    /// <summary>The mail has no bytes.</summary>
    Empty,

    /// <summary>The bytes are no mail.</summary>
    NoMail,

    /// <summary>The mail has no header.</summary>
    NoHeader,
}
