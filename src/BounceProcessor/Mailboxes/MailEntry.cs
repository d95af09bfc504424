namespace BounceProcessor.Mailboxes;

/// <summary>One mail as a listing shows it.</summary>
/// <param name="Key">Names the mail within the mailbox's generation: IMAP UID, file name with size and time, offset in an mbox.</param>
/// <param name="Position">IMAP UID, or mbox offset; 0 where the source has no order.</param>
/// <param name="SizeBytes">As the source reports it.</param>
/// <param name="ReceivedAt">INTERNALDATE or the file's time.</param>
public sealed record MailEntry(string Key, long Position, long SizeBytes, DateTimeOffset ReceivedAt);
