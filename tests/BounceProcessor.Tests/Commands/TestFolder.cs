namespace BounceProcessor.Tests.Commands;

/// <summary>A folder of its own for one test.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bounceproc-");

    /// <summary>Its full path.</summary>
    public string Path => _folder.FullName;

    /// <summary>Writes a file with its folders.</summary>
    /// <returns>The full path.</returns>
    public string Write(string relativePath, string text)
    {
        var path = System.IO.Path.Combine(Path, relativePath);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A configuration whose data lies in this folder.</summary>
    /// <param name="sections">Further sections as JSON members.</param>
    public string Configuration(string sections) => Write(
        "bounceproc.json",
        $$"""
        {
          "Database": { "Path": {{System.Text.Json.JsonSerializer.Serialize(System.IO.Path.Combine(Path, "data", "events.db"))}} }{{(sections.Length == 0 ? "" : ",")}}
          {{sections}}
        }
        """);

    public void Dispose() => _folder.Delete(recursive: true);
}
