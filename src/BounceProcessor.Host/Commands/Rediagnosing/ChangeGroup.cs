namespace BounceProcessor.Host.Commands.Rediagnosing;

/// <summary>Events that change alike.</summary>
/// <param name="Change">changed, added, missing or closed.</param>
/// <param name="From">Reason before, else kind; empty for a new event.</param>
/// <param name="To">Reason after, else kind.</param>
/// <param name="Count">How many.</param>
/// <param name="Example">Code of one of them; <see langword="null"/> for one that is not filed yet.</param>
internal sealed record ChangeGroup(string Change, string From, string To, long Count, long? Example);
