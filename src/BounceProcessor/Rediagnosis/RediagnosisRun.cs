using System.Data.Common;

using BounceProcessor.Rules;

using Microsoft.Extensions.Logging;

namespace BounceProcessor.Rediagnosis;

/// <summary>
/// Judges stored mails by today's rules. One transaction a batch reads the events, compares them and writes what changes together with how
/// far it came: it may break off anywhere and goes on there, and what people or the service do meanwhile is not overwritten.
/// </summary>
internal sealed class RediagnosisRun(
    RulesInForce rules, StoredMails mails, MailRejudging rejudging, RediagnosisTransactions transactions, ILogger<RediagnosisRun> logger)
{
    /// <summary>Who changed an event, in its history.</summary>
    public const string Who = "rediagnose";

    /// <summary>Judges the mails of a request.</summary>
    /// <param name="request">Which mails, and whether to write.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="cancellationToken">Rolls the batch in hand back; what was committed stays.</param>
    /// <exception cref="Diagnosis.Reasons.RuleBookException">The operator's rules have faults; judging without them would undo what they decided.</exception>
    /// <exception cref="RediagnosisException">Another process took it over.</exception>
    /// <exception cref="DbException">The database cannot be used; the batch in hand was rolled back.</exception>
    public async Task<RediagnosisResult> RunAsync(
        RediagnosisRequest request, IProgress<RediagnosisProgress>? progress, CancellationToken cancellationToken)
    {
        var state = rules.State;
        if (state.Faults.Count > 0)
        {
            throw new Diagnosis.Reasons.RuleBookException(state.Faults);
        }

        if (!request.Apply)
        {
            return new RediagnosisResult(await JudgeAsync(request, state, progress, cancellationToken), null);
        }

        var (heartbeat, holder) = await transactions.TryTakeLeaseAsync(cancellationToken);
        if (heartbeat is null)
        {
            return new RediagnosisResult(null, holder);
        }

        await using (heartbeat)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, heartbeat.Lost);
            try
            {
                return new RediagnosisResult(await JudgeAsync(request, state, progress, stop.Token), null);
            }
            catch (OperationCanceledException lost) when (!cancellationToken.IsCancellationRequested)
            {
                throw new RediagnosisException(
                    "The database could not be written to for a minute, or another process took the rediagnosis over. What is committed stays; the same command goes on there.", lost);
            }
        }
    }

    private async Task<RediagnosisSums> JudgeAsync(
        RediagnosisRequest request, RulesState state, IProgress<RediagnosisProgress>? progress, CancellationToken cancellationToken)
    {
        var pass = await transactions.BeginAsync(request, state, cancellationToken);
        await foreach (var batch in mails.BatchesAsync(request.Filter, pass.Position, pass.LastMail, cancellationToken))
        {
            var contents = await mails.ContentsAsync(batch, cancellationToken);
            var judged = await rejudging.JudgeAsync(batch, contents, state.Diagnoser, cancellationToken);
            (pass, var changes) = await transactions.TakeAsync(request, pass, judged, cancellationToken);
            progress?.Report(new RediagnosisProgress(pass.Sums, pass.Position, pass.LastMail, changes));
        }

        if (request.Apply)
        {
            await transactions.EndAsync(pass, cancellationToken);
            RediagnosisLog.Ended(
                logger, pass.Id, request.ToString(), pass.Sums.Mails, pass.Sums.Changed, pass.Sums.Added, pass.Sums.Missing, pass.Sums.NotPossible);
        }

        return pass.Sums;
    }
}
