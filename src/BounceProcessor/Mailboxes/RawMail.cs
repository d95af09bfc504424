namespace BounceProcessor.Mailboxes;

/// <summary>The bytes of one mail.</summary>
/// <param name="Entry">What the listing said of it.</param>
/// <param name="Bytes">The whole mail, or its headers alone.</param>
/// <param name="HeadersOnly">The mail is above the size limit.</param>
public sealed record RawMail(MailEntry Entry, ReadOnlyMemory<byte> Bytes, bool HeadersOnly);
