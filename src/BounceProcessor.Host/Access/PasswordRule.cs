namespace BounceProcessor.Host.Access;

/// <summary>What a password must be: long. No rules about letters and digits; they make people write passwords down.</summary>
internal static class PasswordRule
{
    /// <summary>Shortest password, in characters.</summary>
    public const int MinimumLength = 10;

    /// <summary>Longest password, in characters; hashing more would only cost time.</summary>
    public const int MaximumLength = 200;

    public static bool Allows(string password) => password.Length is >= MinimumLength and <= MaximumLength;
}
