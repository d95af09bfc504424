using System.Buffers;

namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>Reads names and values out of the words of a refusal, those of links among them.</summary>
internal static class LinkWords
{
    private static readonly SearchValues<char> EndOfValue = SearchValues.Create(" ;&<>\"']");
    private static readonly SearchValues<char> EndOfToken = SearchValues.Create(" ])>,;'\"=&");

    /// <summary>A value of a link such as <c>why?s=mfrom;id=a%40b.example;ip=192.0.2.1;r=host</c>, or in brackets such as <c>[LastAttemptedServerName=mx.example]</c>.</summary>
    public static string? Value(string words, string name)
    {
        for (var at = Find(words, name, 0); at >= 0; at = Find(words, name, at))
        {
            var before = at - name.Length - 1;
            if (before >= 0 && words[before] is '?' or ';' or '&' or '[')
            {
                var value = words.AsSpan(at);
                var end = value.IndexOfAny(EndOfValue);
                var text = Uri.UnescapeDataString((end < 0 ? value : value[..end]).ToString()).TrimEnd('.', ')', ',');
                return text.Length == 0 ? null : text;
            }
        }

        return null;
    }

    /// <summary>A value that is the name of a host.</summary>
    public static string? Host(string words, string name) => DomainOf(Value(words, name));

    /// <returns>Where the words behind the cue begin; -1 when it does not stand there. Upper and lower case alike.</returns>
    public static int Find(string words, string cue, int from)
    {
        var at = from > words.Length ? -1 : words.IndexOf(cue, from, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? -1 : at + cue.Length;
    }

    /// <summary>The first word without the brackets and quotes around it.</summary>
    public static ReadOnlySpan<char> Token(ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart(" [(<'\":=");
        var end = rest.IndexOfAny(EndOfToken);
        return (end < 0 ? rest : rest[..end]).TrimEnd(".:");
    }

    /// <summary>The domain of an address, or the domain that the word is; <see langword="null"/> when it is neither.</summary>
    public static string? DomainOf(ReadOnlySpan<char> token)
    {
        var domain = token[(token.LastIndexOf('@') + 1)..];
        var dot = domain.LastIndexOf('.');
        if (dot < 1 || domain.Length - dot < 3 || domain.Length > 253 || !char.IsLetter(domain[dot + 1]))
        {
            return null;
        }

        foreach (var letter in domain)
        {
            if (!char.IsLetterOrDigit(letter) && letter is not ('.' or '-' or '_'))
            {
                return null;
            }
        }

        return domain.ToString().ToLowerInvariant();
    }
}
