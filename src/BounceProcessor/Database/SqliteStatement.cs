using System.Buffers;
using System.Text;

using Microsoft.Data.Sqlite;

using SQLitePCL;

namespace BounceProcessor.Database;

/// <summary>
/// A statement of SQLite with its parameters by number. The driver looks each parameter up by its name at each execution, which for an
/// event takes longer than to insert it.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _numbers;

    /// <param name="connection">An open connection, with a transaction if the statement shall be in one.</param>
    /// <param name="sql">One statement.</param>
    /// <param name="parameters">The names, with their prefix, in the order in which they will be bound.</param>
    /// <exception cref="SqliteException">The text is no statement.</exception>
    public SqliteStatement(SqliteConnection connection, string sql, IEnumerable<string> parameters)
    {
        _connection = connection;
        _database = connection.Handle ?? throw new ArgumentException("The connection is closed.", nameof(connection));
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _statement), _database);
        _numbers = [.. parameters.Select(Number)];
    }

    /// <summary>Sets a parameter until the next time.</summary>
    public void Bind(int parameter, object? value)
    {
        var number = _numbers[parameter];
        var code = value switch
        {
            null => raw.sqlite3_bind_null(_statement, number),
            "" => raw.sqlite3_bind_text(_statement, number, ""),
            string text => BindText(number, text),
            long whole => raw.sqlite3_bind_int64(_statement, number, whole),
            bool truth => raw.sqlite3_bind_int64(_statement, number, truth ? 1 : 0),

            // An empty span would become NULL.
            byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(_statement, number, 0),
            byte[] bytes => raw.sqlite3_bind_blob(_statement, number, bytes),
            _ => throw new ArgumentException($"A {value.GetType()} cannot be bound.", nameof(value)),
        };
        SqliteException.ThrowExceptionForRC(code, _database);
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>The first column of the first row; <see langword="null"/> when there is no row.</returns>
    /// <exception cref="SqliteException">SQLite refused it.</exception>
    public long? Run()
    {
        long? first = null;
        Run(() => first ??= Number(0));
        return first;
    }

    /// <summary>Runs it to its end.</summary>
    /// <param name="row">Called for each row; reads it by <see cref="Number(int)"/>.</param>
    /// <exception cref="SqliteException">SQLite refused it.</exception>
    public void Run(Action row)
    {
        // A connection that was given back may be in use by somebody else already.
        ObjectDisposedException.ThrowIf(_connection.State == System.Data.ConnectionState.Closed, _connection);
        var code = raw.sqlite3_step(_statement);
        while (code == raw.SQLITE_ROW)
        {
            row();
            code = raw.sqlite3_step(_statement);
        }

        if (code != raw.SQLITE_DONE)
        {
            Fail(code);
        }

        raw.sqlite3_reset(_statement);
    }

    /// <summary>A column of the row that is being read; 0 for NULL.</summary>
    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>How many rows the last run of any statement wrote.</summary>
    public int Changes() => raw.sqlite3_changes(_database);

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    private int Number(string parameter)
    {
        var number = raw.sqlite3_bind_parameter_index(_statement, parameter);
        return number > 0 ? number : throw new ArgumentException($"The statement has no parameter {parameter}.", nameof(parameter));
    }

    private int BindText(int number, string text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var length = Encoding.UTF8.GetBytes(text, bytes);
            return raw.sqlite3_bind_text(_statement, number, bytes.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    // The message must be fetched before the reset, which makes the statement usable again.
    private void Fail(int code)
    {
        try
        {
            SqliteException.ThrowExceptionForRC(code, _database);
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }
}
