using BounceProcessor.Diagnosis.Reasons.Matching;

namespace BounceProcessor.Diagnosis.Reasons.Loading;

/// <summary>What each field of a rule may hold.</summary>
internal static class RuleChecks
{
    private const int LongestName = 100;
    private const int LongestSample = 2_000;

    private static readonly string[] Stages = ["CONNECT", "HELO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "."];
    private static readonly string[] Mechanisms = ["spf", "dkim", "dmarc"];
    private static readonly string[] Identities = ["mfrom", "helo", "from"];
    private static readonly string[] Results = ["fail", "softfail", "neutral", "none", "permerror", "temperror"];

    /// <summary>Tells what is missing or of the wrong form.</summary>
    public static void Check(RuleSet set, RuleDocument rule, FaultList faults)
    {
        void Add(string key, string fault) => faults.Add(set.File, rule.LineOf(key), "rule", rule.Id, fault);

        if (rule.Phrases is null or [] && (rule.Phrases is not null || !rule.Has("phrases")) && (set.IsForEverybody || (rule.Status is null or [] && rule.Reply is null or [])))
        {
            Add("phrases", "phrases are missing; only a rule of one provider may go by status or reply alone.");
        }

        if (string.IsNullOrWhiteSpace(rule.Sample) && (rule.Sample is not null || !rule.Has("sample")))
        {
            Add("sample", "sample is missing; write a reply that this rule is meant for.");
        }
        else if (rule.Sample?.Length > LongestSample)
        {
            Add("sample", $"sample is longer than {LongestSample} characters; the words that matter are enough.");
        }

        if (rule.SampleHost is { } host && !IsHost(host))
        {
            Add("sampleHost", $"sampleHost {FaultList.Quote(host)} must be a name in lower case without a dot at its ends, such as mx.example.com; correct it.");
        }

        foreach (var reply in (rule.Reply ?? []).Where(reply => reply.Length is 0 or > 3 || reply[0] is not ('4' or '5') || !reply.All(char.IsAsciiDigit)))
        {
            Add("reply", $"reply {FaultList.Quote(reply)} is not the beginning of a reply code; write 4, 55 or 550.");
        }

        foreach (var stage in (rule.Stages ?? []).Except(Stages))
        {
            Add("stages", $"stage {FaultList.Quote(stage)} is unknown; use one of {string.Join(", ", Stages)}.");
        }

        CheckAuthentication(rule.Authentication, Add);
    }

    /// <summary>The patterns of codes; what is none is told.</summary>
    public static List<CodePattern> Statuses(string file, RuleDocument rule, FaultList faults)
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
                faults.Add(file, rule.LineOf("status"), "rule", rule.Id, $"status {FaultList.Quote(text)} is not of the form 5.1.1, x.1.1 or 5.7.*; correct it.");
            }
        }

        return patterns;
    }

    /// <summary>Lower-case letters, digits and hyphens.</summary>
    public static bool IsPlain(string name) =>
        name.Length is > 0 and <= LongestName && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    /// <summary>A host's name, or the end of one, in lower case.</summary>
    public static bool IsHost(string host) =>
        host.Length is > 0 and <= 253 && host[0] is not ('.' or '-') && host[^1] is not ('.' or '-')
        && host.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '.' or '-' or '_');

    private static void CheckAuthentication(AuthenticationDocument? claim, Action<string, string> add)
    {
        CheckWord("mechanism", claim?.Mechanism, Mechanisms);
        CheckWord("identity", claim?.Identity, Identities);
        CheckWord("result", claim?.Result, Results);

        void CheckWord(string key, string? word, string[] allowed)
        {
            if (word is not null && !allowed.Contains(word))
            {
                add("authentication", $"authentication {key} {FaultList.Quote(word)} is unknown; use one of {string.Join(", ", allowed)}.");
            }
        }
    }
}
