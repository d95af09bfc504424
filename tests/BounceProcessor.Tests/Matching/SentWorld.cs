using System.Data.Common;
using System.Globalization;

using Dapper;

namespace BounceProcessor.Tests.Matching;

/// <summary>All that a bounce could change beside events: sent mails with their recipients, marks, and what counts towards marks.</summary>
internal static class SentWorld
{
    private static readonly string[] Tables =
        ["sent_mails", "sent_recipients", "transmissions", "transmission_history", "address_marks", "address_mark_history", "address_strikes", "address_corrections"];

    /// <summary>One line a row.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(DbDataSource database)
    {
        List<string> rows = [];
        foreach (var table in Tables)
        {
            rows.AddRange(await RowsAsync(database, table, $"SELECT * FROM {table} ORDER BY 1"));
        }

        return rows;
    }

    /// <summary>The rows of a query with all their columns, one line each.</summary>
    public static async Task<IReadOnlyList<string>> RowsAsync(DbDataSource database, string name, string sql)
    {
        await using var connection = await database.OpenConnectionAsync();
        return [.. (await connection.QueryAsync(sql)).Select(row => $"{name}: {string.Join(' ', ((IDictionary<string, object?>)row).Select(Cell))}")];
    }

    private static string Cell(KeyValuePair<string, object?> cell) => $"{cell.Key}={Convert.ToString(cell.Value, CultureInfo.InvariantCulture)}";
}
