namespace BounceProcessor.Tests.Layout;

/// <summary>The files of the repository the tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] Made = ["bin", "obj", "TestResults", "artifacts", "data", ".git", ".vs", ".idea", "node_modules"];

    /// <summary>Full path of the folder with the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Paths relative to <see cref="Root"/>, with slashes, below a folder; nothing that a build makes.</summary>
    /// <param name="folder">Relative to the root; empty for everything.</param>
    /// <param name="endings">For example <c>.cs</c>; none for all.</param>
    public static IEnumerable<string> Files(string folder, params string[] endings)
    {
        var pending = new Stack<string>([Path.Combine(Root, folder)]);
        while (pending.TryPop(out var current))
        {
            foreach (var sub in Directory.EnumerateDirectories(current).Where(sub => !Made.Contains(Path.GetFileName(sub))))
            {
                pending.Push(sub);
            }

            foreach (var file in Directory.EnumerateFiles(current).Where(file => endings.Length == 0 || endings.Contains(Path.GetExtension(file))))
            {
                yield return Path.GetRelativePath(Root, file).Replace('\\', '/');
            }
        }
    }

    /// <summary>The text of one file.</summary>
    public static string Text(string relativePath) => File.ReadAllText(Path.Combine(Root, relativePath));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BounceProcessor.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("BounceProcessor.sln is in no folder above the tests.");
    }
}
