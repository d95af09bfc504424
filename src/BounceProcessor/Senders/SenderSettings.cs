using System.Collections.Concurrent;

using BounceProcessor.Companies;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Senders;

/// <summary>The mail settings in force for a user of a company. They are remembered until a company or card changes, in any process.</summary>
internal sealed class SenderSettings(CompanyDirectory companies, UserCards cards, IOptions<OperatorServerOptions> server, IOptions<Microsoft365ServerOptions> microsoft)
{
    private volatile Known _known = new(-1);

    private ModeServers Servers => new(server.Value, microsoft.Value);

    /// <summary>Loads company, card and base user, and applies <see cref="EffectiveSettingsRule"/>.</summary>
    /// <param name="company">Code of the company, in any spelling.</param>
    /// <param name="user">Code of the user, in any spelling.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public async Task<SettingsOutcome> FindAsync(string company, string user, CancellationToken cancellationToken)
    {
        var all = await companies.ReadAsync(cancellationToken);
        var known = _known;
        if (known.Version != all.Version)
        {
            _known = known = new Known(all.Version);
        }

        var key = (company.ToLowerInvariant(), user.ToLowerInvariant());
        if (known.Outcomes.TryGetValue(key, out var remembered))
        {
            return remembered;
        }

        var outcome = await LoadAsync(all, company, user, cancellationToken);
        if (outcome.Settings is not null)
        {
            known.Outcomes[key] = outcome;
        }

        return outcome;
    }

    /// <summary>The cards of a company by code, at most 5,000, each with what is in force for it.</summary>
    /// <param name="company">From the directory.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public async Task<IReadOnlyList<(UserCard Card, SettingsOutcome Outcome)>> ListAsync(Company company, CancellationToken cancellationToken)
    {
        return await WithOutcomesAsync(company, await cards.ListAsync(company.Code, cancellationToken), cancellationToken);
    }

    /// <summary>The cards of a company that suit a search, each with what is in force for it.</summary>
    /// <param name="company">From the directory.</param>
    /// <param name="text">Part of a code, name or e-mail, in any spelling; not empty.</param>
    /// <param name="most">Most cards that are handed back.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    /// <returns>The first of them by code, and how many there are.</returns>
    public async Task<(IReadOnlyList<(UserCard Card, SettingsOutcome Outcome)> First, long Found)> SearchAsync(
        Company company, string text, int most, CancellationToken cancellationToken)
    {
        var (first, found) = await cards.SearchAsync(company.Code, text, most, cancellationToken);
        return (await WithOutcomesAsync(company, first, cancellationToken), found);
    }

    private async Task<IReadOnlyList<(UserCard Card, SettingsOutcome Outcome)>> WithOutcomesAsync(
        Company company, IReadOnlyList<UserCard> some, CancellationToken cancellationToken)
    {
        var below = company.MailUserCode is { } mailUser ? await cards.FindAsync(company.Code, mailUser, cancellationToken) : null;
        return [.. some.Select(card => (card, EffectiveSettingsRule.Of(company, card, below, Servers)))];
    }

    private async Task<SettingsOutcome> LoadAsync(CompanySnapshot all, string code, string user, CancellationToken cancellationToken)
    {
        if (!all.TryFind(code, out var company))
        {
            return SettingsOutcome.Refused(SettingFaults.UnknownCompany(code));
        }

        if (await cards.FindAsync(company.Code, user, cancellationToken) is not { } card)
        {
            return SettingsOutcome.Refused(SettingFaults.UnknownUser(company.Code, user));
        }

        var below = company.MailUserCode is { } mailUser ? await cards.FindAsync(company.Code, mailUser, cancellationToken) : null;
        return EffectiveSettingsRule.Of(company, card, below, Servers);
    }

    private sealed class Known(long version)
    {
        public long Version => version;

        public ConcurrentDictionary<(string Company, string User), SettingsOutcome> Outcomes { get; } = new();
    }
}
