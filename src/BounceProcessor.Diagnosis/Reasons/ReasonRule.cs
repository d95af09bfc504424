using System.Globalization;
using System.Text.RegularExpressions;
using BounceProcessor.Diagnosis.Reasons.Matching;
using BounceProcessor.Diagnosis.Smtp;

namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>One rule of a rule file, checked and compiled.</summary>
internal sealed class ReasonRule
{
    public required string Id { get; init; }

    public required FailureReason Reason { get; init; }

    public required RuleSet Set { get; init; }

    /// <summary>Where it begins in its file, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>Any of these decides; empty for a rule that goes by codes alone.</summary>
    public required IReadOnlyList<int> Phrases { get; init; }

    /// <summary>All of these must stand there too.</summary>
    public required IReadOnlyList<int> All { get; init; }

    /// <summary>None of these may.</summary>
    public required IReadOnlyList<int> Not { get; init; }

    /// <summary>One of these is the code of the words, or of the Status field where the words have none; empty for any.</summary>
    public required IReadOnlyList<CodePattern> Statuses { get; init; }

    /// <summary>Beginnings of reply codes: <c>4</c>, <c>55</c>, <c>550</c>; empty for any.</summary>
    public required IReadOnlyList<string> Replies { get; init; }

    /// <summary>One of these SMTP commands was refused; empty for any. A rule that names some says nothing where the command is not known.</summary>
    public required IReadOnlyList<string> Stages { get; init; }

    /// <summary>Linear-time; built at first use, because most mails need none.</summary>
    public Lazy<Regex>? Pattern { get; init; }

    public Severity? Severity { get; init; }

    public Fixer? Fixer { get; init; }

    public Confidence? Confidence { get; init; }

    public AuthenticationClaim? Authentication { get; init; }

    public required string Sample { get; init; }

    public string? SampleHost { get; init; }

    /// <summary>Where the wording is documented.</summary>
    public string? Source { get; init; }

    /// <summary>Whether everything but the phrases and the pattern holds.</summary>
    public bool Allows(ReadOnlySpan<ulong> present, Refusal refusal)
    {
        // By index: an enumerator of an interface is an object, and most rules that are asked have no such phrases.
        for (var i = 0; i < All.Count; i++)
        {
            if (!BitSet.Has(present, All[i]))
            {
                return false;
            }
        }

        for (var i = 0; i < Not.Count; i++)
        {
            if (BitSet.Has(present, Not[i]))
            {
                return false;
            }
        }

        return AllowsStatus(refusal.TextStatus ?? refusal.FieldStatus) && AllowsReply(refusal)
            && (Stages.Count == 0 || (refusal.Stage is { } stage && Stages.Contains(stage)));
    }

    private bool AllowsStatus(EnhancedStatusCode? status)
    {
        if (Statuses.Count == 0)
        {
            return true;
        }

        if (status is { } code)
        {
            foreach (var pattern in Statuses)
            {
                if (pattern.Matches(code))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // Where no reply is quoted, the class of the status stands for its first digit.
    private bool AllowsReply(Refusal refusal)
    {
        if (Replies.Count == 0)
        {
            return true;
        }

        Span<char> digits = stackalloc char[3];
        var known = refusal.ReplyCode is { } reply
            ? reply.TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture) ? digits[..length] : default
            : OneDigit(digits, (refusal.TextStatus ?? refusal.FieldStatus)?.Class);
        foreach (var beginning in Replies)
        {
            if (known.StartsWith(beginning, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static Span<char> OneDigit(Span<char> digits, int? statusClass)
    {
        if (statusClass is not { } digit)
        {
            return default;
        }

        digits[0] = (char)('0' + digit);
        return digits[..1];
    }
}
