using BounceProcessor.Events;
using BounceProcessor.Rules;

namespace BounceProcessor.Alerts;

/// <summary>Recognises the bounces of canaries: by the Message-ID that a report returns, else by the token in the address that it came back to.</summary>
internal sealed class CanaryReturns(CanaryStore canaries, ActivityStore activities, EventStore events, RulesInForce rules)
{
    private const int CandidatesAtOnce = 200;

    /// <summary>The event of a canary's bounce; <see langword="null"/> as long as there is none.</summary>
    public async Task<CanaryEvent?> FindAsync(Canary canary, CancellationToken cancellationToken)
    {
        if (await canaries.FindAsync(canary, cancellationToken) is { } known)
        {
            return known;
        }

        var newest = await activities.NewestEventAsync(cancellationToken);
        var candidates = await canaries.CandidatesAsync(canary, newest, CandidatesAtOnce, cancellationToken);
        foreach (var candidate in candidates)
        {
            if (await HasTokenAsync(candidate, canary.Token, cancellationToken))
            {
                return candidate;
            }
        }

        var lookedTo = candidates.Count < CandidatesAtOnce ? newest : candidates[^1].Id;
        if (lookedTo > canary.LookedTo)
        {
            await canaries.LookedAsync(canary, lookedTo, cancellationToken);
        }

        return null;
    }

    private async Task<bool> HasTokenAsync(CanaryEvent candidate, string token, CancellationToken cancellationToken)
    {
        var mail = await events.RawMailAsync(candidate.MailId, cancellationToken);
        return mail is not null && rules.State.Diagnoser.Diagnose(mail, cancellationToken).Reading.Original?.Token == token;
    }
}
