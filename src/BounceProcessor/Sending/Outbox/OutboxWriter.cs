using System.Data.Common;

using BounceProcessor.Database;

using Microsoft.Data.Sqlite;

namespace BounceProcessor.Sending.Outbox;

/// <summary>
/// Writes for all connections of this process, one after the other, on the thread of who asks: handing a mail's few writes to another thread costs more
/// than they do.
/// </summary>
internal sealed class OutboxWriter(DbDataSource database, TimeProvider time) : IAsyncDisposable
{
    private const int CommitsALogCheck = 100;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private DbConnection? _connection;
    private OutboxStatements? _statements;
    private int _commits;
    private bool _isOver;

    /// <summary>Writes something; it is on the disk when this completes.</summary>
    /// <exception cref="DbException">The database is full, locked or gone. Nothing was written, unless it was the disk that did not answer for it.</exception>
    public async Task<T> WriteAsync<T>(Func<OutboxTransaction, Task<T>> write)
    {
        var result = await NoteAsync(write);
        await FlushAsync();
        return result;
    }

    /// <summary>Writes something that survives this process whatever ends it, and the machine only after the next <see cref="FlushAsync"/>.</summary>
    /// <exception cref="DbException">The database is full, locked or gone; nothing was written.</exception>
    public Task<T> NoteAsync<T>(Func<OutboxTransaction, Task<T>> write) => InTurnAsync(async connection =>
    {
        await using var transaction = await connection.BeginTransactionAsync();
        var result = await write(new OutboxTransaction(transaction, time.GetUtcNow()));
        await transaction.CommitAsync();
        return result;
    });

    /// <inheritdoc cref="NoteAsync{T}(Func{OutboxTransaction, Task{T}})"/>
    public Task<T> NoteAsync<T>(Func<OutboxStatements, DateTimeOffset, T> write) => InTurnAsync(connection =>
    {
        _statements ??= new OutboxStatements((SqliteConnection)connection);
        _statements.Begin.Run();
        try
        {
            var result = write(_statements, time.GetUtcNow());
            _statements.Commit.Run();
            return Task.FromResult(result);
        }
        catch
        {
            // After some faults SQLite has done so itself.
            TryRollBack(_statements);
            throw;
        }
    });

    /// <summary>Completes when all that was written before is on the disk.</summary>
    /// <exception cref="DbException">The disk refused it.</exception>
    public Task FlushAsync() => database is SqliteDataSource sqlite ? sqlite.FlushAsync() : Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync();
        _isOver = true;
        await CloseAsync();
        _gate.Release();
    }

    private async Task<T> InTurnAsync<T>(Func<DbConnection, Task<T>> work)
    {
        await _gate.WaitAsync();
        try
        {
            ObjectDisposedException.ThrowIf(_isOver, this);
            return await work(await OpenAsync());
        }
        catch
        {
            await CloseAsync();
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    private static void TryRollBack(OutboxStatements statements)
    {
        try
        {
            statements.RollBack.Run();
        }
        catch (DbException)
        {
            return; // there is nothing left to be undone
        }
    }

    private async Task<DbConnection> OpenAsync()
    {
        var isNew = _connection is null;
        _connection ??= await database.OpenConnectionAsync();
        if (database is SqliteDataSource sqlite && (isNew || ++_commits % CommitsALogCheck == 0))
        {
            await sqlite.KeepLogShortAsync(_connection, CancellationToken.None);
            await SqliteDataSource.RelaxAsync(_connection, CancellationToken.None);
        }

        return _connection;
    }

    private async Task CloseAsync()
    {
        _statements?.Dispose();
        _statements = null;
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }
}
