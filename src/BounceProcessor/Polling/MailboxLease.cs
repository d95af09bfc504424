namespace BounceProcessor.Polling;

/// <summary>The right to poll a mailbox, for a while.</summary>
/// <param name="Mailbox">The mailbox's name.</param>
/// <param name="Fencing">Number of the lease.</param>
internal sealed record MailboxLease(string Mailbox, long Fencing);
