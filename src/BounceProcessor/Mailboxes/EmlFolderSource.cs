using System.Globalization;
using System.Runtime.CompilerServices;

namespace BounceProcessor.Mailboxes;

/// <summary>
/// A folder of mail files, with its subfolders. Links are not followed: what a link inside the folder shows is listed under its own name anyway.
/// A mail that is still being written belongs under a name ending in <c>.tmp</c> or <c>.part</c> until it is whole.
/// </summary>
internal sealed class EmlFolderSource(string name, MailboxOptions options) : IMailSource
{
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        MatchCasing = MatchCasing.CaseInsensitive,
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden | FileAttributes.System,
    };

    private readonly string _root = Path.GetFullPath(options.Path);
    private readonly string _moveTo = Path.GetFullPath(options.MoveTo, Path.GetFullPath(options.Path));

    /// <inheritdoc />
    public Task<string> OpenAsync(CancellationToken cancellationToken)
    {
        if (!FileFaults.CanSettle(MailboxKind.Folder, options.AfterFiling))
        {
            throw FileFaults.CannotSettle(name, MailboxKind.Folder, options.AfterFiling);
        }

        if (!Directory.Exists(_root))
        {
            throw FileFaults.Missing(name, "folder", _root);
        }

        try
        {
            using var first = Directory.EnumerateFileSystemEntries(_root).GetEnumerator();
            first.MoveNext();
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw FileFaults.Unreadable(name, _root, exception);
        }

        return Task.FromResult("folder");
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<IReadOnlyList<MailEntry>> ListAsync(
        long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var page in new DirectoryInfo(_root).EnumerateFiles(options.Files, Everything).Where(IsMail).Chunk(MailFile.PageLength))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return [.. page.Where(file => file.Exists).Select(Entry)];
            await Task.CompletedTask;
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<RawMail> ReadAsync(
        IReadOnlyList<MailEntry> entries, long sizeLimitBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
        {
            var mail = await MailFile.ReadAsync(PathOf(entry.Key), entry, sizeLimitBytes, cancellationToken);
            if (mail is not null)
            {
                yield return mail;
            }
        }
    }

    /// <inheritdoc />
    public Task SettleAsync(IReadOnlyList<MailEntry> entries, CancellationToken cancellationToken)
    {
        if (options.AfterFiling != AfterFiling.Move)
        {
            return Task.CompletedTask;
        }

        foreach (var entry in entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var file = new FileInfo(PathOf(entry.Key));
            if (!file.Exists || KeyOf(file) != entry.Key)
            {
                continue; // moved before, or another mail by now, which its own run will settle
            }

            try
            {
                MailFile.Move(file.FullName, Path.Combine(_moveTo, Path.GetRelativePath(_root, file.FullName)));
            }
            catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
            {
                throw FileFaults.NotSettled(name, _moveTo, exception);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private bool IsMail(FileInfo file) =>
        MailFile.IsMail(file.Name)
        && !(options.AfterFiling == AfterFiling.Move && file.FullName.StartsWith(_moveTo + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    private MailEntry Entry(FileInfo file) =>
        new(KeyOf(file), 0, file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero));

    // Size and time are part of the key, so that a file that was written anew is a new mail.
    private string KeyOf(FileInfo file) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Path.GetRelativePath(_root, file.FullName).Replace(Path.DirectorySeparatorChar, '/')}|{file.Length}|{new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero).ToUnixTimeMilliseconds()}");

    private string PathOf(string key) =>
        Path.Combine(_root, key[..key.LastIndexOf('|', key.LastIndexOf('|') - 1)].Replace('/', Path.DirectorySeparatorChar));
}
