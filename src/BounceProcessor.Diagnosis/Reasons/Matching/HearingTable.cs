namespace BounceProcessor.Diagnosis.Reasons.Matching;

/// <summary>Which files of rules are asked: found from the host and the phrases that are there, without asking every file.</summary>
internal sealed class HearingTable
{
    private readonly Hearing[] _usual;
    private readonly Hearing[] _byHost;
    private readonly Hearing[] _bySignature;
    private readonly Dictionary<string, List<int>> _setsOfHost = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<int>>.AlternateLookup<ReadOnlySpan<char>> _setsOfSuffix;
    private readonly Dictionary<int, List<int>> _setsOfSignature = [];

    public HearingTable(IReadOnlyList<RuleSet> sets)
    {
        _usual = new Hearing[sets.Count];
        _byHost = new Hearing[sets.Count];
        _bySignature = new Hearing[sets.Count];
        for (var set = 0; set < sets.Count; set++)
        {
            var isOperator = sets[set].Tier == RuleTier.Operator;
            _usual[set] = !sets[set].IsForEverybody ? Hearing.Nobody : isOperator ? Hearing.Operator : Hearing.Everybody;
            _byHost[set] = isOperator ? Hearing.Operator : Hearing.Host;
            _bySignature[set] = isOperator ? Hearing.Operator : Hearing.Signature;
            foreach (var host in sets[set].Hosts)
            {
                Add(_setsOfHost, host, set);
            }

            foreach (var signature in sets[set].Signatures)
            {
                Add(_setsOfSignature, signature, set);
            }
        }

        _setsOfSuffix = _setsOfHost.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>How many files there are.</summary>
    public int Count => _usual.Length;

    /// <summary>The hearing of each file.</summary>
    /// <param name="host">Who refused; matches a file that names it or a domain above it.</param>
    /// <param name="present">The phrases that are there.</param>
    /// <param name="hearings">Takes the result, <see cref="Count"/> entries.</param>
    public void Hear(string? host, ReadOnlySpan<ulong> present, Span<Hearing> hearings)
    {
        _usual.CopyTo(hearings);
        for (var phrase = BitSet.Next(present, 0); phrase >= 0; phrase = BitSet.Next(present, phrase + 1))
        {
            if (_setsOfSignature.TryGetValue(phrase, out var signed))
            {
                foreach (var set in signed)
                {
                    hearings[set] = _bySignature[set];
                }
            }
        }

        for (var suffix = host.AsSpan().TrimEnd('.'); !suffix.IsEmpty;)
        {
            if (_setsOfSuffix.TryGetValue(suffix, out var named))
            {
                foreach (var set in named)
                {
                    hearings[set] = _byHost[set];
                }
            }

            var dot = suffix.IndexOf('.');
            suffix = dot < 0 ? default : suffix[(dot + 1)..];
        }
    }

    private static void Add<TKey>(Dictionary<TKey, List<int>> sets, TKey key, int set)
        where TKey : notnull
    {
        if (!sets.TryGetValue(key, out var list))
        {
            sets.Add(key, list = []);
        }

        list.Add(set);
    }
}
