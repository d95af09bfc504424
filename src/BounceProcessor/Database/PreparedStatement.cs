using System.Data.Common;

using Microsoft.Data.Sqlite;

namespace BounceProcessor.Database;

/// <summary>One statement that a transaction runs for many rows: parsed once, its parameters made once.</summary>
/// <typeparam name="TRow">What the values are taken from.</typeparam>
internal sealed class PreparedStatement<TRow> : IDisposable
{
    private readonly SqliteStatement _statement;
    private readonly Func<TRow, object?>[] _values;

    /// <param name="transaction">In which the statement runs.</param>
    /// <param name="sql">One statement.</param>
    /// <param name="parameters">Each with its prefix as in the text, and the value of a row: text, whole number (long), truth, bytes or <see langword="null"/>.</param>
    public PreparedStatement(DbTransaction transaction, string sql, IReadOnlyList<(string Name, Func<TRow, object?> Value)> parameters)
        : this(transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction)), sql, parameters)
    {
    }

    /// <param name="connection">Open; the statement runs in the transaction that it has by then.</param>
    /// <param name="sql">One statement.</param>
    /// <param name="parameters">As with a transaction.</param>
    public PreparedStatement(DbConnection connection, string sql, IReadOnlyList<(string Name, Func<TRow, object?> Value)> parameters)
    {
        if (connection is not SqliteConnection sqlite)
        {
            throw new ArgumentException("The connection is of a database that has no prepared statements here yet.", nameof(connection));
        }

        _statement = new SqliteStatement(sqlite, sql, parameters.Select(parameter => parameter.Name));
        _values = [.. parameters.Select(parameter => parameter.Value)];
    }

    /// <summary>Runs it for a row.</summary>
    /// <returns>How many rows were written.</returns>
    /// <exception cref="DbException">The database refused it.</exception>
    public ValueTask<int> ExecuteAsync(TRow row, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Execute(row));
    }

    /// <summary>Runs it for a row, for who has begun the transaction by a statement too.</summary>
    /// <returns>How many rows were written.</returns>
    /// <exception cref="DbException">The database refused it.</exception>
    public int Execute(TRow row)
    {
        Run(row);
        return _statement.Changes();
    }

    /// <summary>Runs it for a row.</summary>
    /// <returns>The id it gives back; <see langword="null"/> when it gives none.</returns>
    /// <exception cref="DbException">The database refused it.</exception>
    public ValueTask<long?> IdAsync(TRow row, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Run(row));
    }

    /// <summary>Runs it for a row, for who has begun the transaction by a statement too.</summary>
    /// <returns>The first two columns of each row it gives back.</returns>
    /// <exception cref="DbException">The database refused it.</exception>
    public List<(long First, long Second)> Pairs(TRow row)
    {
        Bind(row);
        var pairs = new List<(long, long)>();
        _statement.Run(() => pairs.Add((_statement.Number(0), _statement.Number(1))));
        return pairs;
    }

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    private long? Run(TRow row)
    {
        Bind(row);
        return _statement.Run();
    }

    private void Bind(TRow row)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            _statement.Bind(i, _values[i](row));
        }
    }
}
