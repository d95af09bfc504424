using System.Data.Common;

using BounceProcessor.Mailboxes;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Intake.Quarantine;

/// <summary>Runs the stored bytes of one mail in quarantine through today's code and rules.</summary>
internal sealed class QuarantineRetry(
    QuarantineStore store, QuarantineAttempts attempts, MailPreparation preparation, QuarantineFiling filing, IOptions<MailboxesOptions> mailboxes)
{
    /// <summary>Tries one mail.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="by">Who has it tried.</param>
    /// <param name="owner">The process that tries.</param>
    /// <param name="cancellationToken">Nothing is filed; the mail stays as it was.</param>
    /// <exception cref="DbException">The database is full, locked or gone; the mail stays as it was.</exception>
    public async Task<RetryOutcome> RetryAsync(long id, string by, string owner, CancellationToken cancellationToken)
    {
        if (!await attempts.BeginAsync(id, owner, cancellationToken) || await store.FindAsync(id, cancellationToken) is not { } entry)
        {
            return new RetryOutcome(id, RetryResult.NotThere, null, null);
        }

        try
        {
            return await TryAsync(entry, by, cancellationToken);
        }
        catch (Exception fault) when (fault is OperationCanceledException or DbException)
        {
            await TakeBackAsync(id);
            throw;
        }
    }

    private async Task<RetryOutcome> TryAsync(QuarantineEntry entry, string by, CancellationToken cancellationToken)
    {
        var options = mailboxes.Value.ByName.GetValueOrDefault(entry.Mailbox);
        var fingerprint = preparation.Fingerprint;
        var outcome = (MailOutcome?)null;
        string? fault;
        try
        {
            var prepared = await PrepareAsync(entry, options ?? new MailboxOptions { Company = entry.Company }, cancellationToken);
            fault = prepared.Mail is null ? prepared.Fault ?? "not prepared" : null;
            if (prepared.Mail is { } mail)
            {
                outcome = await filing.FileAsync(
                    entry, prepared, mail, options is { AfterFiling: not AfterFiling.Leave }, by, cancellationToken);
            }
        }
        catch (Exception broke) when (broke is OutOfMemoryException || StorageFault.IsOfOneMail(broke))
        {
            fault = broke.ToString();
        }

        if (fault is not null)
        {
            await attempts.FailAsync(entry, fault, fingerprint, by, cancellationToken);
            return new RetryOutcome(entry.Id, RetryResult.FailedAgain, null, fault);
        }

        return new RetryOutcome(entry.Id, outcome is null ? RetryResult.NotThere : RetryResult.Filed, outcome, null);
    }

    private async Task<PreparedMail> PrepareAsync(QuarantineEntry entry, MailboxOptions options, CancellationToken cancellationToken)
    {
        var bytes = await store.BytesAsync(entry.Id, cancellationToken)
            ?? throw new InvalidDataException($"The bytes of mail {entry.Id} in quarantine are gone.");
        var raw = new RawMail(new MailEntry(entry.MailKey, entry.Position, entry.SizeBytes, entry.ReceivedAt), bytes, entry.HeadersOnly);
        var request = new IntakeRequest(entry.Mailbox, options, DryRun: false);
        return (await preparation.PrepareAsync([raw], request, preparation.Diagnoser, cancellationToken))[0];
    }

    private async Task TakeBackAsync(long id)
    {
        try
        {
            await attempts.EndAsync(id, CancellationToken.None);
        }
        catch (DbException)
        {
            return; // the first fault is the one to tell; the next round finds this process's note and takes it back
        }
    }
}
