using System.Data.Common;
using System.Threading.Channels;

using BounceProcessor.Database;

namespace BounceProcessor.Sending.Outbox;

/// <summary>
/// Writes for all connections of this process, one after the other: what comes while a commit is under way shares the next one. Each caller is
/// answered when its write is on disk.
/// </summary>
internal sealed class OutboxWriter(DbDataSource database, TimeProvider time) : IAsyncDisposable
{
    private const int MostTogether = 200;
    private const int CommitsALogCheck = 100;

    private readonly Channel<Write> _writes = Channel.CreateUnbounded<Write>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock _gate = new();
    private Task _writing = Task.CompletedTask;
    private DbConnection? _connection;
    private OutboxStatements? _statements;
    private int _commits;
    private bool _isStarted;

    /// <summary>Writes something.</summary>
    /// <param name="write">May be called twice, when another write of the same commit fails.</param>
    /// <exception cref="DbException">The database is full, locked or gone; nothing was written.</exception>
    public Task<T> WriteAsync<T>(Func<OutboxTransaction, Task<T>> write)
    {
        Start();
        var one = new Write<T>(write);
        return _writes.Writer.TryWrite(one) ? one.Result : throw new ObjectDisposedException(nameof(OutboxWriter));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _writes.Writer.TryComplete();
        await _writing;
        await CloseAsync();
    }

    private void Start()
    {
        lock (_gate)
        {
            if (!_isStarted)
            {
                _isStarted = true;
                _writing = Task.Run(WriteAllAsync);
            }
        }
    }

    private async Task WriteAllAsync()
    {
        var together = new List<Write>();
        while (await _writes.Reader.WaitToReadAsync())
        {
            together.Clear();
            while (together.Count < MostTogether && _writes.Reader.TryRead(out var write))
            {
                together.Add(write);
            }

            if (await TryAsync(together) is not { } fault)
            {
                continue;
            }

            // One of them may be the culprit; the others must not suffer for it.
            foreach (var write in together)
            {
                if ((together.Count == 1 ? fault : await TryAsync([write])) is { } own)
                {
                    write.Fail(own);
                }
            }
        }
    }

    private async Task<Exception?> TryAsync(IReadOnlyList<Write> together)
    {
        try
        {
            var connection = await OpenAsync();
            await using (var transaction = await connection.BeginTransactionAsync())
            {
                _statements ??= new OutboxStatements(transaction);
                var context = new OutboxTransaction(transaction, _statements, time.GetUtcNow());
                foreach (var write in together)
                {
                    await write.RunAsync(context);
                }

                await transaction.CommitAsync();
            }

            foreach (var write in together)
            {
                write.Complete();
            }

            return null;
        }
#pragma warning disable CA1031 // whatever a write threw is the business of who asked for it, and the others go on
        catch (Exception fault)
        {
            await CloseAsync();
            return fault;
        }
#pragma warning restore CA1031
    }

    private async Task<DbConnection> OpenAsync()
    {
        _connection ??= await database.OpenConnectionAsync();
        if (++_commits % CommitsALogCheck == 0 && database is SqliteDataSource sqlite)
        {
            await sqlite.KeepLogShortAsync(_connection, CancellationToken.None);
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

    private abstract class Write
    {
        public abstract Task RunAsync(OutboxTransaction transaction);

        public abstract void Complete();

        public abstract void Fail(Exception fault);
    }

    private sealed class Write<T>(Func<OutboxTransaction, Task<T>> write) : Write
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;

        public Task<T> Result => _done.Task;

        public override async Task RunAsync(OutboxTransaction transaction) => _result = await write(transaction);

        public override void Complete() => _done.SetResult(_result is { } result ? result : default!);

        public override void Fail(Exception fault) => _done.SetException(fault);
    }
}
