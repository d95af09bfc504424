namespace BounceProcessor.Tests.Samples;

/// <summary>The folder <c>samples/bounces</c> of the working copy the tests were built from.</summary>
internal static class SampleFolder
{
    public static string Path { get; } = Find();

    /// <summary>The samples as <c>postfix/01-mailbox-unknown</c>, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. NamesOf("*.eml", ".eml")];

    public static IEnumerable<string> NamesOf(string pattern, string ending) =>
        Directory.EnumerateFiles(Path, pattern, SearchOption.AllDirectories)
            .Select(file => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/')[..^ending.Length])
            .Order(StringComparer.Ordinal);

    public static byte[] Mail(string name) => System.IO.File.ReadAllBytes(File(name, ".eml"));

    public static string Expectation(string name) => System.IO.File.ReadAllText(File(name, ".expected.json"));

    private static string File(string name, string ending) => System.IO.Path.Combine(Path, name.Replace('/', System.IO.Path.DirectorySeparatorChar) + ending);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(System.IO.Path.Combine(folder.FullName, "BounceProcessor.sln")))
            {
                return System.IO.Path.Combine(folder.FullName, "samples", "bounces");
            }
        }

        throw new DirectoryNotFoundException($"No BounceProcessor.sln above {AppContext.BaseDirectory}; the samples are looked for beside it.");
    }
}
