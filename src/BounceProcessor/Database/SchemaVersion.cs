using System.Globalization;

namespace BounceProcessor.Database;

/// <summary>One step of the schema, from a file <c>Schema/sqlite/0001-events.sql</c>.</summary>
/// <param name="Number">1 to 9999; steps are applied in this order, gaps are allowed.</param>
/// <param name="Name">The rest of the file name.</param>
/// <param name="Sql">The statements.</param>
internal sealed record SchemaVersion(long Number, string Name, string Sql)
{
    /// <summary>The steps this program knows for a kind of database, in order.</summary>
    /// <param name="dialect">The folder: <c>sqlite</c>.</param>
    public static IReadOnlyList<SchemaVersion> Embedded(string dialect)
    {
        var folder = $"Schema/{dialect}/";
        return [.. typeof(SchemaVersion).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .Select(name => Read(name, name[folder.Length..]))
            .OrderBy(version => version.Number)];
    }

    private static SchemaVersion Read(string resource, string fileName) => new(
        long.Parse(fileName.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture),
        Path.GetFileNameWithoutExtension(fileName)[5..],
        SqlText.Load(resource));
}
