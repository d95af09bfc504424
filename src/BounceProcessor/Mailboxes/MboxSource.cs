using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace BounceProcessor.Mailboxes;

/// <summary>
/// One mbox file. It is never changed, so nothing can be settled in it. A key holds the mail's offset and hash, because other programs
/// compact an mbox in place: a listing therefore always shows the whole file, whatever position is asked for.
/// </summary>
internal sealed class MboxSource(string name, MailboxOptions options) : IMailSource
{
    private readonly string _path = Path.GetFullPath(options.Path);

    /// <inheritdoc />
    public async Task<string> OpenAsync(CancellationToken cancellationToken)
    {
        if (!FileFaults.CanSettle(MailboxKind.Mbox, options.AfterFiling))
        {
            throw FileFaults.CannotSettle(name, MailboxKind.Mbox, options.AfterFiling);
        }

        if (!File.Exists(_path))
        {
            throw FileFaults.Missing(name, "mbox file", _path);
        }

        try
        {
            await using var file = OpenFile();
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw FileFaults.Unreadable(name, _path, exception);
        }

        return "mbox";
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<IReadOnlyList<MailEntry>> ListAsync(
        long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var before = Stamp();
        await using var file = OpenFile();
        using var scanner = new MboxScanner(file);
        var page = new List<MailEntry>(MailFile.PageLength);
        MailEntry? last = null;
        await foreach (var mail in scanner.ScanAsync(cancellationToken))
        {
            if (last is not null)
            {
                page.Add(last);
            }

            if (page.Count == MailFile.PageLength)
            {
                yield return page;
                page = new List<MailEntry>(MailFile.PageLength);
            }

            last = new MailEntry(KeyOf(mail.Offset, mail.Hash), mail.Offset, mail.SizeBytes, before.WrittenAt);
        }

        // While somebody writes, the last mail may be half a mail; the next run lists it.
        if (last is not null && Stamp() == before && !File.Exists(_path + ".lock"))
        {
            page.Add(last);
        }

        if (page.Count > 0)
        {
            yield return page;
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<RawMail> ReadAsync(
        IReadOnlyList<MailEntry> entries, long sizeLimitBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var file = OpenFile();
        foreach (var entry in entries)
        {
            var isTooLarge = entry.SizeBytes > sizeLimitBytes;
            var bytes = new byte[isTooLarge ? Math.Min(entry.SizeBytes, HeaderSection.MaxBytes) : entry.SizeBytes];
            file.Seek(entry.Position, SeekOrigin.Begin);
            var read = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            if (read < bytes.Length || (!isTooLarge && KeyOf(entry.Position, HashOf(bytes)) != entry.Key))
            {
                continue; // the file was rewritten meanwhile
            }

            ReadOnlyMemory<byte> mail = MboxFormat.Unquote(bytes);
            yield return new RawMail(entry, isTooLarge ? HeaderSection.Of(mail) : mail, isTooLarge);
        }
    }

    /// <inheritdoc />
    public Task SettleAsync(IReadOnlyList<MailEntry> entries, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string KeyOf(long offset, string hash) => string.Create(CultureInfo.InvariantCulture, $"{offset}-{hash}");

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8));

    private FileStream OpenFile() => new(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, useAsync: true);

    private (long Length, DateTimeOffset WrittenAt) Stamp()
    {
        var file = new FileInfo(_path);
        return (file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero));
    }
}
