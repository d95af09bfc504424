namespace BounceProcessor.Tests.Faults;

/// <summary>What is wrong after a fault; nothing should be.</summary>
/// <param name="Lost">Recipients of mails in the mailbox that have no event.</param>
/// <param name="Doubled">Recipients that have more than one, or an event out of nothing.</param>
/// <param name="Touched">Mails that are not ours to settle and were changed or moved, or bounces settled otherwise than asked for.</param>
/// <param name="Unbalanced">Runs whose sums do not fit.</param>
internal sealed record Findings(
    IReadOnlyList<string> Lost, IReadOnlyList<string> Doubled, IReadOnlyList<string> Touched, IReadOnlyList<string> Unbalanced)
{
    public bool AreNone => Lost.Count + Doubled.Count + Touched.Count + Unbalanced.Count == 0;

    public override string ToString() => AreNone
        ? "lost 0, doubled 0, touched 0, unbalanced 0"
        : $"lost {Lost.Count}, doubled {Doubled.Count}, touched {Touched.Count}, unbalanced {Unbalanced.Count}: "
            + string.Join("; ", Lost.Concat(Doubled).Concat(Touched).Concat(Unbalanced).Take(20));
}
