using System.Net;
using System.Text;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>
/// HTML → its words, a line for each block; notices of Exchange and some gateways come as HTML alone. One pass, whatever the HTML is like.
/// MimeKit's tokenizer would do, but its first use takes 60 MB and 0.1 s to compile a table of all entities.
/// </summary>
internal static class HtmlWords
{
    private const int Limit = 64 * 1024;

    private static readonly string[] LineBreaking =
        ["br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "hr", "pre", "blockquote", "ul", "ol"];

    private static readonly string[] Hidden = ["style", "script", "title"];

    /// <summary>The words, at most 64 Ki characters.</summary>
    public static string Of(string html)
    {
        var words = new StringBuilder(Math.Min(html.Length, Limit));
        var rest = html.AsSpan();
        var verbatim = false;
        while (!rest.IsEmpty && words.Length < Limit)
        {
            var open = rest.IndexOf('<');
            Append(words, open < 0 ? rest : rest[..open], verbatim);
            rest = open < 0 ? default : rest[open..];
            verbatim = rest.StartsWith("<pre", StringComparison.OrdinalIgnoreCase) ? IsOneOf(Name(rest[1..]), ["pre"])
                : verbatim && !rest.StartsWith("</pre", StringComparison.OrdinalIgnoreCase);
            rest = rest.IsEmpty ? default : AfterTag(rest, words);
        }

        return WebUtility.HtmlDecode(words.ToString());
    }

    // Line breaks in HTML source mean nothing outside <pre>, where Exchange puts the returned headers; a block element does.
    private static void Append(StringBuilder words, ReadOnlySpan<char> text, bool verbatim)
    {
        foreach (var letter in text[..Math.Min(text.Length, Limit)])
        {
            words.Append(!verbatim && (letter is '\r' or '\n') ? ' ' : letter);
        }
    }

    private static ReadOnlySpan<char> AfterTag(ReadOnlySpan<char> tag, StringBuilder words)
    {
        if (tag.StartsWith("<!--", StringComparison.Ordinal))
        {
            return After(tag, "-->");
        }

        var isEnd = tag.Length > 1 && tag[1] == '/';
        var name = Name(tag[(isEnd ? 2 : 1)..]);
        if (name.IsEmpty && !isEnd && !tag.StartsWith("<!", StringComparison.Ordinal) && !tag.StartsWith("<?", StringComparison.Ordinal))
        {
            words.Append('<'); // "5 < 6", or an address in angle brackets that nobody escaped
            return tag[1..];
        }

        if (IsOneOf(name, LineBreaking))
        {
            words.Append('\n');
        }
        else if (IsOneOf(name, ["td", "th"]))
        {
            words.Append(' ');
        }

        var after = After(tag, ">");
        return !isEnd && IsOneOf(name, Hidden) ? BeforeEnd(after, name) : after;
    }

    private static ReadOnlySpan<char> Name(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && length < 12 && char.IsAsciiLetterOrDigit(text[length]))
        {
            length++;
        }

        // <user@example.com> is an address, not an element.
        return length < text.Length && text[length] is '@' or '.' or '_' or '+' or '-' ? default : text[..length];
    }

    private static bool IsOneOf(ReadOnlySpan<char> name, ReadOnlySpan<string> names)
    {
        foreach (var known in names)
        {
            if (name.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> After(ReadOnlySpan<char> text, string mark)
    {
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? default : text[(at + mark.Length)..];
    }

    private static ReadOnlySpan<char> BeforeEnd(ReadOnlySpan<char> text, ReadOnlySpan<char> name)
    {
        var at = text.IndexOf($"</{name}", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? default : text[at..];
    }
}
