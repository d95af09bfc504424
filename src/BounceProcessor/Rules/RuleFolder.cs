using BounceProcessor.Diagnosis.Reasons;

namespace BounceProcessor.Rules;

/// <summary>Reads the operator's rule files: every <c>*.json</c> of one folder but hidden ones and schemas.</summary>
internal static class RuleFolder
{
    private const int MostFiles = 1_000;
    private const long LargestFile = 8 * 1024 * 1024;
    private const long LargestFolder = 32 * 1024 * 1024;

    /// <summary>Lists the files without opening them. Throws nothing for a folder that is not there or cannot be listed.</summary>
    public static FolderLook Look(string folder)
    {
        try
        {
            if (!Directory.Exists(folder))
            {
                return new FolderLook(false, null, []);
            }

            RuleFileMark[] files = [.. Directory.EnumerateFiles(folder, "*.json").Where(IsRules).Take(MostFiles + 1).Select(Mark)];
            Array.Sort(files, (one, other) => string.CompareOrdinal(one.Name, other.Name));
            return files.Length > MostFiles
                ? new FolderLook(true, $"the folder \"{folder}\" has more than {MostFiles} files; put several rules into one file.", [])
                : new FolderLook(true, null, files);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new FolderLook(true, $"the folder \"{folder}\" cannot be listed ({fault.Message}); give the user \"{Environment.UserName}\" the right to read it.", []);
        }
    }

    /// <summary>Reads what a look showed.</summary>
    public static FolderContent Read(FolderLook look)
    {
        var files = new List<RuleFile>();
        var faults = new List<string>();
        if (look.Fault is not null)
        {
            faults.Add(look.Fault);
        }

        var left = LargestFolder;
        foreach (var mark in look.Files)
        {
            var name = $"operator/{mark.Name}";
            if (mark.Length < 0)
            {
                faults.Add($"{name}: leads to \"{mark.Path}\", and there is no such file; correct the link or remove it.");
                continue;
            }

            try
            {
                var limit = Math.Min(left, LargestFile);
                if (Bytes(mark.Path, limit) is { } bytes)
                {
                    left -= bytes.Length;
                    files.Add(new RuleFile(name, bytes));
                }
                else
                {
                    faults.Add($"{name}: is larger than {limit / 1024 / 1024} MiB; a file may have {LargestFile / 1024 / 1024} MiB and all of them together {LargestFolder / 1024 / 1024} MiB, shorten it.");
                }
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                faults.Add($"{name}: cannot be read ({fault.Message}); give the user \"{Environment.UserName}\" the right to read it, or remove it.");
            }
        }

        return new FolderContent(files, faults);
    }

    /// <summary>One file that is named, wherever it lies.</summary>
    public static FolderContent ReadFile(string path) => Read(new FolderLook(true, null, [Mark(path)]));

    private static bool IsRules(string path) =>
        Path.GetFileName(path) is var name && !name.StartsWith('.') && !name.EndsWith(".schema.json", StringComparison.OrdinalIgnoreCase);

    // Behind a link, because a folder that is mounted by an orchestrator has links whose targets change.
    private static RuleFileMark Mark(string path)
    {
        var named = new FileInfo(path);
        var file = named.LinkTarget is null ? named : (FileInfo?)named.ResolveLinkTarget(returnFinalTarget: true) ?? named;
        return new RuleFileMark(named.Name, file.FullName, file.Exists ? file.Length : -1, file.Exists ? file.LastWriteTimeUtc : default);
    }

    // Null when it is larger than the limit, even when it grows while it is read.
    private static byte[]? Bytes(string path, long limit)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (stream.CanSeek && stream.Length > limit)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        var chunk = new byte[64 * 1024];
        for (var read = stream.Read(chunk); read > 0; read = stream.Read(chunk))
        {
            if (bytes.Length + read > limit)
            {
                return null;
            }

            bytes.Write(chunk, 0, read);
        }

        return bytes.ToArray();
    }
}
