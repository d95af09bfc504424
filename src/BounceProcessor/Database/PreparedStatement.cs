using System.Data.Common;

namespace BounceProcessor.Database;

/// <summary>One statement that a transaction runs for many rows: parsed once, its parameters made once.</summary>
/// <typeparam name="TRow">What the values are taken from.</typeparam>
internal sealed class PreparedStatement<TRow> : IAsyncDisposable
{
    private readonly DbCommand _command;
    private readonly DbParameter[] _parameters;
    private readonly Func<TRow, object?>[] _values;

    /// <param name="transaction">In which the statement runs.</param>
    /// <param name="sql">One statement.</param>
    /// <param name="parameters">Each with its prefix as in the text, and the value of a row: text, whole number, truth, bytes or <see langword="null"/>.</param>
    public PreparedStatement(DbTransaction transaction, string sql, IReadOnlyList<(string Name, Func<TRow, object?> Value)> parameters)
    {
        var connection = transaction.Connection ?? throw new ArgumentException("The transaction is over.", nameof(transaction));
        _command = connection.CreateCommand();
        _command.Transaction = transaction;
        SetText(sql);
        _parameters = [.. parameters.Select(parameter => Add(parameter.Name))];
        _values = [.. parameters.Select(parameter => parameter.Value)];
    }

    /// <summary>Runs it for a row.</summary>
    /// <returns>How many rows were written.</returns>
    public Task<int> ExecuteAsync(TRow row, CancellationToken cancellationToken)
    {
        Bind(row);
        return _command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Runs it for a row.</summary>
    /// <returns>The id it gives back; <see langword="null"/> when it gives none.</returns>
    public async Task<long?> IdAsync(TRow row, CancellationToken cancellationToken)
    {
        Bind(row);
        return (long?)await _command.ExecuteScalarAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _command.DisposeAsync();

    private void Bind(TRow row)
    {
        for (var i = 0; i < _parameters.Length; i++)
        {
            _parameters[i].Value = _values[i](row) ?? DBNull.Value;
        }
    }

    private DbParameter Add(string name)
    {
        var parameter = _command.CreateParameter();
        parameter.ParameterName = name;
        _command.Parameters.Add(parameter);
        return parameter;
    }

#pragma warning disable CA2100 // the text is one of the embedded files; values come as parameters
    private void SetText(string sql) => _command.CommandText = sql;
#pragma warning restore CA2100
}
