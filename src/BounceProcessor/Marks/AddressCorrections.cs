using System.Data.Common;

using BounceProcessor.Companies;

using Dapper;

namespace BounceProcessor.Marks;

/// <summary>Which addresses were corrected. Contacts are the business system's: it reads them here and takes them over.</summary>
/// <param name="database">Where they are kept.</param>
/// <param name="time">Stamps them.</param>
public sealed class AddressCorrections(DbDataSource database, TimeProvider time)
{
    private const int LargestPage = 500;

    private static readonly string ListCorrections = SqlText.Load("Marks/Sql/ListCorrections.sql");
    private static readonly string FindCorrection = SqlText.Load("Marks/Sql/FindCorrection.sql");
    private static readonly string InsertCorrection = SqlText.Load("Marks/Sql/InsertCorrection.sql");

    /// <summary>Corrections of a company behind one that is known, oldest first.</summary>
    /// <param name="company">Code of the company.</param>
    /// <param name="after">The last one that is known; 0 for none.</param>
    /// <param name="limit">1 to 500.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyList<AddressCorrection>> ListAsync(string company, long after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LargestPage);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<AddressCorrection>(new CommandDefinition(
            ListCorrections, new { Company = company, After = after, Limit = limit }, cancellationToken: cancellationToken));
        return rows.AsList();
    }

    /// <summary>One correction.</summary>
    /// <returns><see langword="null"/> when there is none, or no longer.</returns>
    public async Task<AddressCorrection?> FindAsync(string company, long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<AddressCorrection>(new CommandDefinition(FindCorrection, new { Company = company, Id = id }, cancellationToken: cancellationToken));
    }

    /// <summary>Notes one within a transaction of the caller.</summary>
    internal async Task AddAsync(NewCorrection correction, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction));
        await connection.ExecuteAsync(new CommandDefinition(
            InsertCorrection,
            new
            {
                correction.Company,
                correction.Customer,
                correction.OldAddress,
                OldAddressKey = KeyOf(correction.OldAddress),
                correction.NewAddress,
                NewAddressKey = KeyOf(correction.NewAddress),
                correction.EventId,
                correction.SentMailId,
                CorrectedAt = time.GetUtcNow(),
                CorrectedBy = correction.By,
            },
            transaction,
            cancellationToken: cancellationToken));
    }

    // What failed may have been no address at all.
    private static string KeyOf(string address) => AddressKey.Of(address) ?? address.Trim().ToLowerInvariant();
}
