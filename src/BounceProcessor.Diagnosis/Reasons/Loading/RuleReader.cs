namespace BounceProcessor.Diagnosis.Reasons.Loading;

/// <summary>Files of rules → checked rules, their phrases numbered.</summary>
internal sealed class RuleReader(FaultList faults, IReadOnlyDictionary<string, FailureReason> reasons)
{
    // Each mail looks at a bit a rule and a phrase, on the stack.
    private const int MostRules = 10_000;
    private const int MostPhrases = 100_000;

    private readonly PhraseNumbers _phrases = new();
    private readonly RulePatterns _patterns = new(faults);
    private readonly List<ReasonRule> _rules = [];
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private int _operatorRules;

    /// <summary>Those without a fault.</summary>
    public IReadOnlyList<ReasonRule> Rules => _rules;

    public IReadOnlyList<string> Phrases => _phrases.All;

    /// <summary>Reads one file; its rules are asked after those read before.</summary>
    public void Read(string file, RuleTier tier, RuleFileDocument document)
    {
        var before = faults.Count;
        var signatures = Numbers(file, document.SignaturesLine, null, "signatures", document.Signatures);
        var set = new RuleSet(file, tier, document.Hosts, signatures);
        CheckSet(set, document);
        var isSound = faults.Count == before && !document.IsBroken;
        foreach (var rule in document.Rules)
        {
            if (tier == RuleTier.Operator && ++_operatorRules > MostRules)
            {
                faults.Add(file, rule.Line, $"there are more than {MostRules} rules of the operator; remove some.");
                return;
            }

            if (Read(set, rule) is { } read && isSound && !rule.IsBroken)
            {
                _rules.Add(read);
            }
        }
    }

    /// <summary>Phrases that report templates contain whatever the cause.</summary>
    public IReadOnlyList<string> ReadBoilerplate(string file, BoilerplateFileDocument? document)
    {
        var phrases = document?.Phrases ?? [];
        foreach (var phrase in phrases)
        {
            if (PhraseNumbers.FaultOf(phrase) is { } fault)
            {
                faults.Add(file, $"phrase {FaultList.Quote(phrase)} {fault}");
            }
        }

        return phrases;
    }

    private void CheckSet(RuleSet set, RuleFileDocument document)
    {
        if (set.Tier == RuleTier.Provider && set.IsForEverybody)
        {
            faults.Add(set.File, "has neither hosts nor signatures, so it would speak for everybody; name them or move it to software/.");
        }

        if (set.Tier == RuleTier.Operator && !RuleChecks.IsPlain(set.Prefix[..^1]))
        {
            faults.Add(set.File, "the name of the file begins every id, so it may have lower-case letters, digits and hyphens only; rename it.");
        }

        foreach (var host in set.Hosts.Where(host => !RuleChecks.IsHost(host)))
        {
            faults.Add(set.File, document.HostsLine, $"host {FaultList.Quote(host)} must be a name in lower case without a dot at its ends, such as mx.example.com; correct it.");
        }
    }

    // Null when it is faulty.
    private ReasonRule? Read(RuleSet set, RuleDocument rule)
    {
        if (rule.IsCut)
        {
            return null;
        }

        var before = faults.Count;
        CheckId(set, rule);
        RuleChecks.Check(set, rule, faults);
        var reason = Reason(set.File, rule);
        var read = new ReasonRule
        {
            Id = rule.Id ?? "",
            Reason = reason ?? new FailureReason("", default, default, new LocalizedText("", ""), new LocalizedText("", ""), new LocalizedText("", "")),
            Set = set,
            Line = rule.Line,
            Phrases = Numbers(set, rule, "phrases", rule.Phrases),
            All = Numbers(set, rule, "all", rule.All),
            Not = Numbers(set, rule, "not", rule.Not),
            Statuses = RuleChecks.Statuses(set.File, rule, faults),
            Replies = rule.Reply ?? [],
            Stages = rule.Stages ?? [],
            Pattern = _patterns.Read(set, rule),
            Severity = Code<Severity>(set, rule, "severity", rule.Severity),
            Fixer = Code<Fixer>(set, rule, "fixer", rule.Fixer),
            Confidence = Code<Confidence>(set, rule, "confidence", rule.Confidence),
            Authentication = rule.Authentication is { } claim ? new AuthenticationClaim(claim.Mechanism, claim.Identity, claim.Result) : null,
            Sample = rule.Sample ?? "",
            SampleHost = rule.SampleHost,
            Source = rule.Source,
        };
        return faults.Count == before ? read : null;
    }

    private void CheckId(RuleSet set, RuleDocument rule)
    {
        var id = rule.Id ?? "";
        if (rule.Id is null && rule.Has("id"))
        {
            return;
        }

        if (!id.StartsWith(set.Prefix, StringComparison.Ordinal) || id.Length == set.Prefix.Length)
        {
            faults.Add(set.File, rule.LineOf("id"), "rule", id, $"id must begin with \"{set.Prefix}\", the name of its file; rename it.");
        }
        else if (!RuleChecks.IsPlain(id[set.Prefix.Length..]))
        {
            faults.Add(set.File, rule.LineOf("id"), "rule", id, "id may have lower-case letters, digits and hyphens only, at most 100; rename it.");
        }
        else if (!_places.TryAdd(id, new Place(set.File, rule.LineOf("id"), set.Tier)))
        {
            TellTwice(id, _places[id], new Place(set.File, rule.LineOf("id"), set.Tier));
        }
    }

    // An operator's rule is read first, but the one that ships had the id first.
    private void TellTwice(string id, Place first, Place second)
    {
        var (kept, wrong) = first.Tier == RuleTier.Operator && second.Tier != RuleTier.Operator ? (second, first) : (first, second);
        faults.Add(wrong.File, wrong.Line, "rule", id, $"id stands already in {kept.File}, line {kept.Line}; rename one of them.");
    }

    private FailureReason? Reason(string file, RuleDocument rule)
    {
        if (rule.Reason is not null && reasons.TryGetValue(rule.Reason, out var reason))
        {
            return reason;
        }

        if (rule.Reason is not null || !rule.Has("reason"))
        {
            var remedy = string.IsNullOrEmpty(rule.Reason)
                ? "reason is missing; name a code of reasons.json, such as mailbox-full."
                : $"reason {FaultList.Quote(rule.Reason)} is not in reasons.json; {Nearest.Remedy(rule.Reason, [.. reasons.Keys])}";
            faults.Add(file, rule.LineOf("reason"), "rule", rule.Id, remedy);
        }

        return null;
    }

    private T? Code<T>(RuleSet set, RuleDocument rule, string key, string? code)
        where T : struct, Enum => faults.Code<T>(set.File, rule.LineOf(key), "rule", rule.Id, key, code);

    private List<int> Numbers(RuleSet set, RuleDocument rule, string key, IReadOnlyList<string>? phrases) =>
        phrases is null ? [] : Numbers(set.File, rule.LineOf(key), rule.Id, key, phrases);

    private List<int> Numbers(string file, int line, string? id, string field, IReadOnlyList<string> phrases)
    {
        var numbers = new List<int>(phrases.Count);
        foreach (var phrase in phrases)
        {
            var fault = _phrases.All.Count >= MostPhrases
                ? $"is one more than the {MostPhrases} that a rule book may have; remove some."
                : PhraseNumbers.FaultOf(phrase);
            if (fault is null)
            {
                numbers.Add(_phrases.Of(phrase));
            }
            else
            {
                faults.Add(file, line, id is null ? "field" : "rule", id ?? field, $"{field}: phrase {FaultList.Quote(phrase)} {fault}");
            }
        }

        return numbers;
    }

    // A class: a dictionary of structs of ours would be compiled at every start.
    private sealed record Place(string File, int Line, RuleTier Tier);
}
