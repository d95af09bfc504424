using BounceProcessor.Diagnosis.Smtp;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>What a report says of one recipient, before anything is concluded from it.</summary>
public sealed record ReportedRecipient
{
    /// <summary>The address the failure is filed under: the original one where the report has it, else the final one. Empty when the report names none.</summary>
    public required string Address { get; init; }

    /// <summary>
    /// The name in Exchange's directory that <see cref="Address"/> stands for (<c>/O=ORG/CN=Ana</c> of <c>IMCEAEX-_O=ORG_CN=Ana@…</c>), to be shown;
    /// <see langword="null"/> for an ordinary address. Where it is set, the address is nobody's contact address.
    /// </summary>
    public string? DirectoryName => EncapsulatedAddress.Decode(Address);

    /// <summary>The address as we mailed it (ORCPT, RFC 3464 section 2.3.1), decoded; <see langword="null"/> when not reported.</summary>
    public string? OriginalRecipient { get; init; }

    /// <summary>The address the mail had when it failed (RFC 3464 section 2.3.2); may be a forwarding target.</summary>
    public string? FinalRecipient { get; init; }

    /// <summary>What was done. Taken from the words of the notice where it has no such field.</summary>
    public required RecipientAction Action { get; init; }

    /// <summary>The Status field; a code that stands only in the diagnostic text is not copied here.</summary>
    public EnhancedStatusCode? Status { get; init; }

    /// <summary>The refusing server's words with white space folded; <see langword="null"/> when the report quotes none. At most 4,000 characters.</summary>
    public string? Diagnostic { get; init; }

    /// <summary>The type of the Diagnostic-Code, lower case: <c>smtp</c>, <c>x-postfix</c>, <c>x-unix</c>; <see langword="null"/> when not reported.</summary>
    public string? DiagnosticType { get; init; }

    /// <summary>The host that refused, lower case, without <c>dns;</c>; <see langword="null"/> when the report does not say.</summary>
    public string? RemoteMta { get; init; }

    /// <summary>The SMTP command that was refused, upper case (<c>RCPT</c>, <c>DATA</c>, <c>.</c> for end of data, <c>CONNECT</c>); <see langword="null"/> when the report does not say.</summary>
    public string? Stage { get; init; }

    /// <summary>The notice says that the queue's lifetime ran out, so the last reply was temporary whatever its code.</summary>
    public bool QueueExpired { get; init; }

    /// <summary>Words of the human-readable part about this recipient, white space folded; only where the report has one failed recipient, or the words stand at it. At most 4,000 characters.</summary>
    public string? NoticeText { get; init; }
}
