using System.Globalization;

namespace BounceProcessor.Diagnosis.Smtp;

/// <summary>A three-part mail status such as <c>5.1.1</c> (RFC 3463, section 2).</summary>
/// <param name="Class">2 delivered, 4 temporary, 5 permanent.</param>
/// <param name="Subject">What the failure is about, 0 to 999; 1 is the address, 2 the mailbox.</param>
/// <param name="Detail">The exact condition within the subject, 0 to 999.</param>
public readonly record struct EnhancedStatusCode(int Class, int Subject, int Detail)
{
    /// <summary>Reads a code that stands at the very start of the text; what follows it is ignored.</summary>
    /// <param name="text">For example <c>5.1.1 (user unknown)</c>.</param>
    /// <param name="code">The code, or the default value.</param>
    /// <param name="length">How many characters the code takes.</param>
    public static bool TryReadAt(ReadOnlySpan<char> text, out EnhancedStatusCode code, out int length)
    {
        code = default;
        length = 0;
        if (text.Length < 5 || text[0] is not ('2' or '4' or '5') || text[1] != '.')
        {
            return false;
        }

        var subject = Number(text[2..], out var subjectDigits);
        var dot = 2 + subjectDigits;
        if (subjectDigits == 0 || dot >= text.Length || text[dot] != '.')
        {
            return false;
        }

        var detail = Number(text[(dot + 1)..], out var detailDigits);
        if (detailDigits == 0)
        {
            return false;
        }

        length = dot + 1 + detailDigits;
        code = new EnhancedStatusCode(text[0] - '0', subject, detail);
        return true;
    }

    /// <summary>Reads a Status field, comments and text after the code allowed.</summary>
    public static EnhancedStatusCode? Parse(string? text) =>
        text is not null && TryReadAt(text.AsSpan().TrimStart(), out var code, out _) ? code : null;

    /// <summary>Reads a failure code that stands as a word of its own at <paramref name="start"/>: no part of an address, a version or a longer number.</summary>
    /// <param name="text">Words of a report.</param>
    /// <param name="start">Where the class digit must stand.</param>
    /// <param name="code">The code, or the default value.</param>
    /// <param name="end">Where the code ends.</param>
    public static bool TryReadWord(ReadOnlySpan<char> text, int start, out EnhancedStatusCode code, out int end)
    {
        end = start;
        if (!TryReadAt(text[start..], out code, out var length) || code.Class == 2 || code.Subject > 7)
        {
            return false;
        }

        end = start + length;
        if (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '.' or '/' or '_' or '@'))
        {
            return false;
        }

        return end == text.Length
            || !(char.IsAsciiDigit(text[end]) || text[end] is '/' or '@'
                || (text[end] is '.' or '-' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1])));
    }

    /// <summary>Finds the first failure code in words; a detailed one is preferred to one that ends in <c>.0</c>.</summary>
    /// <returns><see langword="null"/> when the words hold none.</returns>
    public static EnhancedStatusCode? Find(ReadOnlySpan<char> text)
    {
        EnhancedStatusCode? found = null;
        for (var i = 0; i + 5 <= text.Length; i++)
        {
            if (text[i] is not ('4' or '5') || text[i + 1] != '.' || !TryReadWord(text, i, out var code, out var end) || IsVersion(text[..i]))
            {
                continue;
            }

            if (code.Detail != 0)
            {
                return code;
            }

            found ??= code;
            i = end - 1;
        }

        return found;
    }

    // "Exim 4.9.2", "version 4.7.1": the word in front names a program.
    private static bool IsVersion(ReadOnlySpan<char> before)
    {
        var word = before.TrimEnd(' ');
        word = word[(word.LastIndexOf(' ') + 1)..];
        return word.EndsWith("version", StringComparison.OrdinalIgnoreCase) || word.EndsWith("exim", StringComparison.OrdinalIgnoreCase)
            || word.EndsWith("sendmail", StringComparison.OrdinalIgnoreCase) || word.EndsWith("release", StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Class}.{Subject}.{Detail}");

    // One to three digits, not followed by a fourth.
    private static int Number(ReadOnlySpan<char> text, out int digits)
    {
        var value = 0;
        digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
        {
            if (digits == 3)
            {
                digits = 0;
                return 0;
            }

            value = (value * 10) + (text[digits] - '0');
            digits++;
        }

        return value;
    }
}
