namespace BounceProcessor.SignIn;

/// <summary>What the database holds for an account. Not a record: those write out what they hold.</summary>
internal sealed class StoredToken
{
    /// <summary>Nothing yet, or nothing of these settings.</summary>
    public static readonly StoredToken None = new();

    /// <summary>Null when none is kept.</summary>
    public AccessToken? Token { get; init; }

    /// <summary>What renews it; see <see cref="GrantedToken.Kept"/>.</summary>
    public string? Kept { get; init; }

    /// <summary>There is something, but the key ring at hand cannot decrypt it.</summary>
    public bool IsUnreadable { get; init; }
}
