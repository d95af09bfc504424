using BounceProcessor.Mailboxes;

namespace BounceProcessor.Host.Commands.Importing;

/// <summary>One file with one mail, read as if it were a mailbox. Nothing is ever settled in it.</summary>
internal sealed class MailFileSource(string path) : IMailSource
{
    /// <inheritdoc/>
    public Task<string> OpenAsync(CancellationToken cancellationToken) => Task.FromResult("file");

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyList<MailEntry>> ListAsync(
        long from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var file = new FileInfo(path);
        var changed = new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero);
        yield return [new MailEntry(FormattableString.Invariant($"{file.Name}|{file.Length}|{changed.ToUnixTimeMilliseconds()}"), 0, file.Length, changed)];
        await Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RawMail> ReadAsync(
        IReadOnlyList<MailEntry> entries, long sizeLimitBytes, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
        {
            if (await MailFile.ReadAsync(path, entry, sizeLimitBytes, cancellationToken) is { } mail)
            {
                yield return mail;
            }
        }
    }

    /// <inheritdoc/>
    public Task SettleAsync(IReadOnlyList<MailEntry> entries, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
