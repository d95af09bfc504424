namespace BounceProcessor.MassMail;

/// <summary>A file that goes with letters of a mass mail.</summary>
public sealed record BatchFile
{
    /// <summary>Its name, without folders.</summary>
    public required string Name { get; init; }

    /// <summary>By which a name in a row is compared.</summary>
    public string Key => KeyOf(Name);

    /// <summary>It goes with every letter; else with those whose row names it.</summary>
    public required bool IsCommon { get; init; }

    /// <summary>Its size.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Its bytes; empty in lists.</summary>
    public byte[] Content { get; init; } = [];

    /// <summary>Upper and lower case are the same.</summary>
    public static string KeyOf(string name) => name.ToLowerInvariant();
}
