using System.Text.RegularExpressions;
using BounceProcessor.Diagnosis.Reasons.Matching;

namespace BounceProcessor.Diagnosis.Reasons.Loading;

/// <summary>Files of rules → checked rules, their phrases numbered.</summary>
internal sealed class RuleReader(FaultList faults, IReadOnlyDictionary<string, FailureReason> reasons)
{
    private static readonly string[] Mechanisms = ["spf", "dkim", "dmarc"];

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _phrases = [];
    private readonly List<ReasonRule> _rules = [];
    private readonly Dictionary<string, string> _fileOfId = new(StringComparer.Ordinal);

    public IReadOnlyList<ReasonRule> Rules => _rules;

    public IReadOnlyList<string> Phrases => _phrases;

    /// <summary>Reads one file; its rules are asked after those read before.</summary>
    public void Read(string file, RuleTier tier, RuleFileDocument document)
    {
        var signatures = Numbers(file, null, "signatures", document.Signatures);
        var set = new RuleSet(file, tier, document.Hosts ?? [], signatures);
        if (tier == RuleTier.Provider && set.IsForEverybody)
        {
            faults.Add(file, "has neither hosts nor signatures, so it would speak for everybody; name them or move it to software/.");
        }

        foreach (var host in set.Hosts.Where(host => host.Any(char.IsUpper) || host.StartsWith('.') || host.EndsWith('.')))
        {
            faults.Add(file, $"host \"{host}\" must be lower case without a dot at its ends; correct it.");
        }

        foreach (var rule in document.Rules ?? [])
        {
            Read(set, rule);
        }
    }

    /// <summary>Phrases that report templates contain whatever the cause.</summary>
    public IReadOnlyList<string> ReadBoilerplate(string file, BoilerplateFileDocument? document)
    {
        var phrases = document?.Phrases ?? [];
        foreach (var phrase in phrases)
        {
            if (FaultOf(phrase) is { } fault)
            {
                faults.Add(file, $"phrase \"{phrase}\" {fault}");
            }
        }

        return phrases;
    }

    private void Read(RuleSet set, RuleDocument rule)
    {
        if (!CheckId(set, rule.Id) || Reason(set.File, rule) is not { } reason)
        {
            return;
        }

        var phrases = Numbers(set.File, rule.Id, "phrases", rule.Phrases);
        var statuses = Statuses(set.File, rule);
        CheckConditions(set, rule);
        _rules.Add(new ReasonRule
        {
            Id = rule.Id ?? "",
            Reason = reason,
            Set = set,
            Phrases = phrases,
            All = Numbers(set.File, rule.Id, "all", rule.All),
            Not = Numbers(set.File, rule.Id, "not", rule.Not),
            Statuses = statuses,
            Replies = rule.Reply ?? [],
            Pattern = Pattern(set.File, rule),
            Severity = faults.Code<Severity>(set.File, "rule", rule.Id, "severity", rule.Severity),
            Fixer = faults.Code<Fixer>(set.File, "rule", rule.Id, "fixer", rule.Fixer),
            Confidence = faults.Code<Confidence>(set.File, "rule", rule.Id, "confidence", rule.Confidence),
            Authentication = Authentication(set.File, rule),
            Sample = rule.Sample ?? "",
            SampleHost = rule.SampleHost,
        });
    }

    private bool CheckId(RuleSet set, string? id)
    {
        if (id is null || !id.StartsWith(set.Prefix, StringComparison.Ordinal) || id.Length == set.Prefix.Length)
        {
            faults.Add(set.File, "rule", id, $"id must begin with \"{set.Prefix}\", the name of its file; rename it.");
            return false;
        }

        if (!_fileOfId.TryAdd(id, set.File))
        {
            faults.Add(set.File, "rule", id, $"id stands already in {_fileOfId[id]}; rename one of them.");
            return false;
        }

        return true;
    }

    private FailureReason? Reason(string file, RuleDocument rule)
    {
        if (rule.Reason is not null && reasons.TryGetValue(rule.Reason, out var reason))
        {
            return reason;
        }

        faults.Add(file, "rule", rule.Id, $"reason \"{rule.Reason}\" is not in reasons.json; add it there or name another.");
        return null;
    }

    private void CheckConditions(RuleSet set, RuleDocument rule)
    {
        if (rule.Phrases is null or [] && (set.IsForEverybody || (rule.Status is null or [] && rule.Reply is null or [])))
        {
            faults.Add(set.File, "rule", rule.Id, "phrases are missing; only a rule of one provider may go by status or reply alone.");
        }

        if (string.IsNullOrWhiteSpace(rule.Sample))
        {
            faults.Add(set.File, "rule", rule.Id, "sample is missing; write a reply that this rule is meant for.");
        }

        foreach (var reply in (rule.Reply ?? []).Where(reply => reply.Length is 0 or > 3 || reply[0] is not ('4' or '5') || !reply.All(char.IsAsciiDigit)))
        {
            faults.Add(set.File, "rule", rule.Id, $"reply \"{reply}\" is not the beginning of a reply code; write 4, 55 or 550.");
        }
    }

    private List<int> Numbers(string file, string? id, string field, IReadOnlyList<string>? phrases)
    {
        if (phrases is null)
        {
            return [];
        }

        var numbers = new List<int>(phrases.Count);
        foreach (var phrase in phrases)
        {
            if (FaultOf(phrase) is { } fault)
            {
                faults.Add(file, id is null ? "field" : "rule", id ?? field, $"{field}: phrase \"{phrase}\" {fault}");
                continue;
            }

            if (!_numbers.TryGetValue(phrase, out var number))
            {
                number = _phrases.Count;
                _phrases.Add(phrase);
                _numbers.Add(phrase, number);
            }

            numbers.Add(number);
        }

        return numbers;
    }

    private static string? FaultOf(string phrase) => phrase switch
    {
        { Length: < PhraseIndex.ShortestPhrase } => $"is shorter than {PhraseIndex.ShortestPhrase} characters; lengthen it.",
        _ when string.IsNullOrWhiteSpace(phrase) => "is blank; remove it.",
        _ when FoldedText.FoldPhrase(phrase) != phrase => $"is not folded; write \"{FoldedText.FoldPhrase(phrase)}\".",
        _ => null,
    };

    private List<CodePattern> Statuses(string file, RuleDocument rule)
    {
        var patterns = new List<CodePattern>();
        foreach (var text in rule.Status ?? [])
        {
            if (CodePattern.Parse(text) is { } pattern)
            {
                patterns.Add(pattern);
            }
            else
            {
                faults.Add(file, "rule", rule.Id, $"status \"{text}\" is not of the form 5.1.1, x.1.1 or 5.7.*; correct it.");
            }
        }

        return patterns;
    }

    private Lazy<Regex>? Pattern(string file, RuleDocument rule)
    {
        if (rule.Pattern is not { } pattern)
        {
            return null;
        }

        if (pattern.Any(char.IsUpper) && !pattern.Contains('\\', StringComparison.Ordinal))
        {
            faults.Add(file, "rule", rule.Id, $"pattern \"{pattern}\" has capitals and can never match folded words; write it in lower case.");
        }

        // Linear time whatever the text; a backtracking pattern on words of strangers is a way to stop the service.
        return new Lazy<Regex>(() => new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
    }

    private AuthenticationClaim? Authentication(string file, RuleDocument rule)
    {
        if (rule.Authentication is not { } claim)
        {
            return null;
        }

        if (claim.Mechanism is not null && !Mechanisms.Contains(claim.Mechanism))
        {
            faults.Add(file, "rule", rule.Id, $"authentication mechanism \"{claim.Mechanism}\" is unknown; use spf, dkim or dmarc.");
        }

        return new AuthenticationClaim(claim.Mechanism, claim.Identity, claim.Result);
    }
}
