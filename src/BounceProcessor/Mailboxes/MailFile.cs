namespace BounceProcessor.Mailboxes;

/// <summary>What the sources that read files share.</summary>
internal static class MailFile
{
    /// <summary>Most mails in one page of a listing.</summary>
    public const int PageLength = 500;

    // Endings that are plainly something else than a mail, or not finished yet. Everything else is read: mails are kept
    // under .eml, .txt, .msg, .mbox, a number, a Maildir name or no ending at all.
    private static readonly HashSet<string> OtherEndings = new(StringComparer.OrdinalIgnoreCase)
    {
        ".json", ".jsonl", ".ndjson", ".md", ".html", ".htm", ".xml", ".csv", ".tsv", ".yml", ".yaml", ".toml", ".ini", ".conf",
        ".log", ".db", ".sqlite", ".pdf", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".ico", ".webp", ".zip", ".gz", ".tgz", ".bz2",
        ".xz", ".zst", ".7z", ".tar", ".cs", ".py", ".sh", ".js", ".css", ".ps1", ".pl", ".rb", ".sql", ".mc", ".cf", ".cfg", ".properties", ".dll", ".exe", ".so", ".xlsx", ".docx",
        ".tmp", ".part", ".partial", ".filepart", ".crdownload", ".lock", ".swp",
    };

    /// <summary>Whether a file in a folder of mails is read, by its name alone.</summary>
    public static bool IsMail(string name) =>
        !name.StartsWith('.') && !name.EndsWith('~') && !OtherEndings.Contains(Path.GetExtension(name));

    /// <summary>Reads one mail, or its headers when it is above the limit.</summary>
    /// <returns>Null when the file is gone, or is no longer as long as it was when it was listed.</returns>
    public static async Task<RawMail?> ReadAsync(string path, MailEntry entry, long sizeLimitBytes, CancellationToken cancellationToken)
    {
        if (entry.SizeBytes == 0)
        {
            // Not opened: a pipe or a device has the size 0 as well, and opening one may wait for ever.
            return new RawMail(entry, ReadOnlyMemory<byte>.Empty, HeadersOnly: false);
        }

        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, useAsync: true);
            await using (file)
            {
                return file.Length != entry.SizeBytes
                    ? null
                    : await ReadAsync(file, entry, sizeLimitBytes, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Moves a file, under another name when the target holds one of the same name already.</summary>
    /// <returns>False when the file is gone.</returns>
    public static bool Move(string path, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target) ?? ".");
        var free = target;
        for (var number = 1; File.Exists(free); number++)
        {
            free = FormattableString.Invariant(
                $"{Path.Combine(Path.GetDirectoryName(target) ?? ".", Path.GetFileNameWithoutExtension(target))}-{number}{Path.GetExtension(target)}");
        }

        try
        {
            File.Move(path, free, overwrite: false);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private static async Task<RawMail> ReadAsync(Stream file, MailEntry entry, long sizeLimitBytes, CancellationToken cancellationToken)
    {
        var isTooLarge = entry.SizeBytes > sizeLimitBytes;
        var bytes = new byte[isTooLarge ? Math.Min(entry.SizeBytes, HeaderSection.MaxBytes) : entry.SizeBytes];
        var read = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        var mail = bytes.AsMemory(0, read);
        return new RawMail(entry, isTooLarge ? HeaderSection.Of(mail) : mail, isTooLarge);
    }
}
