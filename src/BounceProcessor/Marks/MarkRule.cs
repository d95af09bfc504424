using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Events;

namespace BounceProcessor.Marks;

/// <summary>Decides what news about an address do to its mark. Pure.</summary>
internal static class MarkRule
{
    // Only these say that the address itself does not work; whatever a rule of an operator calls hard beside them is about us or the mail.
    private static readonly HashSet<string> OfAddress = new(StringComparer.Ordinal)
    {
        "mailbox-unknown", "domain-unknown", "domain-refuses-mail", "address-invalid", "mailbox-disabled", "mailbox-moved",
    };

    // These pass, but an address where they never do is dead. A full mailbox, greylisting and our own rate are no fault of the address.
    private static readonly HashSet<string> OfTime = new(StringComparer.Ordinal)
    {
        "delivery-timed-out", "remote-system-error", "recipient-busy",
    };

    private static readonly string Proved = MatchTrust.Proved.ToCode();
    private static readonly string Matched = MatchTrust.Matched.ToCode();
    private static readonly string Failure = MailKind.Failure.ToCode();
    private static readonly string Reply = MailKind.Reply.ToCode();
    private static readonly string Delivered = MailKind.Delivered.ToCode();
    private static readonly string Complaint = MailKind.Complaint.ToCode();
    private static readonly string Hard = Severity.Hard.ToCode();
    private static readonly string Soft = Severity.Soft.ToCode();
    private static readonly string Low = Confidence.Low.ToCode();

    /// <summary>What is to be done.</summary>
    /// <param name="news">The news.</param>
    /// <param name="known">What was known before.</param>
    /// <param name="options">Numbers and lifetimes.</param>
    /// <param name="now">A mark that would be over by now is not set.</param>
    public static MarkDecision Decide(BounceNews news, AddressHistory known, MarkOptions options, DateTimeOffset now)
    {
        if (news.Trust != Proved && news.Trust != Matched)
        {
            return MarkDecision.Nothing;
        }

        if (news.Kind == Reply || news.Kind == Delivered)
        {
            return Released(news, known);
        }

        // What was said before a person, a reply or a delivery said otherwise is no news.
        if (known.LastReleasedAt is { } released && news.At <= released)
        {
            return MarkDecision.Nothing;
        }

        return Marked(news, known, options) is { } kind ? InTime(kind, news, known, options, now) : Counts(news) ? MarkDecision.Strike : MarkDecision.Nothing;
    }

    /// <summary>Which of two kinds says more about an address.</summary>
    public static MarkKind Stronger(MarkKind one, MarkKind other) => Rank(one) >= Rank(other) ? one : other;

    private static MarkKind? Marked(BounceNews news, AddressHistory known, MarkOptions options)
    {
        if (news.Kind == Complaint)
        {
            return MarkKind.Complaint;
        }

        if (IsHard(news) && news.Confidence != Low)
        {
            return MarkKind.Hard;
        }

        return Counts(news) && IsRepeated([.. known.Strikes, news.At], options) ? MarkKind.SoftRepeated : null;
    }

    private static MarkDecision InTime(MarkKind kind, BounceNews news, AddressHistory known, MarkOptions options, DateTimeOffset now)
    {
        // Old mail that is read in now must not mark for a time that is over.
        var isOver = options.Lifetime(kind) is { } lifetime && news.At + lifetime <= now;
        return isOver
            ? Counts(news) ? MarkDecision.Strike : MarkDecision.Nothing
            : new MarkDecision(MarkAct.Mark, known.Mark is { } mark && mark.IsInForce(now) ? Stronger(Codes.Parse<MarkKind>(mark.MarkKind) ?? kind, kind) : kind);
    }

    private static MarkDecision Released(BounceNews news, AddressHistory known)
    {
        var release = news.Kind == Reply ? MarkRelease.Answered : MarkRelease.Delivered;
        return known.Mark switch
        {
            null => known.Strikes.Any(strike => strike < news.At) ? new MarkDecision(MarkAct.Release, null, release) : MarkDecision.Nothing,
            { } mark when mark.Since < news.At && CanPass(mark.MarkKind) => new MarkDecision(MarkAct.Release, null, release),
            _ => MarkDecision.Nothing,
        };
    }

    // What a person or the owner of the address wanted stays until a person says otherwise.
    private static bool CanPass(string kind) => Codes.Parse<MarkKind>(kind) is MarkKind.Hard or MarkKind.SoftRepeated or MarkKind.Corrected;

    private static bool IsHard(BounceNews news) =>
        news.Kind == Failure && news.Severity == Hard && news.Reason is { } reason && OfAddress.Contains(reason);

    // A guess that the address is wrong, and one whose last reply was temporary, count like what passes.
    private static bool Counts(BounceNews news) =>
        news.Kind == Failure && news.Reason is { } reason
        && ((news.Severity == Soft && (OfTime.Contains(reason) || OfAddress.Contains(reason))) || (IsHard(news) && news.Confidence == Low));

    private static bool IsRepeated(IReadOnlyList<DateTimeOffset> strikes, MarkOptions options)
    {
        var last = strikes.Max();
        var within = strikes.Where(strike => strike >= last - options.SoftWindow).ToArray();
        return within.Length >= options.SoftCount && last - within.Min() >= options.SoftSpread;
    }

    private static int Rank(MarkKind kind) => kind switch
    {
        MarkKind.ByHand => 4,
        MarkKind.Complaint => 3,
        MarkKind.Corrected => 2,
        MarkKind.Hard => 1,
        _ => 0,
    };
}
