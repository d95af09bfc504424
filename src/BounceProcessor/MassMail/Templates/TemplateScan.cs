namespace BounceProcessor.MassMail.Templates;

/// <summary>Goes over a template before it is parsed: parsing and running deeply nested ones uses up the stack, which ends the process. Also finds where a name stands, for the parsed form has no places.</summary>
internal sealed class TemplateScan
{
    /// <summary>Blocks within blocks.</summary>
    public const int DeepestNesting = 32;

    /// <summary>Characters of one tag or output.</summary>
    public const int LongestTag = 1_000;

    private static readonly string[] Blocks = ["if", "unless", "for", "case", "comment", "raw"];

    private readonly string _source;
    private readonly List<(int Start, int Length)> _tags = [];

    /// <param name="source">The template.</param>
    public TemplateScan(string source)
    {
        _source = source;
        Find();
    }

    /// <summary>The first tag that is too long; -1 for none.</summary>
    public int TooLong { get; private set; } = -1;

    /// <summary>The first tag that is nested too deeply; -1 for none.</summary>
    public int TooDeep { get; private set; } = -1;

    /// <summary>Line and column, from 1, of a position.</summary>
    public (int Line, int Column) PlaceOf(int position)
    {
        var before = _source.AsSpan(0, Math.Min(position, _source.Length));
        return (before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }

    /// <summary>Where a word first stands within a tag or output, as a word of its own and not as text in quotes.</summary>
    public (int Line, int Column)? Find(string word)
    {
        foreach (var (start, length) in _tags)
        {
            var at = WordIn(_source.AsSpan(start, length), word);
            if (at >= 0)
            {
                return PlaceOf(start + at);
            }
        }

        return null;
    }

    private void Find()
    {
        var depth = 0;
        for (var at = Next(0); at >= 0;)
        {
            var isTag = _source[at + 1] == '%';
            var end = _source.IndexOf(isTag ? "%}" : "}}", at + 2, StringComparison.Ordinal);
            var length = (end < 0 ? _source.Length : end + 2) - at;
            _tags.Add((at, length));
            TooLong = TooLong < 0 && length > LongestTag ? at : TooLong;
            depth += isTag ? Step(_source.AsSpan(at + 2, length - 2)) : 0;
            TooDeep = TooDeep < 0 && depth > DeepestNesting ? at : TooDeep;
            at = Next(at + length);
        }
    }

    private int Next(int from)
    {
        for (var at = from; at < _source.Length - 1; at++)
        {
            if (_source[at] == '{' && _source[at + 1] is '{' or '%')
            {
                return at;
            }
        }

        return -1;
    }

    private static int Step(ReadOnlySpan<char> tag)
    {
        var word = tag.TrimStart("- \t\r\n");
        var length = 0;
        while (length < word.Length && char.IsAsciiLetter(word[length]))
        {
            length++;
        }

        word = word[..length];
        foreach (var block in Blocks)
        {
            if (word.SequenceEqual(block))
            {
                return 1;
            }

            if (word.StartsWith("end") && word[3..].SequenceEqual(block))
            {
                return -1;
            }
        }

        return 0;
    }

    private static int WordIn(ReadOnlySpan<char> tag, string word)
    {
        var quote = '\0';
        for (var at = 0; at < tag.Length; at++)
        {
            if (quote != '\0')
            {
                quote = tag[at] == quote ? '\0' : quote;
            }
            else if (tag[at] is '"' or '\'')
            {
                quote = tag[at];
            }
            else if (tag[at..].StartsWith(word, StringComparison.OrdinalIgnoreCase)
                && (at == 0 || !IsOfName(tag[at - 1])) && (at + word.Length >= tag.Length || !IsOfName(tag[at + word.Length])))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool IsOfName(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-';
}
