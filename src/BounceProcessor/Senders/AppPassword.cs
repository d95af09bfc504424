namespace BounceProcessor.Senders;

/// <summary>A password that Google makes for one program: 16 letters, shown in four groups.</summary>
internal static class AppPassword
{
    private const int Length = 16;

    /// <summary>Without blanks, if it is one; any other password stays as it is.</summary>
    public static string Tidy(string password)
    {
        var letters = string.Concat(password.Where(letter => !char.IsWhiteSpace(letter)));
        return Is(letters) ? letters : password;
    }

    /// <summary>Whether a password can be one, with or without blanks.</summary>
    public static bool Is(string password) =>
        password.Where(letter => !char.IsWhiteSpace(letter)).ToArray() is { Length: Length } letters && letters.All(char.IsAsciiLetter);
}
