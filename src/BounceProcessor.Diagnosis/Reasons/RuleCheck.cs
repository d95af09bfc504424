using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Reasons.Loading;
using BounceProcessor.Diagnosis.Reasons.Matching;

namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>Proves that a rule book does what its rules promise: each sample is claimed by its own rule and by no earlier one.</summary>
/// <remarks>An operator's rule may claim the samples of the rules that ship: that is what it is laid in front for.</remarks>
public static class RuleCheck
{
    /// <summary>Checks rule files that may not even load.</summary>
    /// <returns>One sentence a fault, naming file, line, rule and remedy; empty when all is well.</returns>
    public static IReadOnlyList<string> Run(IReadOnlyList<RuleFile> files) => Load(files, _ => true, CancellationToken.None).Faults;

    /// <summary>Checks a rule book that was loaded.</summary>
    /// <returns>One sentence a fault, naming file, line, rule and remedy; empty when all is well.</returns>
    public static IReadOnlyList<string> Run(RuleBook book)
    {
        var faults = new FaultList();
        Prove(book, _ => true, faults, CancellationToken.None);
        AddUnreachable(book, faults);
        return faults.Told();
    }

    /// <summary>Which of the rules that ship an operator's rules take their samples from: the operator's rule and how many samples.</summary>
    public static IReadOnlyDictionary<string, int> Overridden(RuleBook book)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var rule in book.Rules.Where(rule => rule.Set.Tier != RuleTier.Operator))
        {
            if (Matches(book, rule) is [{ Rule: { Set.Tier: RuleTier.Operator } first }, ..])
            {
                counts[first.Id] = counts.GetValueOrDefault(first.Id) + 1;
            }
        }

        return counts;
    }

    /// <summary>Loads files and proves the samples of some rules, telling every fault.</summary>
    internal static (RuleBook? Book, IReadOnlyList<string> Faults) Load(
        IReadOnlyList<RuleFile> files, Func<ReasonRule, bool> isProved, CancellationToken cancellationToken)
    {
        var loader = new RuleBookLoader();
        var book = loader.Read(files);
        if (book is not null)
        {
            // What is left when faulty rules are taken out can only claim less, so what is told here holds.
            var isWhole = loader.Faults.Count == 0;
            Prove(book, isProved, loader.Faults, cancellationToken);
            if (isWhole)
            {
                AddUnreachable(book, loader.Faults);
            }
        }

        return (book, loader.Faults.Told());
    }

    private static void Prove(RuleBook book, Func<ReasonRule, bool> isProved, FaultList faults, CancellationToken cancellationToken)
    {
        ReasonRule[] rules = [.. book.Rules.Where(isProved)];
        var before = faults.Count;
        foreach (var rule in rules)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (RulePatterns.FaultOf(rule.Pattern) is { } fault)
            {
                faults.Add(rule.Set.File, rule.Line, "rule", rule.Id, fault);
            }
        }

        // A pattern that cannot be built would throw at every sample with its phrase.
        if (faults.Count > before)
        {
            return;
        }

        foreach (var rule in rules)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (SampleFault(book, rule) is { } fault)
            {
                faults.Add(rule.Set.File, rule.Line, "rule", rule.Id, fault);
            }
        }
    }

    private static string? SampleFault(RuleBook book, ReasonRule rule)
    {
        var matches = Matches(book, rule);
        if (matches.Count == 0)
        {
            return "sample is claimed by no rule; correct its phrases, its conditions or its sampleHost.";
        }

        var first = matches[0].Rule;
        if (first == rule || (first.Set.Tier == RuleTier.Operator && rule.Set.Tier != RuleTier.Operator))
        {
            return null;
        }

        return matches.Exists(match => match.Rule == rule)
            ? $"sample is already claimed by \"{first.Id}\"; move or narrow one of them."
            : $"sample is claimed by \"{first.Id}\" and not by this rule; correct its phrases, its conditions or its sampleHost.";
    }

    private static List<RuleMatch> Matches(RuleBook book, ReasonRule rule)
    {
        var matches = new List<RuleMatch>();
        book.Match(Refusal.Of(rule.Sample, rule.SampleHost, null) with { Stage = RefusalWords.Stage(rule.Sample) }, matches);
        return matches;
    }

    private static void AddUnreachable(RuleBook book, FaultList faults)
    {
        var reachable = book.Rules.Select(rule => rule.Reason).Concat(book.Statuses.Reasons).ToHashSet();
        foreach (var reason in book.Reasons.Where(reason => reason != book.Unclassified && !reachable.Contains(reason)))
        {
            faults.Add("reasons.json", "reason", reason.Code, "no rule and no code leads to it; write a rule or remove the reason.");
        }
    }
}
