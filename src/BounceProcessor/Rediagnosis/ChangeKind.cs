namespace BounceProcessor.Rediagnosis;

/// <summary>What a rediagnosis does with an event.</summary>
internal enum ChangeKind
{
    /// <summary>Its verdict or what was read changes.</summary>
    Changed,

    /// <summary>A recipient that was not found when the mail was filed.</summary>
    Added,

    /// <summary>A recipient that is not found any more; the event stays as it is.</summary>
    Missing,

    /// <summary>The same, set to ignored because that was asked for.</summary>
    Closed,
}
