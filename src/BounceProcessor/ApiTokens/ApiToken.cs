namespace BounceProcessor.ApiTokens;

/// <summary>What a program of one company shows to be let in; the token itself is known to that program alone.</summary>
public sealed record ApiToken
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>The only company whose rows it opens.</summary>
    public required string Company { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Its first characters.</summary>
    public required string Prefix { get; init; }

    /// <summary>Some of <see cref="ApiScopes.All"/>, with blanks between them.</summary>
    public required string Scopes { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>From when it opens nothing; <see langword="null"/> for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last shown, to the minute; <see langword="null"/> when never.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When somebody ended it.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Who ended it.</summary>
    public string? RevokedBy { get; init; }

    /// <summary>Whether it opens anything at that time.</summary>
    public bool IsUsableAt(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || now < ExpiresAt);

    /// <summary>Whether it has a scope.</summary>
    public bool Allows(string scope) => Scopes.Split(' ').Contains(scope, StringComparer.Ordinal);
}
