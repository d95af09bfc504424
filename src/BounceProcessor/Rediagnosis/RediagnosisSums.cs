namespace BounceProcessor.Rediagnosis;

/// <summary>What a rediagnosis did, or would do.</summary>
internal sealed record RediagnosisSums
{
    /// <summary>Mails looked at.</summary>
    public long Mails { get; init; }

    /// <summary>Of them, without bytes, because retention or an erasure removed them.</summary>
    public long NotPossible { get; init; }

    /// <summary>Of them, those that our own code failed on.</summary>
    public long Failed { get; init; }

    /// <summary>Events of the mails that were judged.</summary>
    public long Events { get; init; }

    /// <summary>Events that change.</summary>
    public long Changed { get; init; }

    /// <summary>New events for recipients found now.</summary>
    public long Added { get; init; }

    /// <summary>Events whose recipient is not found any more; they stay.</summary>
    public long Missing { get; init; }

    /// <summary>The same, set to ignored.</summary>
    public long Closed { get; init; }

    /// <summary>Unresolved mails whose company is known now.</summary>
    public long Companies { get; init; }

    /// <summary>The sums with one mail more.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="company">Whose it is now.</param>
    /// <param name="events">How many events rest on it.</param>
    /// <param name="changes">What is done with them.</param>
    public RediagnosisSums With(JudgedMail mail, string company, int events, IReadOnlyList<EventChange> changes) => this with
    {
        Mails = Mails + 1,
        NotPossible = NotPossible + (mail.IsWithoutBytes ? 1 : 0),
        Failed = Failed + (mail.Fault is null ? 0 : 1),
        Events = Events + (mail.Drafts is null ? 0 : events),
        Changed = Changed + Count(changes, ChangeKind.Changed),
        Added = Added + Count(changes, ChangeKind.Added),
        Missing = Missing + Count(changes, ChangeKind.Missing),
        Closed = Closed + Count(changes, ChangeKind.Closed),
        Companies = Companies + (company == mail.Mail.Company ? 0 : 1),
    };

    private static int Count(IReadOnlyList<EventChange> changes, ChangeKind kind) => changes.Count(change => change.What == kind);
}
