using BounceProcessor.Diagnosis;
using BounceProcessor.Events;
using BounceProcessor.Mailboxes;
using BounceProcessor.Rules;

using Microsoft.Extensions.Logging;

namespace BounceProcessor.Intake;

/// <summary>Diagnoses mails, finds their company, hashes and compresses them: everything that needs no database, on all cores.</summary>
internal sealed class MailPreparation(RulesInForce rules, CompanyResolver companies, ILogger<MailPreparation> logger)
{
    /// <summary>Judges by the rules in force now; a run keeps the one it began with.</summary>
    public MailDiagnoser Diagnoser => rules.State.Diagnoser;

    /// <summary>Names the code and the rules in force now.</summary>
    public string Fingerprint => rules.State.Fingerprint;

    /// <summary>Prepares one batch; the order stays.</summary>
    public async Task<IReadOnlyList<PreparedMail>> PrepareAsync(
        IReadOnlyList<RawMail> batch, IntakeRequest request, MailDiagnoser diagnoser, CancellationToken cancellationToken)
    {
        await companies.RefreshAsync(cancellationToken);
        var state = rules.State;
        var fingerprint = ReferenceEquals(state.Diagnoser, diagnoser) ? state.Fingerprint : "";
        var prepared = new PreparedMail[batch.Count];
        await Parallel.ForAsync(0, batch.Count, cancellationToken, (i, token) =>
        {
            prepared[i] = Prepare(batch[i], request, diagnoser, token) with { Fingerprint = fingerprint };
            return ValueTask.CompletedTask;
        });
        return prepared;
    }

    /// <summary>Prepares one mail on the caller's thread; what our code fails on comes back with the fault.</summary>
    public PreparedMail Prepare(RawMail raw, IntakeRequest request, MailDiagnoser diagnoser, CancellationToken cancellationToken)
    {
        try
        {
            var diagnosis = diagnoser.Diagnose(raw.Bytes, cancellationToken);
            var company = companies.Resolve(request.Options, diagnosis.Reading.Headers);
            var mail = NewMail.Prepare(
                company, request.Mailbox, raw.Entry.ReceivedAt, raw.Bytes.Span, raw.HeadersOnly, diagnosis);
            return new PreparedMail(raw, company, mail, null);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or OutOfMemoryException))
        {
            // One bad mail is set aside and the rest of the mailbox goes on. A fault's message may quote the mail, so the log has its kind alone.
            IntakeLog.MailSetAside(logger, request.Mailbox, raw.Entry.Key, fault.GetType().Name);
            return new PreparedMail(raw, request.Options.Company, null, fault.ToString());
        }
    }
}
