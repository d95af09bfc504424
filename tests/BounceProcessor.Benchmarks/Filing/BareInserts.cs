using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace BounceProcessor.Benchmarks.Filing;

/// <summary>The floor: the rows that filing left behind, written again by prepared statements that are told nothing but the values.</summary>
internal static class BareInserts
{
    private static readonly string[] Tables = ["mail_contents", "mails", "events", "history", "ledger"];

    /// <summary>Everything in a database, by table, in the order of its keys.</summary>
    public static async Task<IReadOnlyDictionary<string, Rows>> ReadAsync(DbDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        var tables = new Dictionary<string, Rows>(StringComparer.Ordinal);
        foreach (var table in Tables)
        {
            await using var command = Command(connection, $"SELECT * FROM {table}");
            await using var reader = await command.ExecuteReaderAsync();
            List<object[]> rows = [];
            while (await reader.ReadAsync())
            {
                var row = new object[reader.FieldCount];
                reader.GetValues(row);
                rows.Add(row);
            }

            tables[table] = new Rows([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)], rows);
        }

        return tables;
    }

    /// <summary>Writes the rows in as many transactions as there were batches; each table's share of the time is a stage, and so is the commit.</summary>
    public static async Task WriteAsync(
        DbDataSource database, IReadOnlyDictionary<string, Rows> tables, int mails, int batches, StageTable table)
    {
        await using var connection = await database.OpenConnectionAsync(CancellationToken.None);
        var spent = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        var commands = tables.ToDictionary(one => one.Key, one => Insert(connection, one.Key, one.Value.Columns), StringComparer.Ordinal);
        for (var batch = 0; batch < batches; batch++)
        {
            await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
            foreach (var name in Tables)
            {
                var rows = tables[name].All;
                commands[name].Transaction = transaction;
                var begin = Environment.CpuUsage.TotalTime;
                Write(commands[name], rows, (int)((long)rows.Count * batch / batches), (int)((long)rows.Count * (batch + 1) / batches));
                spent[name] = spent.GetValueOrDefault(name) + Environment.CpuUsage.TotalTime - begin;
            }

            var commit = Environment.CpuUsage.TotalTime;
            await transaction.CommitAsync(CancellationToken.None);
            spent["commit"] = spent.GetValueOrDefault("commit") + Environment.CpuUsage.TotalTime - commit;
        }

        table.Add("bare: all of it", mails, spent.Values.Aggregate(TimeSpan.Zero, (sum, one) => sum + one), 0);
        foreach (var (name, time) in spent)
        {
            table.Add($"bare: {name}", mails, time, 0);
        }

        foreach (var command in commands.Values)
        {
            await command.DisposeAsync();
        }
    }

    private static void Write(DbCommand command, IReadOnlyList<object[]> rows, int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            for (var column = 0; column < rows[i].Length; column++)
            {
                command.Parameters[column].Value = rows[i][column];
            }

            command.ExecuteNonQuery();
        }
    }

    private static DbCommand Insert(DbConnection connection, string table, IReadOnlyList<string> columns)
    {
        var command = Command(connection, $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(column => "@" + column))})");
        foreach (var column in columns)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@" + column;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    [SuppressMessage("Security", "CA2100", Justification = "Names of tables and columns come from this class and the schema.")]
    private static DbCommand Command(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    internal sealed record Rows(IReadOnlyList<string> Columns, IReadOnlyList<object[]> All);
}
