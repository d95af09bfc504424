namespace BounceProcessor.Diagnosis.Reasons.Loading;

/// <summary>One rule as it stands in JSON; docs/rules.md explains every field.</summary>
internal sealed record RuleDocument
{
    /// <summary>The keys of a rule, in the order of <see cref="KeyLines"/>.</summary>
    public static readonly string[] Keys =
    [
        "id", "reason", "phrases", "all", "not", "status", "reply", "stages", "pattern", "severity", "fixer", "confidence", "authentication", "sample", "sampleHost", "source",
    ];

    /// <summary>Where the rule begins, from 1.</summary>
    public int Line { get; init; }

    /// <summary>Where each of <see cref="Keys"/> has its value; 0 where it is missing.</summary>
    public int[] KeyLines { get; } = new int[Keys.Length];

    /// <summary>A part of it could not be read, which is told already.</summary>
    public bool IsBroken { get; set; }

    /// <summary>The JSON ends, or breaks, within it; what is missing may stand behind.</summary>
    public bool IsCut { get; set; }

    public string? Id { get; set; }

    public string? Reason { get; set; }

    public IReadOnlyList<string>? Phrases { get; set; }

    public IReadOnlyList<string>? All { get; set; }

    public IReadOnlyList<string>? Not { get; set; }

    public IReadOnlyList<string>? Status { get; set; }

    public IReadOnlyList<string>? Reply { get; set; }

    public IReadOnlyList<string>? Stages { get; set; }

    public string? Pattern { get; set; }

    public string? Severity { get; set; }

    public string? Fixer { get; set; }

    public string? Confidence { get; set; }

    public AuthenticationDocument? Authentication { get; set; }

    public string? Sample { get; set; }

    public string? SampleHost { get; set; }

    public string? Source { get; set; }

    /// <summary>The key stands there, though its value may be broken.</summary>
    public bool Has(string key) => KeyLines[Array.IndexOf(Keys, key)] > 0;

    /// <summary>The line of a key's value, or of the rule where the key is missing.</summary>
    public int LineOf(string key) => Array.IndexOf(Keys, key) is >= 0 and var place && KeyLines[place] > 0 ? KeyLines[place] : Line;
}

/// <summary>What a rule's words prove of a refused SPF, DKIM or DMARC check.</summary>
internal sealed record AuthenticationDocument(string? Mechanism, string? Identity, string? Result);

/// <summary>One file of <c>providers/</c>, <c>software/</c> or <c>operator/</c>, or <c>replies.json</c>, <c>queue.json</c> and <c>hints.json</c>.</summary>
internal sealed record RuleFileDocument
{
    /// <summary>A part of it could not be read, which is told already; its samples prove nothing.</summary>
    public bool IsBroken { get; set; }

    public IReadOnlyList<string> Hosts { get; set; } = [];

    public int HostsLine { get; set; }

    public IReadOnlyList<string> Signatures { get; set; } = [];

    public int SignaturesLine { get; set; }

    public List<RuleDocument> Rules { get; } = [];
}
