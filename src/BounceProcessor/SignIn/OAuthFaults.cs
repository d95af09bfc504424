namespace BounceProcessor.SignIn;

/// <summary>Finds the faults of an account's OAuth settings. Each is one line: key, value, remedy; secrets are never quoted.</summary>
internal static class OAuthFaults
{
    private static readonly string[] NoTenants = ["common", "organizations", "consumers"];

    /// <param name="key">The section: <c>Mailboxes:events:OAuth</c>.</param>
    /// <param name="options">What stands there.</param>
    public static IEnumerable<string> Of(string key, OAuthOptions options) =>
        [.. Grant(key, options), .. Addresses(key, options)];

    private static IEnumerable<string> Grant(string key, OAuthOptions options) => options.Grant switch
    {
        TokenGrant.Fixed => [],
        TokenGrant.MicrosoftApp => MicrosoftApp(key, options),
        TokenGrant.MicrosoftUser => Missing(key, nameof(options.ClientId), options.ClientId, "write the application (client) id of the app registration"),
        TokenGrant.GoogleServiceAccount => GoogleServiceAccount(key, options),
        TokenGrant.GoogleUser => GoogleUser(key, options),
        _ => [$"{key}:Grant is \"{options.Grant}\"; write one of {string.Join(", ", Enum.GetNames<TokenGrant>())}."],
    };

    private static IEnumerable<string> MicrosoftApp(string key, OAuthOptions options)
    {
        if (options.Tenant.Length == 0 || NoTenants.Contains(options.Tenant, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"{key}:Tenant {Is(options.Tenant)}; write the directory (tenant) id of the mailbox's organisation, or one of its domains.";
        }

        foreach (var fault in Missing(key, nameof(options.ClientId), options.ClientId, "write the application (client) id of the app registration"))
        {
            yield return fault;
        }

        if (options.ClientSecret.Length == 0 && options.CertificateFile.Length == 0)
        {
            yield return $"{key}:ClientSecret is missing, and {key}:CertificateFile is empty; {Store(key, nameof(options.ClientSecret))}, or name a certificate's file.";
        }
        else if (options.ClientSecret.Length > 0 && options.CertificateFile.Length > 0)
        {
            yield return $"{key}:ClientSecret and {key}:CertificateFile are both set; keep one of them.";
        }

        if (options.CertificateFile.Length > 0 && Unusable(options) is { } why)
        {
            yield return $"{key}:CertificateFile is \"{TextLine.Of(options.CertificateFile)}\", {why}";
        }
    }

    private static string? Unusable(OAuthOptions options)
    {
        try
        {
            using var certificate = Secrets.CertificateFile.Load(options.CertificateFile, options.CertificatePassword);
            return null;
        }
        catch (Secrets.SecretsException fault)
        {
            return fault.Message;
        }
    }

    private static IEnumerable<string> GoogleServiceAccount(string key, OAuthOptions options)
    {
        if (options.KeyFile.Length == 0)
        {
            yield return $"{key}:KeyFile is empty; name the JSON key file of the service account.";
            yield break;
        }

        string? fault = null;
        try
        {
            GoogleKeyFile.Load(options.KeyFile);
        }
        catch (TokenException exception)
        {
            fault = $"{key}:KeyFile is \"{TextLine.Of(options.KeyFile)}\", {exception.Cause}; {exception.Remedy}.";
        }

        if (fault is not null)
        {
            yield return fault;
        }
    }

    private static IEnumerable<string> GoogleUser(string key, OAuthOptions options) =>
    [
        .. Missing(key, nameof(options.ClientId), options.ClientId, "write the client id of the OAuth client (kind \"Desktop app\")"),
        .. options.ClientSecret.Length > 0 ? Array.Empty<string>() : [$"{key}:ClientSecret is missing; {Store(key, nameof(options.ClientSecret))}."],
    ];

    private static IEnumerable<string> Addresses(string key, OAuthOptions options)
    {
        if (options.Authority.Length > 0 && !(Uri.TryCreate(options.Authority, UriKind.Absolute, out var authority) && authority.Scheme == Uri.UriSchemeHttps))
        {
            yield return $"{key}:Authority is \"{TextLine.Of(options.Authority)}\"; write an address that begins with https://, without the tenant, or leave it empty.";
        }

        (string Name, string Value)[] endpoints = [(nameof(options.TokenEndpoint), options.TokenEndpoint), (nameof(options.AuthorizationEndpoint), options.AuthorizationEndpoint)];
        foreach (var (name, value) in endpoints.Where(endpoint => endpoint.Value.Length > 0 && !IsSafe(endpoint.Value)))
        {
            yield return $"{key}:{name} is \"{TextLine.Of(value)}\"; write an address that begins with https://, or leave it empty.";
        }
    }

    // Secrets travel there.
    private static bool IsSafe(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    private static IEnumerable<string> Missing(string key, string name, string value, string remedy) =>
        string.IsNullOrWhiteSpace(value) ? [$"{key}:{name} is empty; {remedy}."] : [];

    private static string Is(string value) => value.Length == 0 ? "is empty" : $"is \"{TextLine.Of(value)}\"";

    private static string Store(string key, string name) => $"set it with bounceproc secret set {key}:{name}, or in the environment as {$"{key}:{name}".Replace(":", "__", StringComparison.Ordinal)}";
}
