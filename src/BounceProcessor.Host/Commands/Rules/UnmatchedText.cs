using System.Buffers;
using System.Globalization;
using System.Text;

using BounceProcessor.Diagnosis.Reasons;

namespace BounceProcessor.Host.Commands.Rules;

/// <summary>Unmatched diagnostics as text for people, and as rules to be finished.</summary>
internal static class UnmatchedText
{
    private const string FileName = "unmatched";
    private const int LongestSlug = 40;

    private static readonly SearchValues<char> AroundAddress = SearchValues.Create("<>()[]\"',;:|/");

    /// <summary>One group a block: how often, an example, who refused.</summary>
    public static string Of(UnmatchedWords words, int limit)
    {
        var text = new StringBuilder(8 * 1024);
        var groups = words.Groups;
        foreach (var group in groups.Take(limit))
        {
            text.Append(CultureInfo.InvariantCulture, $"{group.Count,7:N0}  {TerminalText.Safe(group.Example)}\n");
            text.Append("         ").Append(TerminalText.Safe(HostsOf(group))).Append(group.DecidedBy).Append('\n');
        }

        text.Append(text.Length == 0 ? "" : "\n");
        text.Append(CultureInfo.InvariantCulture, $"{words.Unmatched:N0} of {CountText.Long(words.Judged, "recipient")} {(words.Unmatched == 1 ? "is" : "are")} claimed by no rule, {words.Wordless:N0} of them without words.");
        text.Append(groups.Count > limit ? string.Create(CultureInfo.InvariantCulture, $" {limit:N0} of {groups.Count:N0} different ones are shown; --limit shows more.") : "");
        return text.Append('\n').ToString();
    }

    /// <summary>The beginnings of rules; ids are unique, each phrase stands in its sample.</summary>
    public static RuleSkeletons Skeletons(UnmatchedWords words, int limit)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        return new RuleSkeletons(
            "rules.schema.json",
            $"Save as {FileName}.json, name a reason in each rule and remove the others; bounceproc rules check {FileName}.json says what is missing.",
            [.. words.Groups.Take(limit).Select(group => Skeleton(group, ids))]);
    }

    private static string HostsOf(UnmatchedGroup group) => group switch
    {
        { Host: null } => "",
        { Hosts: 1 } => $"{group.Host}; ",
        { Hosts: 2 } => $"{group.Host} and 1 other host; ",
        _ => string.Create(CultureInfo.InvariantCulture, $"{group.Host} and {group.Hosts - 1:N0} other hosts; "),
    };

    private static RuleSkeletons.Rule Skeleton(UnmatchedGroup group, HashSet<string> ids)
    {
        var sample = WithoutAddresses(group.Example);
        var phrase = group.Shape.Phrase();
        var holds = phrase is not null && RuleWords.Fold(sample).Contains(phrase, StringComparison.Ordinal);
        return new RuleSkeletons.Rule(
            Unique(Slug(phrase ?? ""), ids),
            "",
            holds ? [phrase!] : [],
            sample,
            group.Host,
            group.Count == 1 ? "seen once" : string.Create(CultureInfo.InvariantCulture, $"seen {group.Count} times"));
    }

    private static string Unique(string slug, HashSet<string> ids)
    {
        var id = $"{FileName}/{slug}";
        for (var number = 2; !ids.Add(id); number++)
        {
            id = string.Create(CultureInfo.InvariantCulture, $"{FileName}/{slug}-{number}");
        }

        return id;
    }

    private static string Slug(string phrase)
    {
        var slug = new StringBuilder(LongestSlug);
        foreach (var letter in phrase.Normalize(NormalizationForm.FormD).TakeWhile(_ => slug.Length < LongestSlug))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            if (char.IsAsciiLetterOrDigit(letter))
            {
                slug.Append(letter);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().Trim('-') is { Length: > 0 } words ? words : "words";
    }

    // A rule file is no place for the addresses of people.
    private static string WithoutAddresses(string words) => string.Join(' ', words.Split(' ').Select(word =>
    {
        var at = word.IndexOf('@', StringComparison.Ordinal);
        if (at <= 0 || at == word.Length - 1)
        {
            return word;
        }

        var start = word.AsSpan(0, at).LastIndexOfAny(AroundAddress) + 1;
        var end = word.AsSpan(at).IndexOfAny(AroundAddress);
        return start == at ? word : $"{word[..start]}somebody@example.com{(end < 0 ? "" : word[(at + end)..])}";
    }));
}
