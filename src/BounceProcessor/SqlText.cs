namespace BounceProcessor;

/// <summary>The SQL files embedded in this assembly.</summary>
internal static class SqlText
{
    /// <summary>One statement.</summary>
    /// <param name="name">Folder and file: <c>Events/Sql/InsertEvent.sql</c>.</param>
    /// <exception cref="InvalidOperationException">There is no such file; a fault of this program.</exception>
    public static string Load(string name)
    {
        using var stream = typeof(SqlText).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The SQL file \"{name}\" is not embedded in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
