namespace BounceProcessor.Companies;

/// <summary>What can be the code of a user of a company.</summary>
internal static class UserCode
{
    private const int Longest = 64;

    /// <summary>Whether a text is 1 to 64 characters, none of them a blank, a control character or one of <c>/\?#%"&lt;&gt;</c>, which addresses of pages cannot carry.</summary>
    public static bool Is(string text) =>
        text.Length is > 0 and <= Longest
        && text is not ("." or "..")
        && !text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || char.IsSurrogate(letter) || "/\\?#%\"<>".Contains(letter, StringComparison.Ordinal));
}
