using BounceProcessor.Diagnosis;

namespace BounceProcessor.MassMail;

/// <summary>The files that rows may name. A name is looked up in this list and never made into a path, so no row reaches a file outside of it.</summary>
public sealed class AttachmentSet
{
    private readonly Dictionary<string, Func<CancellationToken, Task<byte[]>>> _files;

    private AttachmentSet(Dictionary<string, Func<CancellationToken, Task<byte[]>>> files) => _files = files;

    /// <summary>No files.</summary>
    public static AttachmentSet None { get; } = new([]);

    /// <summary>The files' names.</summary>
    public IReadOnlyCollection<string> Names => _files.Keys;

    /// <summary>The files of a folder, without its subfolders and without links.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="largestBytes">Larger files are not read.</param>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static AttachmentSet OfFolder(string folder, long largestBytes)
    {
        var files = Create();
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().Where(file => file.LinkTarget is null))
        {
            var path = file.FullName;
            files[file.Name] = token => ReadAsync(path, largestBytes, token);
        }

        return new AttachmentSet(files);
    }

    /// <summary>Files that were given one by one; a folder before a name is dropped.</summary>
    /// <param name="files">Each with its name and what opens it.</param>
    /// <param name="largestBytes">Larger files are not read.</param>
    public static AttachmentSet Of(IEnumerable<(string Name, Func<Stream> Open)> files, long largestBytes)
    {
        var all = Create();
        foreach (var (name, open) in files)
        {
            all[NameOf(name)] = token => ReadAsync(open, largestBytes, token);
        }

        return new AttachmentSet(all);
    }

    /// <summary>The last part of a name that may have folders in it, of whichever system.</summary>
    public static string NameOf(string name) => name[(name.LastIndexOfAny(['/', '\\']) + 1)..];

    /// <summary>Whether there is a file of that name; upper and lower case are the same.</summary>
    public bool Has(string name) => _files.ContainsKey(name);

    /// <summary>The file's name as it was given, for one that a row may write otherwise.</summary>
    public string NameOfFile(string name) => _files.Keys.FirstOrDefault(file => file.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;

    /// <summary>The bytes of a file that is there.</summary>
    /// <returns>The bytes, or why they cannot be used.</returns>
    public async Task<(byte[]? Content, LocalizedText? Fault)> ReadAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await _files[name](cancellationToken), null);
        }
        catch (FileTooLargeException large)
        {
            return (null, new LocalizedText(
                $"File \"{TextLine.Of(name)}\" has {large.Bytes} bytes; at most {large.MostBytes} are sent. Make it smaller, or raise MassMail:LargestFileBytes.",
                $"Failis „{TextLine.Of(name)}“ on {large.Bytes} baiti; saadetakse kuni {large.MostBytes}. Tehke see väiksemaks või suurendage sätet MassMail:LargestFileBytes."));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (null, new LocalizedText(
                $"File \"{TextLine.Of(name)}\" cannot be read ({TextLine.Of(fault.Message)}).", $"Faili „{TextLine.Of(name)}“ ei saa lugeda ({TextLine.Of(fault.Message)})."));
        }
    }

    private static Dictionary<string, Func<CancellationToken, Task<byte[]>>> Create() => new(StringComparer.OrdinalIgnoreCase);

    private static Task<byte[]> ReadAsync(string path, long largestBytes, CancellationToken cancellationToken) =>
        ReadAsync(() => File.OpenRead(path), largestBytes, cancellationToken);

    private static async Task<byte[]> ReadAsync(Func<Stream> open, long largestBytes, CancellationToken cancellationToken)
    {
        await using var file = open();
        if (file.Length > largestBytes)
        {
            throw new FileTooLargeException(file.Length, largestBytes);
        }

        var content = new byte[file.Length];
        await file.ReadExactlyAsync(content, cancellationToken);
        return content;
    }

    private sealed class FileTooLargeException(long bytes, long mostBytes) : Exception
    {
        public long Bytes => bytes;

        public long MostBytes => mostBytes;
    }
}
