namespace BounceProcessor.Host.Pages.Mailboxes;

/// <summary>The loaded mailboxes.</summary>
/// <param name="Mailboxes">All of the configuration.</param>
public sealed record MailboxListView(IReadOnlyList<MailboxView> Mailboxes);
