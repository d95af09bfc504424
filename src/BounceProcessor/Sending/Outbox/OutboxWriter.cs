using System.Collections.Concurrent;
using System.Data.Common;

using BounceProcessor.Database;

using Microsoft.Data.Sqlite;

namespace BounceProcessor.Sending.Outbox;

/// <summary>
/// Writes for all connections of this process, one after the other, on the thread of who asks: handing a mail's few writes to another thread costs more
/// than they do. What is noted while another writes shares one commit.
/// </summary>
internal sealed class OutboxWriter(DbDataSource database, TimeProvider time) : IAsyncDisposable
{
    private const int MostTogether = 200;
    private const int CommitsALogCheck = 100;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ConcurrentQueue<OutboxNote> _notes = new();
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
    /// <param name="write">As with <see cref="Lay"/>.</param>
    public Task<T> NoteAsync<T>(Func<OutboxStatements, DateTimeOffset, T> write) => WrittenAsync(Lay(write));

    /// <summary>Leaves a note to whoever writes next; unless <see cref="WrittenAsync"/> follows, that may be nobody for long.</summary>
    /// <param name="write">Shares its commit with what others note. May be called twice, when one of those fails.</param>
    public OutboxNote<T> Lay<T>(Func<OutboxStatements, DateTimeOffset, T> write)
    {
        var note = new OutboxNote<T>(write);
        _notes.Enqueue(note);
        return note;
    }

    /// <summary>Completes when a note is committed: with another's, or else now.</summary>
    /// <exception cref="DbException">The database is full, locked or gone; nothing was written.</exception>
    public async Task<T> WrittenAsync<T>(OutboxNote<T> note)
    {
        if (!note.Result.IsCompleted && _gate.Wait(0, CancellationToken.None))
        {
            await WriteNotesAsync();
        }

        // Otherwise whoever has the gate writes it as well.
        return await note.Result;
    }

    /// <summary>Completes when all that was written before is on the disk.</summary>
    /// <exception cref="DbException">The disk refused it.</exception>
    public Task FlushAsync() => database is SqliteDataSource sqlite ? sqlite.FlushAsync() : Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync();
        _isOver = true;
        await CloseAsync();
        LetNextIn();
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
            LetNextIn();
        }
    }

    private async Task WriteNotesAsync()
    {
        try
        {
            var together = new List<OutboxNote>();
            while (together.Count < MostTogether && _notes.TryDequeue(out var note))
            {
                together.Add(note);
            }

            if (together.Count > 0 && await TryAsync(together) is { } fault)
            {
                // One of them may be the culprit; the others must not suffer for it.
                foreach (var note in together)
                {
                    if ((together.Count == 1 ? fault : await TryAsync([note])) is { } own)
                    {
                        note.Fail(own);
                    }
                }
            }
        }
        finally
        {
            LetNextIn();
        }
    }

    // Notes that came while the gate was closed found nobody to write them.
    private void LetNextIn()
    {
        _gate.Release();
        if (!_notes.IsEmpty && _gate.Wait(0, CancellationToken.None))
        {
            _ = Task.Run(WriteNotesAsync);
        }
    }

    private async Task<Exception?> TryAsync(List<OutboxNote> together)
    {
        try
        {
            ObjectDisposedException.ThrowIf(_isOver, this);
            var connection = (SqliteConnection)await OpenAsync();
            _statements ??= new OutboxStatements(connection);
            _statements.Begin.Run();
            var now = time.GetUtcNow();
            together.ForEach(note => note.Run(_statements, now));
            _statements.Commit.Run();
            together.ForEach(note => note.Complete());
            return null;
        }
#pragma warning disable CA1031 // whatever a note threw is the business of who asked for it, and the others go on
        catch (Exception fault)
        {
            TryRollBack();
            await CloseAsync();
            return fault;
        }
#pragma warning restore CA1031
    }

    // After some faults SQLite has done so itself, or there was nothing yet.
    private void TryRollBack()
    {
        try
        {
            _statements?.RollBack.Run();
        }
        catch (DbException)
        {
            return;
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
