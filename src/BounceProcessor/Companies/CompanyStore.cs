using System.Data.Common;

using BounceProcessor.Diagnosis;

using Dapper;

namespace BounceProcessor.Companies;

/// <summary>The companies made on pages or by command.</summary>
internal sealed class CompanyStore(DbDataSource database, SenderHistory history)
{
    private static readonly string ListCompanies = SqlText.Load("Companies/Sql/ListCompanies.sql");
    private static readonly string ListAddresses = SqlText.Load("Companies/Sql/ListCompanyAddresses.sql");
    private static readonly string SaveCompany = SqlText.Load("Companies/Sql/SaveCompany.sql");
    private static readonly string InsertAddress = SqlText.Load("Companies/Sql/InsertCompanyAddress.sql");
    private static readonly string DeleteAddresses = SqlText.Load("Companies/Sql/DeleteCompanyAddresses.sql");
    private static readonly string DeleteCompany = SqlText.Load("Companies/Sql/DeleteCompany.sql");
    private static readonly string DeleteCards = SqlText.Load("Companies/Sql/DeleteCompanyCards.sql");

    /// <summary>All of them; an event address that was not given is empty.</summary>
    public async Task<IReadOnlyList<Company>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var rows = await connection.QueryAsync<CompanyRow>(new CommandDefinition(ListCompanies, null, transaction, cancellationToken: cancellationToken));
        var addresses = (await connection.QueryAsync<(string Company, string Use, string Address)>(
            new CommandDefinition(ListAddresses, null, transaction, cancellationToken: cancellationToken))).ToLookup(one => (one.Company, one.Use), one => one.Address);
        return [.. rows.Select(row => Company(row, addresses))];
    }

    /// <summary>Adds or replaces one.</summary>
    /// <param name="before">As it stands; <see langword="null"/> for a new one.</param>
    /// <param name="after">As it shall be.</param>
    /// <param name="changedBy">Who does it.</param>
    /// <param name="cancellationToken">Rolls back.</param>
    public async Task SaveAsync(Company? before, Company after, string changedBy, CancellationToken cancellationToken)
    {
        var place = SenderHistoryPlace.Of(after.Code, null, changedBy);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(SaveCompany, CompanyRow.Of(after));
        await ExecuteAsync(DeleteAddresses, new { place.Company });
        await ExecuteAsync(InsertAddress, Addresses(place.Company, "alias", after.Aliases).Concat(Addresses(place.Company, "sending", after.SendingAddresses)).ToList());
        await history.AddAsync(transaction, place, before is null ? Nothing : CompanyRow.Fields(before), CompanyRow.Fields(after), cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        Task ExecuteAsync(string sql, object row) => connection.ExecuteAsync(new CommandDefinition(sql, row, transaction, cancellationToken: cancellationToken));
    }

    /// <summary>Removes one with its user cards and their passwords.</summary>
    /// <returns>How many cards went with it.</returns>
    public async Task<int> RemoveAsync(Company company, string changedBy, CancellationToken cancellationToken)
    {
        var place = SenderHistoryPlace.Of(company.Code, null, changedBy);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(DeleteAddresses);
        await ExecuteAsync(DeleteCompany);
        var cards = await ExecuteAsync(DeleteCards);
        await SenderHistory.ForgetAsync(transaction, place, cancellationToken);
        await history.AddAsync(transaction, place, new Dictionary<string, string?> { ["company"] = place.Company }, Nothing, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return cards;

        Task<int> ExecuteAsync(string sql) => connection.ExecuteAsync(new CommandDefinition(sql, new { place.Company }, transaction, cancellationToken: cancellationToken));
    }

    private static Dictionary<string, string?> Nothing => [];

    private static IEnumerable<object> Addresses(string company, string use, IEnumerable<string> addresses) =>
        addresses.Select(address => new { Company = company, Use = use, Address = address, AddressKey = CompanySnapshot.AliasKey(address) });

    private static Company Company(CompanyRow row, ILookup<(string Company, string Use), string> addresses) => new()
    {
        Code = row.Company,
        Name = row.Name,
        EventAddress = row.EventAddress ?? "",
        Aliases = [.. addresses[(row.Company, "alias")]],
        Language = row.Language,
        HasMassMail = row.HasMassMail,
        SendingAddresses = [.. addresses[(row.Company, "sending")]],
        MailUserCode = row.MailUser,
        BounceReturn = Codes.Parse<BounceReturn>(row.BounceReturn) ?? BounceReturn.SenderAddress,
        OneTransactionPerRecipient = row.OneTransactionPerRecipient,
        MarkedAddresses = Codes.Parse<MarkedAddressRule>(row.MarkedAddresses) ?? MarkedAddressRule.Refuse,
    };
}
