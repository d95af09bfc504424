using BounceProcessor.Diagnosis.Reasons.Matching;

namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>Proves that a rule book does what its rules promise: each sample is claimed by its own rule and by no earlier one.</summary>
public static class RuleCheck
{
    /// <summary>Checks rule files that may not even load.</summary>
    /// <returns>One sentence a fault, naming file, rule and remedy; empty when all is well.</returns>
    public static IReadOnlyList<string> Run(IReadOnlyList<RuleFile> files)
    {
        try
        {
            return Run(RuleBook.Load(files));
        }
        catch (RuleBookException faulty)
        {
            return faulty.Faults;
        }
    }

    /// <summary>Checks a rule book that was loaded.</summary>
    /// <returns>One sentence a fault, naming file, rule and remedy; empty when all is well.</returns>
    public static IReadOnlyList<string> Run(RuleBook book)
    {
        var faults = new List<string>();
        foreach (var rule in book.Rules)
        {
            if (PatternFault(rule) is { } patternFault)
            {
                faults.Add(patternFault);
            }
        }

        if (faults.Count > 0)
        {
            return faults;
        }

        foreach (var rule in book.Rules)
        {
            if (SampleFault(book, rule) is { } fault)
            {
                faults.Add($"{rule.Set.File}, rule \"{rule.Id}\": {fault}");
            }
        }

        var reachable = book.Rules.Select(rule => rule.Reason).Concat(book.Statuses.Reasons).ToHashSet();
        faults.AddRange(book.Reasons.Where(reason => reason != book.Unclassified && !reachable.Contains(reason))
            .Select(reason => $"reasons.json, reason \"{reason.Code}\": no rule and no code leads to it; write a rule or remove the reason."));
        return faults;
    }

    private static string? PatternFault(ReasonRule rule)
    {
        try
        {
            _ = rule.Pattern?.Value;
            return null;
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            return $"{rule.Set.File}, rule \"{rule.Id}\": pattern cannot be used ({fault.Message}); write it without look-around, back references and atomic groups.";
        }
    }

    private static string? SampleFault(RuleBook book, ReasonRule rule)
    {
        var matches = new List<RuleMatch>();
        book.Match(Refusal.Of(rule.Sample, rule.SampleHost, null), matches);
        if (matches.Count == 0)
        {
            return "sample is claimed by no rule; correct its phrases, its conditions or its sampleHost.";
        }

        var first = matches[0].Rule;
        if (first == rule)
        {
            return null;
        }

        return matches.Any(match => match.Rule == rule)
            ? $"sample is already claimed by \"{first.Id}\"; move or narrow one of them."
            : $"sample is claimed by \"{first.Id}\" and not by this rule; correct its phrases, its conditions or its sampleHost.";
    }
}
