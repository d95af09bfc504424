using System.Buffers;
using System.Net;
using System.Text;

using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Diagnosis.Smtp;

namespace BounceProcessor.Host.Commands.Rules;

/// <summary>The words of a refusal without what differs from mail to mail: addresses, hosts, IP addresses, links, numbers and ids.</summary>
internal sealed class DiagnosticShape
{
    private const int LongestShape = 400;
    private const int LongestPhrase = 70;
    private const int ShortestPhrase = 8;
    private const int LongestWord = 24;

    private static readonly SearchValues<char> Openings = SearchValues.Create("([{<\"'");
    private static readonly SearchValues<char> Closings = SearchValues.Create(")]}>\"'.,;:!?");

    // What stands for something that differs.
    private static readonly SearchValues<char> Folded = SearchValues.Create("#@{");

    private readonly List<string> _tokens;

    private DiagnosticShape(List<string> tokens)
    {
        _tokens = tokens;
        var shape = string.Join(' ', Collapsed(tokens));
        Text = shape.Length > LongestShape ? shape[..LongestShape] : shape;
    }

    /// <summary>What stands for all diagnostics of this shape.</summary>
    public string Text { get; }

    /// <summary>Reads a diagnostic.</summary>
    public static DiagnosticShape Of(string words) => new([.. RuleWords.Fold(QuotedReply.Within(words)).Trim().Split(' ').Select((word, place) => Fold(word, place == 0))]);

    /// <summary>The longest words that do not differ, as a rule's phrase; <see langword="null"/> when there are none worth a rule.</summary>
    public string? Phrase()
    {
        var best = "";
        var run = new StringBuilder();
        foreach (var token in _tokens.Append("#"))
        {
            if (!IsFolded(token) && !IsCode(token))
            {
                run.Append(run.Length == 0 ? "" : " ").Append(token);
                continue;
            }

            best = run.Length > best.Length ? run.ToString() : best;
            run.Clear();
        }

        if (best.Length > LongestPhrase)
        {
            var end = best.LastIndexOf(' ', LongestPhrase);
            best = best[..(end > 0 ? end : LongestPhrase)];
        }

        best = best.Trim(' ', '.', ',', ';', ':', '-', '(', ')', '<', '>', '"', '\'');
        return best.Length < ShortestPhrase ? null : best;
    }

    private static IEnumerable<string> Collapsed(IEnumerable<string> tokens)
    {
        string? before = null;
        foreach (var token in tokens)
        {
            if (token != before || !IsFolded(token))
            {
                yield return token;
            }

            before = token;
        }
    }

    private static bool IsFolded(string token) => token.AsSpan().ContainsAny(Folded);

    private static bool IsCode(string token) => (token.Length > 0 && char.IsAsciiDigit(token[0])) || EnhancedStatusCode.Parse(token.Trim('(', ')', '[', ']', ':', '-')) is not null;

    private static string Fold(string word, bool isFirst)
    {
        var start = word.AsSpan().IndexOfAnyExcept(Openings);
        if (start < 0)
        {
            return word;
        }

        var end = word.AsSpan().LastIndexOfAnyExcept(Closings) + 1;
        return end <= start ? word : word[..start] + FoldCore(word[start..end], isFirst) + word[end..];
    }

    private static string FoldCore(string core, bool isFirst)
    {
        if (core.Contains('@', StringComparison.Ordinal))
        {
            return "@";
        }

        if (core.StartsWith("http", StringComparison.Ordinal) && core.Contains("://", StringComparison.Ordinal))
        {
            return "{link}";
        }

        if (core.IndexOfAny(['=', '[', '(']) is > 0 and var split && split < core.Length - 1)
        {
            return FoldCore(core[..split], isFirst) + core[split] + Fold(core[(split + 1)..], false);
        }

        if (IsCodeToKeep(core, isFirst))
        {
            return core;
        }

        return core switch
        {
            _ when IsAddress(core) => "{ip}",
            _ when IsHost(core) => "{host}",
            _ when core.Any(char.IsDigit) || core.Length > LongestWord => "#",
            _ => core,
        };
    }

    private static bool IsCodeToKeep(string core, bool isFirst) =>
        (isFirst && core.Length >= 3 && core.Take(3).All(char.IsAsciiDigit)) || EnhancedStatusCode.Parse(core.TrimStart('#')) is not null;

    private static bool IsAddress(string core) => (core.Count(letter => letter == '.') == 3 || core.Count(letter => letter == ':') >= 2) && IPAddress.TryParse(core, out _);

    private static bool IsHost(string core)
    {
        var dot = core.LastIndexOf('.');
        return dot > 0 && core.Length - dot is > 2 and < 20
            && core.AsSpan(dot + 1).ContainsAnyExceptInRange('a', 'z') is false
            && core.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_');
    }
}
