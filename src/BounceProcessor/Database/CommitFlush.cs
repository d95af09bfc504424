using Microsoft.Data.Sqlite;

namespace BounceProcessor.Database;

/// <summary>
/// Brings to the disk what was committed without waiting for it. SQLite would wait inside the commit, and with it everybody who wants to write; here only
/// those wait who asked, and all who come during one wait share the next.
/// </summary>
/// <param name="logPath">The write-ahead log. Unlike the database file it carries no locks that would be lost when it is closed.</param>
internal sealed class CommitFlush(string logPath)
{
    private const int SqliteIoError = 10;

    private readonly Lock _gate = new();
    private Task _running = Task.CompletedTask;
    private Task? _next;

    /// <summary>Completes when everything that is committed now is on the disk.</summary>
    /// <exception cref="SqliteException">The disk refused it; whether it is there is not known.</exception>
    public Task RunAsync()
    {
        lock (_gate)
        {
            return _running.IsCompleted ? _running = Task.Run(Flush) : _next ??= AfterAsync(_running);
        }
    }

    private async Task AfterAsync(Task running)
    {
        await running.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            // From here on it is too late to come along.
            (_running, _next) = (_next ?? _running, null);
        }

        await Task.Run(Flush);
    }

    private void Flush()
    {
        try
        {
            using var log = File.OpenHandle(logPath, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            RandomAccess.FlushToDisk(log);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return; // SQLite removes it when everything in it is in the database file, and that is on the disk by then
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new SqliteException($"The disk did not take {logPath}: {fault.Message}", SqliteIoError);
        }
    }
}
