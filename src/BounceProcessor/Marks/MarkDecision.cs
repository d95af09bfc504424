namespace BounceProcessor.Marks;

/// <summary>What is to be done with an address after news about it.</summary>
/// <param name="Act">What.</param>
/// <param name="Kind">The kind of the mark that is set or confirmed.</param>
/// <param name="Release">Why the mark goes.</param>
internal sealed record MarkDecision(MarkAct Act, MarkKind? Kind = null, MarkRelease? Release = null)
{
    /// <summary>Nothing is done.</summary>
    public static MarkDecision Nothing { get; } = new(MarkAct.Nothing);

    /// <summary>The failure is counted.</summary>
    public static MarkDecision Strike { get; } = new(MarkAct.Strike);
}
