using System.Text.RegularExpressions;

namespace BounceProcessor.Diagnosis.Reasons.Loading;

/// <summary>The patterns of rules. They run in linear time whatever the text, for a backtracking pattern on words of strangers is a way to stop the service.</summary>
internal sealed class RulePatterns(FaultList faults)
{
    private const int LongestPattern = 1_000;
    private const int MostOfOperator = 500;

    // A loop of loops is written out when it is compiled: (a{500}){500} has 250,000 states.
    private const int MostRepeated = 200;

    private int _ofOperator;

    /// <summary>Why a pattern cannot be used; <see langword="null"/> when it can.</summary>
    public static string? FaultOf(Lazy<Regex>? pattern)
    {
        try
        {
            _ = pattern?.Value;
            return null;
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            return $"pattern cannot be used ({fault.Message.TrimEnd('.')}); write it without look-around, back references and atomic groups.";
        }
    }

    /// <returns><see langword="null"/> when the rule has none, or when it is faulty.</returns>
    public Lazy<Regex>? Read(RuleSet set, RuleDocument rule)
    {
        if (rule.Pattern is not { } pattern)
        {
            return null;
        }

        if (FaultOf(pattern) is { } fault)
        {
            faults.Add(set.File, rule.LineOf("pattern"), "rule", rule.Id, $"pattern {FaultList.Quote(pattern)} {fault}");
            return null;
        }

        if (set.Tier == RuleTier.Operator && ++_ofOperator > MostOfOperator)
        {
            faults.Add(set.File, rule.LineOf("pattern"), "rule", rule.Id, $"there are more than {MostOfOperator} rules of the operator with a pattern; write phrases instead.");
            return null;
        }

        // Built at first use: most mails need none, and building costs more than reading a mail.
        var built = new Lazy<Regex>(() => new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
        if (set.Tier == RuleTier.Operator && FaultOf(built) is { } refusal)
        {
            faults.Add(set.File, rule.LineOf("pattern"), "rule", rule.Id, refusal);
            return null;
        }

        return built;
    }

    private static string? FaultOf(string pattern) => pattern switch
    {
        { Length: 0 } => "is empty; remove it.",
        { Length: > LongestPattern } => $"has {pattern.Length} characters, {LongestPattern} at most are taken; shorten it, or write several rules.",
        _ when pattern.Any(char.IsUpper) && !pattern.Contains('\\', StringComparison.Ordinal) => "has capitals and can never match folded words; write it in lower case.",
        _ when Repeats(pattern) > MostRepeated => $"repeats something more than {MostRepeated} times; use * or +.",
        _ => null,
    };

    // The largest number in braces.
    private static int Repeats(string pattern)
    {
        var largest = 0;
        for (var at = pattern.IndexOf('{', StringComparison.Ordinal); at >= 0; at = pattern.IndexOf('{', at + 1))
        {
            var number = 0;
            for (var i = at + 1; i < pattern.Length && (char.IsAsciiDigit(pattern[i]) || pattern[i] == ','); i++)
            {
                number = pattern[i] == ',' ? 0 : Math.Min(1_000_000, (number * 10) + (pattern[i] - '0'));
                largest = Math.Max(largest, number);
            }
        }

        return largest;
    }
}
