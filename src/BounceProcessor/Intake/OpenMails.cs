using BounceProcessor.Intake.Quarantine;

namespace BounceProcessor.Intake;

/// <summary>The mails of all mailboxes that something is still to be done about.</summary>
internal sealed class OpenMails(PollLedger ledger, QuarantineStore quarantine)
{
    private const int MostLeft = 10_000;

    /// <summary>By mailbox: those that it lists but does not hand over, at most 10,000 in all, and how many are in quarantine.</summary>
    public async Task<(ILookup<string, LeftMail> Left, IReadOnlyDictionary<string, long> Quarantined)> ListAsync(CancellationToken cancellationToken) =>
        ((await ledger.ListLeftAsync(null, MostLeft, cancellationToken)).ToLookup(mail => mail.Mailbox, StringComparer.Ordinal),
            await quarantine.CountsAsync(cancellationToken));
}
