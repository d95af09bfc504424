namespace BounceProcessor.Companies;

/// <summary>What can be a company's code; everything else before the event domain's @ is a stranger's invention.</summary>
internal static class CompanyCode
{
    private const int Longest = 64;

    /// <summary>Whether a text is 1 to 64 letters, digits, <c>.</c>, <c>_</c> or <c>-</c>.</summary>
    public static bool Is(string text) =>
        text.Length is > 0 and <= Longest && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');
}
