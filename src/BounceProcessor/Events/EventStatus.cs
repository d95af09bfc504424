namespace BounceProcessor.Events;

/// <summary>The codes of an event's status.</summary>
public static class EventStatus
{
    /// <summary>Nobody has looked at it.</summary>
    public const string New = "new";

    /// <summary>Somebody works on it.</summary>
    public const string InWork = "in-work";

    /// <summary>Done.</summary>
    public const string Resolved = "resolved";

    /// <summary>Not worth doing anything.</summary>
    public const string Ignored = "ignored";

    /// <summary>All codes, in the order of the work.</summary>
    public static IReadOnlyList<string> All { get; } = [New, InWork, Resolved, Ignored];
}
