using BounceProcessor.Diagnosis;
using BounceProcessor.MassMail;

namespace BounceProcessor.Host.Api;

/// <summary>A mass mail, and where its rows are.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">What people call it.</param>
/// <param name="User">Code of the user who sends.</param>
/// <param name="State">draft, running, paused, done or stopped.</param>
/// <param name="RatePerMinute">At most so many mails a minute; null for no limit.</param>
/// <param name="Fault">Why it was paused by itself; null when it was not.</param>
/// <param name="Notices">What was noticed when the recipients were read.</param>
/// <param name="Rows">How many rows are where, at this moment.</param>
/// <param name="Faults">How many rows have which fault.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="StartedAt">When it was started; null before.</param>
/// <param name="EndedAt">When it was done or stopped; null before.</param>
/// <param name="IsRepeated">The idempotency key was known: nothing was made anew.</param>
public sealed record MassMailView(
    long Id,
    string Name,
    string User,
    string State,
    long? RatePerMinute,
    LocalizedText? Fault,
    IReadOnlyList<LocalizedText> Notices,
    BatchSums Rows,
    IReadOnlyList<FaultCount> Faults,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    bool IsRepeated)
{
    /// <summary>As it is now.</summary>
    internal static async Task<MassMailView> OfAsync(Batch batch, BatchStore store, CancellationToken cancellationToken) => new(
        batch.Id,
        batch.Name,
        batch.UserCode,
        batch.State,
        batch.RatePerMinute,
        batch is { FaultEn: { } en, FaultEt: { } et } ? new LocalizedText(en, et) : null,
        BatchJson.Notices(batch.Notices),
        await store.SumsAsync(batch.Company, batch.Id, cancellationToken),
        await store.FaultsAsync(batch.Company, batch.Id, cancellationToken),
        batch.CreatedBy,
        batch.CreatedAt,
        batch.StartedAt,
        batch.EndedAt,
        IsRepeated: false);
}
