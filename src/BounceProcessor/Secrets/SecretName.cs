namespace BounceProcessor.Secrets;

/// <summary>Which keys of the configuration hold secrets: a rule by name, so that a new setting is protected before anybody thinks of it.</summary>
internal static class SecretName
{
    private static readonly string[] Endings = ["Password", "Secret", "Token", "ConnectionString", "PrivateKey"];

    /// <summary>Whether the last part of a key says so: <c>Mailboxes:events:Password</c>.</summary>
    public static bool Is(string key)
    {
        var last = key[(key.LastIndexOf(':') + 1)..];
        return Endings.Any(ending => last.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
    }
}
