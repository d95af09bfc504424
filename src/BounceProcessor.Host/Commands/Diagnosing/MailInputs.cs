using BounceProcessor.Mailboxes;

namespace BounceProcessor.Host.Commands.Diagnosing;

/// <summary>Finds the mails behind the paths of a command line, lazily and in a stable order.</summary>
/// <param name="everythingIsMbox">Read every file as an mbox, whatever its name.</param>
/// <param name="openStandardInput">What <c>-</c> reads.</param>
internal sealed class MailInputs(bool everythingIsMbox, Func<Stream> openStandardInput)
{
    /// <summary>A folder with more entries than this is read in the directory's own order, so that memory stays bounded.</summary>
    public const int SortedEntries = 50_000;

    /// <summary>The mails of all paths. A path that cannot be read comes as a fault and the rest goes on.</summary>
    public IEnumerable<MailInput> Find(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        foreach (var path in paths)
        {
            var inputs = path switch
            {
                "-" => StandardInput(cancellationToken),
                _ when Directory.Exists(path) => Folder(path, cancellationToken),
                _ when File.Exists(path) => OneFile(path, cancellationToken),
                _ => [MailInput.Failed(path, "no such file or folder", ExitCode.NotFound)],
            };
            foreach (var input in inputs)
            {
                yield return input;
            }
        }
    }

    /// <summary>Whether a folder is a Maildir.</summary>
    public static bool IsMaildir(string path) =>
        Directory.Exists(Path.Join(path, "cur")) && Directory.Exists(Path.Join(path, "new")) && Directory.Exists(Path.Join(path, "tmp"));

    /// <summary>Whether a file is an mbox by its name. Never by content: a mail may begin with <c>From </c> as well.</summary>
    public static bool IsMboxByName(string path) =>
        path.EndsWith(".mbox", StringComparison.OrdinalIgnoreCase) || Path.GetFileName(path) == "mbox";

    private IEnumerable<MailInput> StandardInput(CancellationToken cancellationToken)
    {
        using var input = openStandardInput();
        if (everythingIsMbox)
        {
            foreach (var mail in Mbox("-", input, cancellationToken))
            {
                yield return mail;
            }
        }
        else
        {
            yield return MailInput.Read("-", MailBytes.Read(input, cancellationToken));
        }
    }

    private IEnumerable<MailInput> OneFile(string path, CancellationToken cancellationToken)
    {
        if (!everythingIsMbox && !IsMboxByName(path))
        {
            yield return MailInput.File(path);
            yield break;
        }

        FileStream? stream = null;
        MailInput? fault = null;
        try
        {
            stream = File.OpenRead(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            fault = MailInput.Failed(path, exception.Message, ExitCode.Incomplete);
        }

        if (stream is null)
        {
            yield return fault!;
            yield break;
        }

        using (stream)
        {
            foreach (var mail in Mbox(path, stream, cancellationToken))
            {
                yield return mail;
            }
        }
    }

    private static IEnumerable<MailInput> Mbox(string path, Stream stream, CancellationToken cancellationToken)
    {
        using var mails = new MboxReader(stream).ReadMails(cancellationToken).GetEnumerator();
        for (var number = 1; ; number++)
        {
            MailInput? fault = null;
            try
            {
                if (!mails.MoveNext())
                {
                    yield break;
                }
            }
            catch (IOException exception)
            {
                fault = MailInput.Failed(path, exception.Message, ExitCode.Incomplete);
            }

            yield return fault ?? MailInput.Read($"{path}#{number}", mails.Current);
            if (fault is not null)
            {
                yield break;
            }
        }
    }

    private IEnumerable<MailInput> Folder(string path, CancellationToken cancellationToken)
    {
        using var entries = Entries(path).GetEnumerator();
        var isMaildir = IsMaildir(path);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            MailInput? fault = null;
            try
            {
                if (!entries.MoveNext())
                {
                    yield break;
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                fault = MailInput.Failed(path, exception.Message, ExitCode.Incomplete);
            }

            if (fault is not null)
            {
                yield return fault;
                yield break;
            }

            var inputs = entries.Current switch
            {
                DirectoryInfo folder when IsWanted(folder, isMaildir) => Folder(Path.Join(path, folder.Name), cancellationToken),
                FileInfo file when !isMaildir && MailFile.IsMail(file.Name) => OneFile(Path.Join(path, file.Name), cancellationToken),
                _ => [],
            };
            foreach (var input in inputs)
            {
                yield return input;
            }
        }
    }

    private static IEnumerable<FileSystemInfo> Entries(string path)
    {
        var first = new List<FileSystemInfo>();
        using var all = new DirectoryInfo(path)
            .EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false })
            .GetEnumerator();
        while (first.Count < SortedEntries && all.MoveNext())
        {
            first.Add(all.Current);
        }

        if (first.Count < SortedEntries)
        {
            first.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        }

        foreach (var entry in first)
        {
            yield return entry;
        }

        while (all.MoveNext())
        {
            yield return all.Current;
        }
    }

    // Links to folders can lead in circles. In a Maildir, tmp holds half-written mail; its folders are hidden (".Sent"), other hidden folders are none of ours.
    private static bool IsWanted(DirectoryInfo folder, bool inMaildir) =>
        folder.LinkTarget is null
        && !(inMaildir && folder.Name == "tmp")
        && (!folder.Name.StartsWith('.') || IsMaildir(folder.FullName));
}
