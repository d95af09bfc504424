using System.Buffers;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>Finds the host that refused in the words around a refusal. By hand: setting up a pattern costs more than a hundred mails, and nearly every mail needs one.</summary>
internal static class HostWords
{
    /// <summary>A host is named at the beginning or not at all.</summary>
    private const int Head = 1_000;

    private const int LongestHost = 251;

    private static readonly string[] Refusals = ["does not like", "did not like", "failed after I sent"];

    private static readonly SearchValues<char> NameLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-");

    private static readonly SearchValues<char> LabelLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    private static readonly SearchValues<char> AddressLetters = SearchValues.Create("0123456789abcdefABCDEF.:");

    /// <summary><c>host mx.example.com[192.0.2.1] said:</c>, <c>host mx.example.com [192.0.2.1]: 550</c>, <c>192.0.2.1 does not like recipient</c>, <c>while talking to mx.example.com</c>; lower case.</summary>
    /// <returns><see langword="null"/> when the words name none.</returns>
    public static string? Find(ReadOnlySpan<char> text)
    {
        var head = text.Length > Head ? text[..Head] : text;
        var host = Named(head);
        host = host.IsEmpty ? Leading(head) : host;
        host = host.IsEmpty ? TalkedTo(head) : host;
        return host.IsEmpty ? null : host.TrimEnd('.').ToString().ToLowerInvariant();
    }

    private static ReadOnlySpan<char> Named(ReadOnlySpan<char> head)
    {
        for (var at = Next(head, "host", 0); at >= 0; at = Next(head, "host", at + 4))
        {
            var behind = head[(at + 4)..];
            behind = behind.StartsWith(':') ? behind[1..] : behind;
            if (behind.StartsWith(' ') && (at == 0 || !IsWordLetter(head[at - 1])) && DottedName(behind[1..]) is { IsEmpty: false } name)
            {
                return name;
            }
        }

        return default;
    }

    // At least two labels with nothing but one dot between them.
    private static ReadOnlySpan<char> DottedName(ReadOnlySpan<char> text)
    {
        var end = LabelEnd(text, 0);
        var dots = 0;
        while (end > 0 && end + 1 < text.Length && text[end] == '.' && LabelEnd(text, end + 1) is var next && next > end + 1)
        {
            end = next;
            dots++;
        }

        return dots > 0 ? text[..end] : default;
    }

    private static int LabelEnd(ReadOnlySpan<char> text, int begin) =>
        text[begin..].IndexOfAnyExcept(LabelLetters) is >= 0 and var length ? begin + length : text.Length;

    // "mx.example.com [192.0.2.1] did not like recipient", and qmail's "192.0.2.1 does not like recipient".
    private static ReadOnlySpan<char> Leading(ReadOnlySpan<char> head)
    {
        foreach (var refusal in Refusals)
        {
            for (var at = Next(head, refusal, 0); at >= 0; at = Next(head, refusal, at + refusal.Length))
            {
                if (WordBefore(head[..at]) is { IsEmpty: false } name)
                {
                    return name;
                }
            }
        }

        return default;
    }

    private static ReadOnlySpan<char> WordBefore(ReadOnlySpan<char> before)
    {
        if (!before.EndsWith(' '))
        {
            return default;
        }

        before = before[..^1];
        var open = before.EndsWith(']') ? before.LastIndexOf(" [") : -1;
        if (open >= 0 && open + 3 < before.Length && before[(open + 2)..^1].IndexOfAnyExcept(AddressLetters) < 0)
        {
            before = before[..open];
        }

        var name = before[(before.LastIndexOfAnyExcept(NameLetters) + 1)..];
        var alone = name.Length == before.Length || char.IsWhiteSpace(before[^(name.Length + 1)]);
        return alone && name.Length is > 2 and <= LongestHost && char.IsAsciiLetterOrDigit(name[0]) ? name : default;
    }

    private static ReadOnlySpan<char> TalkedTo(ReadOnlySpan<char> head)
    {
        const string Words = "while talking to ";
        for (var at = Next(head, Words, 0); at >= 0; at = Next(head, Words, at + Words.Length))
        {
            var name = head[(at + Words.Length)..];
            var end = name.IndexOfAnyExcept(NameLetters);
            name = name[..Math.Min(end < 0 ? name.Length : end, LongestHost)];
            if (name.Length > 2 && char.IsAsciiLetterOrDigit(name[0]))
            {
                return name;
            }
        }

        return default;
    }

    private static bool IsWordLetter(char letter) => char.IsLetterOrDigit(letter) || letter == '_';

    private static int Next(ReadOnlySpan<char> text, string words, int from)
    {
        var at = text[from..].IndexOf(words, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? -1 : from + at;
    }
}
