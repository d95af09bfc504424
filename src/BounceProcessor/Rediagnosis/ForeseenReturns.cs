namespace BounceProcessor.Rediagnosis;

/// <summary>What earlier changes of the same run make of events and recipients. A listing does not write them, and has to come to the same result.</summary>
internal sealed class ForeseenReturns
{
    /// <summary>Kinds by event.</summary>
    public Dictionary<long, string> Kinds { get; } = [];

    /// <summary>States by the sent mail's recipient.</summary>
    public Dictionary<long, ReturnedChange> Recipients { get; } = [];
}
