using BounceProcessor.Mailboxes;

namespace BounceProcessor.Intake;

/// <summary>What to take in.</summary>
/// <param name="Mailbox">The mailbox's name in the configuration; the ledger goes by it.</param>
/// <param name="Options">Company, size limit and time budget are read from it.</param>
/// <param name="DryRun">Only tell what would be filed: nothing is written and nothing is settled.</param>
internal sealed record IntakeRequest(string Mailbox, MailboxOptions Options, bool DryRun)
{
    /// <summary>Whether the mailbox is to be told about mails whose events are committed.</summary>
    public bool Settles => !DryRun && Options.AfterFiling != AfterFiling.Leave;
}
