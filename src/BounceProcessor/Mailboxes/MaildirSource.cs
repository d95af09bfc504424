using System.Runtime.CompilerServices;

namespace BounceProcessor.Mailboxes;

/// <summary>A Maildir: <c>new</c> and <c>cur</c>. A mail's key is its unique name, which stays when its flags change.</summary>
internal sealed class MaildirSource(string name, MailboxOptions options) : IMailSource
{
    private const string FlagsMark = ":2,";
    private static readonly string[] Places = ["new", "cur"];

    private static readonly EnumerationOptions FilesOnly = new() { AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden };

    private readonly string _root = Path.GetFullPath(options.Path);
    private readonly string _moveTo = Path.GetFullPath(options.MoveTo, Path.GetFullPath(options.Path));

    // Pages that are still being read and settled while the next is listed. Of an older one, mails are looked for again.
    private const int PagesInHand = 8;

    // Where the mails of the pages in hand were last seen.
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);
    private readonly Queue<IReadOnlyList<MailEntry>> _pages = new();

    /// <inheritdoc />
    public Task<string> OpenAsync(CancellationToken cancellationToken)
    {
        foreach (var folder in Places.Select(place => Path.Combine(_root, place)))
        {
            if (!Directory.Exists(folder))
            {
                throw FileFaults.Missing(name, "Maildir folder", folder);
            }

            try
            {
                using var first = Directory.EnumerateFileSystemEntries(folder).GetEnumerator();
                first.MoveNext();
            }
            catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
            {
                throw FileFaults.Unreadable(name, folder, exception);
            }
        }

        return Task.FromResult("maildir");
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<IReadOnlyList<MailEntry>> ListAsync(
        long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var page in Files().Chunk(MailFile.PageLength))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var entries = new List<MailEntry>(page.Length);
            foreach (var file in page.Where(file => file.Exists))
            {
                _places[UniqueName(file.Name)] = file.FullName;
                entries.Add(new MailEntry(UniqueName(file.Name), 0, file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero)));
            }

            _pages.Enqueue(entries);
            if (_pages.Count > PagesInHand)
            {
                foreach (var entry in _pages.Dequeue())
                {
                    _places.Remove(entry.Key);
                }
            }

            yield return entries;
            await Task.CompletedTask;
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<RawMail> ReadAsync(
        IReadOnlyList<MailEntry> entries, long sizeLimitBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FindAgain(entries);
        foreach (var entry in entries)
        {
            if (_places.TryGetValue(entry.Key, out var path)
                && await MailFile.ReadAsync(path, entry, sizeLimitBytes, cancellationToken) is { } mail)
            {
                yield return mail;
            }
        }
    }

    /// <inheritdoc />
    public Task SettleAsync(IReadOnlyList<MailEntry> entries, CancellationToken cancellationToken)
    {
        if (options.AfterFiling == AfterFiling.Leave)
        {
            return Task.CompletedTask;
        }

        FindAgain(entries);
        try
        {
            if (options.AfterFiling == AfterFiling.Move)
            {
                foreach (var folder in (string[])["tmp", .. Places])
                {
                    Directory.CreateDirectory(Path.Combine(_moveTo, folder));
                }
            }

            foreach (var entry in entries)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_places.TryGetValue(entry.Key, out var path))
                {
                    Settle(entry.Key, path);
                }
            }
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw FileFaults.NotSettled(name, options.AfterFiling == AfterFiling.Move ? _moveTo : _root, exception);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string UniqueName(string fileName)
    {
        var mark = fileName.IndexOf(FlagsMark, StringComparison.Ordinal);
        return mark < 0 ? fileName : fileName[..mark];
    }

    private static string Flags(string fileName)
    {
        var mark = fileName.IndexOf(FlagsMark, StringComparison.Ordinal);
        return mark < 0 ? "" : fileName[(mark + FlagsMark.Length)..];
    }

    private void Settle(string key, string path)
    {
        var fileName = Path.GetFileName(path);
        if (options.AfterFiling == AfterFiling.Flag)
        {
            var flags = Flags(fileName);
            if (!flags.Contains('S', StringComparison.Ordinal))
            {
                // Flags stand in ASCII order (https://cr.yp.to/proto/maildir.html).
                var seen = string.Concat((flags + 'S').Order());
                _places[key] = Rename(path, Path.Combine(_root, "cur", key + FlagsMark + seen));
            }
        }
        else
        {
            var place = Path.GetFileName(Path.GetDirectoryName(path)) ?? "cur";
            Rename(path, Path.Combine(_moveTo, place, fileName));
            _places.Remove(key);
        }
    }

    private static string Rename(string path, string target)
    {
        if (File.Exists(path) && !File.Exists(target))
        {
            File.Move(path, target);
        }

        return target;
    }

    // Another client may have moved a mail from new to cur, or changed its flags, since it was listed: its name is another then.
    private void FindAgain(IReadOnlyList<MailEntry> entries)
    {
        var lost = entries.Where(entry => !_places.TryGetValue(entry.Key, out var path) || !File.Exists(path))
            .Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        if (lost.Count == 0)
        {
            return;
        }

        foreach (var key in lost)
        {
            _places.Remove(key);
        }

        foreach (var file in Files().Where(file => lost.Contains(UniqueName(file.Name))))
        {
            _places[UniqueName(file.Name)] = file.FullName;
        }
    }

    private IEnumerable<FileInfo> Files() => Places
        .SelectMany(place => new DirectoryInfo(Path.Combine(_root, place)).EnumerateFiles("*", FilesOnly))
        .Where(file => !file.Name.StartsWith('.'));
}
