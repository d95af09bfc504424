namespace BounceProcessor.Sending.Composing;

/// <summary>The recipients of one SMTP transaction.</summary>
/// <param name="Recipients">Each address once, as RCPT TO names it.</param>
/// <param name="NeedsSmtpUtf8">The server has to offer SMTPUTF8 (RFC 6531): what stands before an @ in the envelope or in a header is not ASCII.</param>
internal sealed record RecipientGroup(IReadOnlyList<MailRecipient> Recipients, bool NeedsSmtpUtf8);
