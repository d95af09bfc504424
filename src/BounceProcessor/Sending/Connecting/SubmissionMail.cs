using BounceProcessor.Sending.Composing;

namespace BounceProcessor.Sending.Connecting;

/// <summary>One mail for one SMTP transaction.</summary>
/// <param name="Message">The mail as it goes out; it stays the caller's.</param>
/// <param name="EnvelopeSender">Address in MAIL FROM; empty for the null sender.</param>
/// <param name="Recipients">Addresses in RCPT TO.</param>
/// <param name="EnvelopeId">ENVID (RFC 3461, section 4.4): printable ASCII, at most 100 characters; <see langword="null"/> for none.</param>
internal sealed record SubmissionMail(StoredMessage Message, string EnvelopeSender, IReadOnlyList<string> Recipients, string? EnvelopeId);
