namespace BounceProcessor.Diagnosis.Reading;

/// <summary>What one mail says, without a conclusion about the reasons.</summary>
public sealed record MailReading
{
    /// <summary>What arrived.</summary>
    public required MailKind Kind { get; init; }

    /// <summary>What the kind was told by. For <see cref="MailKind.Unreadable"/> the fault.</summary>
    public required KindEvidence KindEvidence { get; init; }

    /// <summary>The reader that understood the report: <c>rfc3464</c>, <c>exim</c>, <c>qmail</c>; <see langword="null"/> for mail that is no report.</summary>
    public string? Format { get; init; }

    /// <summary>One entry a recipient, in the order of the report; empty for anything but reports. At most 10,000.</summary>
    public IReadOnlyList<ReportedRecipient> Recipients { get; init; } = [];

    /// <summary>The host that wrote the report, lower case; <see langword="null"/> when it does not say.</summary>
    public string? ReportingMta { get; init; }

    /// <summary>The ENVID that the failed mail was handed over with (RFC 3464, section 2.2.1), decoded; <see langword="null"/> when not reported.</summary>
    public string? EnvelopeId { get; init; }

    /// <summary>The mail that failed; <see langword="null"/> when nothing of it was found.</summary>
    public OriginalMessage? Original { get; init; }

    /// <summary>The headers of this mail.</summary>
    public required MailHeaders Headers { get; init; }

    /// <summary>The human-readable part, line breaks kept, at most 16,000 characters.</summary>
    public string Text { get; init; } = "";
}
