namespace BounceProcessor.ApiTokens;

/// <summary>A token that somebody wants.</summary>
/// <param name="Company">Whose.</param>
/// <param name="Name">What people call it; 1 to 100 characters.</param>
/// <param name="Scopes">Some of <see cref="ApiScopes.All"/>.</param>
/// <param name="ExpiresAt">Until when; <see langword="null"/> for ever.</param>
/// <param name="By">Who wants it.</param>
internal sealed record ApiTokenRequest(string Company, string Name, IReadOnlyList<string> Scopes, DateTimeOffset? ExpiresAt, string By)
{
    /// <summary>Most characters of a name.</summary>
    public const int LongestName = 100;

    /// <summary>What is wrong with it, a line each; empty when nothing is.</summary>
    public IReadOnlyList<string> Faults(DateTimeOffset now)
    {
        List<string> faults = [];
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName || Name.Any(char.IsControl))
        {
            faults.Add($"The name of a token has 1 to {LongestName} characters on one line; this one has {Name.Length}.");
        }

        faults.AddRange(Scopes.Where(scope => !ApiScopes.All.Contains(scope, StringComparer.Ordinal))
            .Select(scope => $"There is no scope \"{scope}\"; there are {string.Join(", ", ApiScopes.All)}."));
        if (Scopes.Count == 0)
        {
            faults.Add($"A token without a scope opens nothing; give it some of {string.Join(", ", ApiScopes.All)}.");
        }

        if (ExpiresAt <= now)
        {
            faults.Add($"The token would expire at {ExpiresAt.Value.UtcDateTime:u}, which is over; name a later time.");
        }

        return faults;
    }
}
