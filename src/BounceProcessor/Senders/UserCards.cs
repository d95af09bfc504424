using System.Data.Common;

using BounceProcessor.Companies;
using BounceProcessor.Secrets;

using Dapper;

namespace BounceProcessor.Senders;

/// <summary>The user cards of all companies.</summary>
internal sealed class UserCards(DbDataSource database, SenderHistory history, SenderPasswords passwords, CompanyDirectory companies)
{
    /// <summary>Most cards of a list.</summary>
    public const int Most = 5000;

    private static readonly string FindCard = SqlText.Load("Senders/Sql/FindUserCard.sql");
    private static readonly string ListCards = SqlText.Load("Senders/Sql/ListUserCards.sql");
    private static readonly string CountCards = SqlText.Load("Senders/Sql/CountUserCards.sql");
    private static readonly string SaveCard = SqlText.Load("Senders/Sql/SaveUserCard.sql");
    private static readonly string SavePassword = SqlText.Load("Senders/Sql/SaveUserPassword.sql");
    private static readonly string DeleteCard = SqlText.Load("Senders/Sql/DeleteUserCard.sql");

    /// <summary>One card.</summary>
    /// <param name="company">Code of the company, in any spelling.</param>
    /// <param name="code">Code of the user, in any spelling.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns><see langword="null"/> when there is none.</returns>
    public async Task<UserCard?> FindAsync(string company, string code, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QuerySingleOrDefaultAsync<UserCardRow>(new CommandDefinition(FindCard, Key(company, code), cancellationToken: cancellationToken)))?.Card();
    }

    /// <summary>The cards of a company by code, at most 5,000.</summary>
    public async Task<IReadOnlyList<UserCard>> ListAsync(string company, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. (await PageAsync(connection, company, "", Most, cancellationToken)).Select(row => row.Card())];
    }

    /// <summary>The cards of a company whose code, name or e-mail holds a text, in any spelling; all of them are looked at, however many there are.</summary>
    /// <param name="company">Code of the company, in any spelling.</param>
    /// <param name="text">What is looked for, not empty.</param>
    /// <param name="most">Most cards that are handed back.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    /// <returns>The first of them by code, and how many there are.</returns>
    public async Task<(IReadOnlyList<UserCard> First, long Found)> SearchAsync(string company, string text, int most, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var first = new List<UserCard>();
        var found = 0L;
        var after = "";
        while (true)
        {
            // Compared here and not by the database: SQLite knows upper and lower case of ASCII alone, and names have more letters.
            var page = await PageAsync(connection, company, after, Most, cancellationToken);
            foreach (var row in page.Where(row => IsIn(row.UserCode, text) || IsIn(row.Name, text) || IsIn(row.Email, text)))
            {
                if (found++ < most)
                {
                    first.Add(row.Card());
                }
            }

            if (page.Count < Most)
            {
                return (first, found);
            }

            after = page[^1].UserKey;
        }
    }

    /// <summary>How many cards each company has, by its code in any spelling.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Company, long Users)>(new CommandDefinition(CountCards, cancellationToken: cancellationToken));
        return rows.ToDictionary(row => row.Company, row => row.Users, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Adds or replaces a card, unless it has faults. A password that stays is removed when server or user name change, since it was given for those.</summary>
    /// <param name="card">As it shall be; its company must exist.</param>
    /// <param name="password">What becomes of the password.</param>
    /// <param name="changedBy">Who does it.</param>
    /// <param name="cancellationToken">Rolls back.</param>
    /// <exception cref="SecretsException">The key ring cannot be used; nothing was saved.</exception>
    public async Task<CardSaving> SaveAsync(UserCard card, PasswordChange password, string changedBy, CancellationToken cancellationToken)
    {
        var tidy = UserCardRule.Tidy(card);
        if (UserCardRule.Faults(tidy, password) is { Count: > 0 } faults)
        {
            return new CardSaving(faults, []);
        }

        var before = await FindAsync(tidy.Company, tidy.Code, cancellationToken);
        var isForfeited = before is { HasPassword: true } && !password.IsChange && (before.Host != tidy.Host || before.Username != tidy.Username);
        var change = isForfeited ? PasswordChange.Remove : password;
        var row = UserCardRow.Of(tidy);
        var hadPassword = before?.HasPassword ?? false;
        var hasPassword = change.IsChange ? change.Text is not null : hadPassword;
        var encrypted = change.Text is { } text ? passwords.Encrypt(tidy.Company, tidy.Code, text) : null;
        var passwordHost = change.Text is null ? null : await HostAsync(tidy, cancellationToken);

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(SaveCard, row, transaction, cancellationToken: cancellationToken));
        if (change.IsChange)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                SavePassword, new { row.Company, row.UserKey, Encrypted = encrypted, PasswordHost = passwordHost }, transaction, cancellationToken: cancellationToken));
        }

        var after = row.Fields(hasPassword);
        if (change.Text is not null)
        {
            after["password"] = hadPassword ? "changed" : "set";
        }

        await history.AddAsync(
            transaction, SenderHistoryPlace.Of(row.Company, row.UserCode, changedBy), before is null ? [] : UserCardRow.Of(before).Fields(hadPassword), after, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new CardSaving([], isForfeited ? [CardNotices.PasswordRemoved] : []);
    }

    /// <summary>Removes a card with its password.</summary>
    /// <returns>False when there is none.</returns>
    public async Task<bool> RemoveAsync(string company, string code, string changedBy, CancellationToken cancellationToken)
    {
        if (await FindAsync(company, code, cancellationToken) is not { } card)
        {
            return false;
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var removed = await connection.ExecuteAsync(new CommandDefinition(DeleteCard, Key(company, code), transaction, cancellationToken: cancellationToken));
        var place = SenderHistoryPlace.Of(company, code, changedBy);
        await SenderHistory.ForgetAsync(transaction, place, cancellationToken);
        await history.AddAsync(transaction, place, new Dictionary<string, string?> { ["user"] = card.Code }, new Dictionary<string, string?>(), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return removed > 0;
    }

    private static async Task<List<UserCardRow>> PageAsync(DbConnection connection, string company, string after, int limit, CancellationToken cancellationToken) =>
        (await connection.QueryAsync<UserCardRow>(new CommandDefinition(
            ListCards, new { Company = company.ToLowerInvariant(), After = after, Limit = limit }, cancellationToken: cancellationToken))).AsList();

    private static bool IsIn(string? value, string text) => value?.Contains(text, StringComparison.InvariantCultureIgnoreCase) ?? false;

    // The server in force for a card: its own, else the base user's.
    private async Task<string?> HostAsync(UserCard card, CancellationToken cancellationToken)
    {
        if (card.Host is not null || await companies.FindAsync(card.Company, cancellationToken) is not { MailUserCode: { } mailUser })
        {
            return card.Host;
        }

        return mailUser.Equals(card.Code, StringComparison.OrdinalIgnoreCase) ? null : (await FindAsync(card.Company, mailUser, cancellationToken))?.Host;
    }

    private static object Key(string company, string code) => new { Company = company.ToLowerInvariant(), UserKey = code.ToLowerInvariant() };
}
