using System.Data.Common;

using BounceProcessor.Events;

namespace BounceProcessor.Matching;

/// <summary>Files mails as events of the sent mails they are about: match, file, and let what is sure have its effects, all in one transaction of the caller.</summary>
internal sealed class MatchedFiling(BatchMatching matching, EventStore events, MatchEffects effects)
{
    /// <summary>The same mails with what they are about.</summary>
    /// <exception cref="DbException">The database refused or could not be reached.</exception>
    public Task<IReadOnlyList<NewMail>> MatchAsync(IReadOnlyList<NewMail> mails, DbTransaction transaction, CancellationToken cancellationToken) =>
        matching.MatchAsync(mails, transaction, cancellationToken);

    /// <summary>Files matched mails. Nothing lasts until the caller commits.</summary>
    /// <returns>One entry a mail, in the same order.</returns>
    /// <exception cref="DbException">The database refused or could not be reached.</exception>
    public async Task<IReadOnlyList<FiledMail>> FileAsync(IReadOnlyList<NewMail> matched, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var filed = await events.FileAsync(matched, transaction, cancellationToken);
        await effects.ApplyAsync(filed, transaction, cancellationToken);
        return filed;
    }
}
