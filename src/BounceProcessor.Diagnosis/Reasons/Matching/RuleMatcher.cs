using System.Buffers;

namespace BounceProcessor.Diagnosis.Reasons.Matching;

/// <summary>Finds the rules that match a refusal, the deciding one first.</summary>
internal sealed class RuleMatcher
{
    private const int OnStack = 1024;

    private readonly ReasonRule[] _rules;
    private readonly PhraseIndex _phrases;
    private readonly string[] _phraseTexts;
    private readonly string[] _boilerplate;
    private readonly int[][] _rulesOfPhrase;
    private readonly int[] _codeRules;
    private readonly HearingTable _hearings;
    private readonly int[] _setOfRule;

    /// <param name="rules">In the order in which they are asked.</param>
    /// <param name="phrases">The phrases whose numbers the rules hold.</param>
    /// <param name="boilerplate">Phrases that are passed over in the human-readable part of a report.</param>
    public RuleMatcher(IReadOnlyList<ReasonRule> rules, IReadOnlyList<string> phrases, IReadOnlyList<string> boilerplate)
    {
        _boilerplate = [.. boilerplate];
        _rules = [.. rules];
        _phraseTexts = [.. phrases];
        _phrases = new PhraseIndex(phrases);
        RuleSet[] sets = [.. _rules.Select(rule => rule.Set).Distinct(ReferenceEqualityComparer.Instance).Cast<RuleSet>()];
        _hearings = new HearingTable(sets);
        _setOfRule = Array.ConvertAll(_rules, rule => Array.FindIndex(sets, set => ReferenceEquals(set, rule.Set)));
        var byPhrase = new List<int>[phrases.Count];
        var codeRules = new List<int>();
        for (var i = 0; i < _rules.Length; i++)
        {
            if (_rules[i].Phrases.Count == 0)
            {
                codeRules.Add(i);
            }

            foreach (var phrase in _rules[i].Phrases)
            {
                (byPhrase[phrase] ??= []).Add(i);
            }
        }

        _codeRules = codeRules.ToArray();
        _rulesOfPhrase = [.. byPhrase.Select(list => list?.ToArray() ?? [])];
    }

    /// <summary>In the order in which they are asked.</summary>
    public IReadOnlyList<ReasonRule> Rules => _rules;

    /// <summary>Adds every rule that matches to <paramref name="matches"/>, which is empty before: operator's first, then those of the refusing host's provider, of a provider its words show, and everybody's.</summary>
    public void Match(Refusal refusal, List<RuleMatch> matches)
    {
        var longest = FoldedText.LongestFor(refusal.Words.Length);
        var rented = longest > OnStack ? ArrayPool<char>.Shared.Rent(longest) : null;
        Span<char> buffer = rented ?? stackalloc char[OnStack];
        var folded = buffer[..FoldedText.Fold(refusal.Words, refusal.Reply, buffer)];
        if (refusal.IsNotice)
        {
            Blank(folded);
        }

        Span<ulong> present = stackalloc ulong[BitSet.WordsFor(_phrases.Count)];
        Span<ulong> candidates = stackalloc ulong[BitSet.WordsFor(_rules.Length)];
        _phrases.Find(folded, present);
        Span<Hearing> hearings = stackalloc Hearing[_hearings.Count];
        _hearings.Hear(refusal.Host, present, hearings);
        Collect(present, hearings, candidates);
        Hear(new Evidence(folded, present, hearings, candidates), refusal, matches);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }
    }

    private void Blank(Span<char> folded)
    {
        foreach (var phrase in _boilerplate)
        {
            for (var at = folded.IndexOf(phrase); at >= 0; at = folded.IndexOf(phrase))
            {
                folded.Slice(at, phrase.Length).Fill(' ');
            }
        }
    }

    private void Collect(ReadOnlySpan<ulong> present, ReadOnlySpan<Hearing> hearings, Span<ulong> candidates)
    {
        for (var phrase = BitSet.Next(present, 0); phrase >= 0; phrase = BitSet.Next(present, phrase + 1))
        {
            foreach (var rule in _rulesOfPhrase[phrase])
            {
                BitSet.Add(candidates, rule);
            }
        }

        foreach (var rule in _codeRules)
        {
            if (hearings[_setOfRule[rule]] != Hearing.Nobody)
            {
                BitSet.Add(candidates, rule);
            }
        }
    }

    private void Hear(Evidence evidence, Refusal refusal, List<RuleMatch> matches)
    {
        // One list for each degree of hearing, kept one behind the other.
        Span<int> ends = stackalloc int[(int)Hearing.Nobody];
        for (var i = BitSet.Next(evidence.Candidates, 0); i >= 0; i = BitSet.Next(evidence.Candidates, i + 1))
        {
            var rule = _rules[i];
            var hearing = evidence.Hearings[_setOfRule[i]];
            if (hearing == Hearing.Nobody || !rule.Allows(evidence.Present, refusal) || rule.Pattern?.Value.IsMatch(evidence.Folded) == false)
            {
                continue;
            }

            matches.Insert(ends[(int)hearing], new RuleMatch(rule, WordsOf(rule, evidence.Present, refusal)));
            for (var later = (int)hearing; later < ends.Length; later++)
            {
                ends[later]++;
            }
        }
    }

    private string WordsOf(ReasonRule rule, ReadOnlySpan<ulong> present, Refusal refusal)
    {
        for (var i = 0; i < rule.Phrases.Count; i++)
        {
            if (BitSet.Has(present, rule.Phrases[i]))
            {
                return _phraseTexts[rule.Phrases[i]].Trim();
            }
        }

        return (refusal.TextStatus ?? refusal.FieldStatus)?.ToString() ?? "";
    }

    private readonly ref struct Evidence(
        ReadOnlySpan<char> folded, ReadOnlySpan<ulong> present, ReadOnlySpan<Hearing> hearings, ReadOnlySpan<ulong> candidates)
    {
        public ReadOnlySpan<Hearing> Hearings { get; } = hearings;

        public ReadOnlySpan<char> Folded { get; } = folded;

        public ReadOnlySpan<ulong> Present { get; } = present;

        public ReadOnlySpan<ulong> Candidates { get; } = candidates;
    }
}
