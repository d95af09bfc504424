using System.Reflection;

namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>The rule files that ship inside this assembly.</summary>
public static class RuleFiles
{
    private const string ResourceFolder = "Rules/";

    /// <summary>All embedded files, sorted by name.</summary>
    public static IReadOnlyList<RuleFile> Embedded()
    {
        var assembly = typeof(RuleFiles).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(ResourceFolder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => new RuleFile(name[ResourceFolder.Length..], Bytes(assembly, name))),
        ];
    }

    /// <summary>The JSON schema of rule files, for editors; UTF-8.</summary>
    public static ReadOnlyMemory<byte> Schema() => Bytes(typeof(RuleFiles).Assembly, "rules.schema.json");

    private static byte[] Bytes(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lost its resource \"{name}\"; build it again.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
