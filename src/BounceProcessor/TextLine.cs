namespace BounceProcessor;

/// <summary>Text from outside as part of a one-line message.</summary>
internal static class TextLine
{
    private const int Longest = 300;

    /// <summary>The text without line ends and control characters, cut to 300 characters.</summary>
    public static string Of(string text)
    {
        var line = string.Concat(text.Trim().Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= Longest ? line : line[..Longest] + "…";
    }
}
