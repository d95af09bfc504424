using BounceProcessor.Diagnosis;
using BounceProcessor.Events;
using BounceProcessor.Intake;
using BounceProcessor.Mailboxes;

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Rediagnosis;

/// <summary>Diagnoses stored mails anew, on all cores.</summary>
internal sealed class MailRejudging(
    CompanyResolver companies, IOptions<MailboxesOptions> mailboxes, IOptions<EventOptions> events, ILogger<MailRejudging> logger)
{
    private static readonly MailboxOptions CatchAll = new();

    /// <summary>Judges some mails; the order stays.</summary>
    /// <param name="mails">The mails.</param>
    /// <param name="compressed">Their stored bytes by id; those that are gone are not in it.</param>
    /// <param name="diagnoser">The rules.</param>
    /// <param name="cancellationToken">Ends in the middle of a mail.</param>
    public async Task<IReadOnlyList<JudgedMail>> JudgeAsync(
        IReadOnlyList<StoredMail> mails, IReadOnlyDictionary<long, byte[]> compressed, MailDiagnoser diagnoser, CancellationToken cancellationToken)
    {
        await companies.RefreshAsync(cancellationToken);
        var judged = new JudgedMail[mails.Count];
        await Parallel.ForAsync(0, mails.Count, cancellationToken, (i, token) =>
        {
            var mail = mails[i];
            judged[i] = compressed.TryGetValue(mail.Id, out var bytes)
                ? Judge(mail, bytes, diagnoser, token)
                : new JudgedMail(mail, mail.Company, null, null);
            return ValueTask.CompletedTask;
        });
        return judged;
    }

    private JudgedMail Judge(StoredMail mail, byte[] compressed, MailDiagnoser diagnoser, CancellationToken cancellationToken)
    {
        try
        {
            var diagnosis = diagnoser.Diagnose(MailContent.Decompress(compressed, mail.SizeBytes), cancellationToken);
            var company = mail.Company.Length > 0
                ? mail.Company
                : companies.Resolve(mailboxes.Value.ByName.GetValueOrDefault(mail.Mailbox) ?? CatchAll, diagnosis.Reading.Headers);
            var filed = NewMail.Filed(company, mail.Mailbox, mail.ReceivedAt, mail.HeadersOnly, diagnosis);
            return new JudgedMail(mail, company, EventDraft.From(filed, events.Value), null);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or OutOfMemoryException))
        {
            // One bad mail is named and the rest goes on.
            RediagnosisLog.MailFailed(logger, mail.Id, fault);
            return new JudgedMail(mail, mail.Company, null, fault.Message);
        }
    }
}
