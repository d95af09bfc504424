using BounceProcessor.Events;

namespace BounceProcessor.Rediagnosis;

/// <summary>What a rediagnosis does with one event.</summary>
/// <param name="What">Changed, added, missing or closed.</param>
/// <param name="Before">The event as it is; <see langword="null"/> for a new one.</param>
/// <param name="After">The event as it will be; the same as before when it is only listed.</param>
/// <param name="RecipientKey">The recipient in lower case, as it will be.</param>
/// <param name="Fields">What changes.</param>
internal sealed record EventChange(ChangeKind What, EventRecord? Before, EventRecord After, string RecipientKey, IReadOnlyList<FieldChange> Fields)
{
    /// <summary>What becomes of the sent mail's recipient; <see langword="null"/> when that stays.</summary>
    public ReturnedChange? Returned { get; init; }
}
