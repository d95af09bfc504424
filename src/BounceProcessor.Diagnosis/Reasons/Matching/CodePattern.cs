using BounceProcessor.Diagnosis.Smtp;

namespace BounceProcessor.Diagnosis.Reasons.Matching;

/// <summary>An enhanced code of a rule file: <c>5.1.1</c>, <c>x.1.1</c> for either class, <c>5.7.*</c> for any detail.</summary>
/// <param name="Class">4 or 5; 0 for either.</param>
/// <param name="Subject">0 to 7.</param>
/// <param name="Detail">0 to 999; -1 for any.</param>
internal sealed record CodePattern(int Class, int Subject, int Detail)
{
    /// <summary>A number of its own for every pattern, to be looked up by.</summary>
    public int Key => KeyOf(Class, Subject, Detail);

    /// <summary>The key of the pattern that is one code.</summary>
    /// <param name="code">The code.</param>
    /// <param name="anyClass">Of either class.</param>
    public static int KeyOf(EnhancedStatusCode code, bool anyClass) => KeyOf(anyClass ? 0 : code.Class, code.Subject, code.Detail);

    /// <returns><see langword="null"/> when the text is no such pattern.</returns>
    public static CodePattern? Parse(string? text)
    {
        if (text is null || text.Length < 5)
        {
            return null;
        }

        var anyClass = text[0] == 'x';
        var anyDetail = text.EndsWith(".*", StringComparison.Ordinal);
        var concrete = (anyClass ? "5" : text[..1]) + (anyDetail ? text[1..^1] + "0" : text[1..]);
        return EnhancedStatusCode.TryReadWord(concrete, 0, out var code, out var end) && end == concrete.Length
            ? new CodePattern(anyClass ? 0 : code.Class, code.Subject, anyDetail ? -1 : code.Detail)
            : null;
    }

    public bool Matches(EnhancedStatusCode code) =>
        (Class == 0 || Class == code.Class) && Subject == code.Subject && (Detail < 0 || Detail == code.Detail);

    private static int KeyOf(int type, int subject, int detail) => (((type * 1_000) + subject) * 1_001) + detail + 1;
}
