using BounceProcessor.Diagnosis.Reasons.Loading;
using BounceProcessor.Diagnosis.Reasons.Matching;

namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>All reasons and rules in force, compiled for matching. Immutable.</summary>
public sealed class RuleBook
{
    // A reply with a word or two behind the code.
    private const int ShortestReply = 12;

    private readonly Dictionary<string, FailureReason> _byCode;
    private readonly RuleMatcher _matcher;

    internal RuleBook(IReadOnlyList<FailureReason> reasons, StatusTable statuses, RuleMatcher matcher)
    {
        Reasons = reasons;
        Statuses = statuses;
        _byCode = reasons.ToDictionary(reason => reason.Code, StringComparer.Ordinal);
        _matcher = matcher;
        Unclassified = _byCode["unclassified"];
        TimedOut = _byCode["delivery-timed-out"];
        SenderRefused = _byCode["sender-not-allowed"];
        UnknownDomain = _byCode["domain-unknown"];
        UnknownMailbox = _byCode["mailbox-unknown"];
    }

    /// <summary>The rules that ship with the product.</summary>
    /// <exception cref="TypeInitializationException">They are faulty; the tests of the rule book prevent that.</exception>
    public static RuleBook Embedded { get; } = Load(RuleFiles.Embedded());

    /// <summary>The catalogue, in its own order.</summary>
    public IReadOnlyList<FailureReason> Reasons { get; }

    /// <summary>How many rules are in force; for logs.</summary>
    public int RuleCount => Rules.Count;

    /// <summary>In the order in which they are asked.</summary>
    internal IReadOnlyList<ReasonRule> Rules => _matcher.Rules;

    internal StatusTable Statuses { get; }

    internal FailureReason Unclassified { get; }

    internal FailureReason TimedOut { get; }

    internal FailureReason SenderRefused { get; }

    internal FailureReason UnknownDomain { get; }

    internal FailureReason UnknownMailbox { get; }

    /// <summary>Compiles rule files; those in <c>operator/</c> are asked before all others.</summary>
    /// <param name="files">The embedded ones, with further ones in front or behind.</param>
    /// <exception cref="RuleBookException">A file cannot be used; every fault of all files is named.</exception>
    public static RuleBook Load(IReadOnlyList<RuleFile> files) => new RuleBookLoader().Load(files);

    /// <summary>The rules that ship with those of an operator in front, each of which must claim its own sample.</summary>
    /// <param name="files">Named <c>operator/name.json</c>.</param>
    /// <param name="cancellationToken">Looked at between samples; thousands of rules with the same words take their time.</param>
    /// <exception cref="RuleBookException">At least one file or sample is faulty; every fault is named with file, rule and line.</exception>
    public static RuleBook LoadWithOperator(IReadOnlyList<RuleFile> files, CancellationToken cancellationToken)
    {
        var (book, faults) = RuleCheck.Load([.. RuleFiles.Embedded(), .. files], rule => rule.Set.Tier == RuleTier.Operator, cancellationToken);
        return book is null || faults.Count > 0 ? throw new RuleBookException(faults) : book;
    }

    /// <summary>Every rule in the order in which they are asked.</summary>
    public IReadOnlyList<RuleEntry> Entries => [.. Rules.Select(Entry)];

    /// <summary>One rule by its id.</summary>
    /// <returns><see langword="null"/> when no rule has that id; rows of the code table have none.</returns>
    public RuleEntry? Entry(string id) => Rules.FirstOrDefault(rule => rule.Id == id) is { } rule ? Entry(rule) : null;

    /// <summary>One reason by its code.</summary>
    /// <returns><see langword="null"/> when the catalogue has no such code.</returns>
    public FailureReason? Reason(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>Adds every rule that matches, the deciding one first.</summary>
    /// <remarks>The quoted reply first: what stands in front of it ("SMTP error after MAIL FROM") are the reporting server's words.</remarks>
    internal void Match(Refusal refusal, List<RuleMatch> matches)
    {
        if (refusal.Reply is { Start: > 0 } reply && refusal.Words.Length - reply.Start > ShortestReply)
        {
            _matcher.Match(refusal with { Words = refusal.Words[reply.Start..QuoteEnd(refusal.Words, reply.Start)], Reply = reply with { Start = 0 } }, matches);
            if (matches.Exists(match => match.Rule.Set.Tier < RuleTier.Queue))
            {
                return;
            }

            matches.Clear();
        }

        _matcher.Match(refusal, matches);
    }

    // Exchange Online puts its own name behind a reply it quotes: "-> 550 5.1.1 User unknown [AM7EUR03FT012.eop-EUR03.prod.protection.outlook.com …]". It is not the one that refused.
    private static int QuoteEnd(string words, int start)
    {
        var quote = words.AsSpan(start);
        var last = quote.LastIndexOf('[');
        return last > 0 && words.AsSpan(0, start).TrimEnd().EndsWith("->") && quote[last..].Contains(".outlook.com", StringComparison.OrdinalIgnoreCase) ? start + last : words.Length;
    }

    private static RuleEntry Entry(ReasonRule rule) => new(
        rule.Id, rule.Reason, rule.Set.File, rule.Line, rule.Set.Tier == RuleTier.Operator, rule.Sample, rule.SampleHost, rule.Source);
}
