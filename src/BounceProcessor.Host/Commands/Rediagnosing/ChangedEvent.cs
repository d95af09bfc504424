namespace BounceProcessor.Host.Commands.Rediagnosing;

/// <summary>One event of the list.</summary>
/// <param name="Change">changed, added, missing or closed.</param>
/// <param name="Event">Its code; <see langword="null"/> for one that is not filed yet.</param>
/// <param name="Mail">The stored mail.</param>
/// <param name="Recipient">The recipient as it will be.</param>
/// <param name="Before">Reason before, else kind; <see langword="null"/> for a new event.</param>
/// <param name="RuleBefore">The rule that decided.</param>
/// <param name="After">Reason after, else kind.</param>
/// <param name="RuleAfter">The rule that decides.</param>
/// <param name="Fields">What changes, by the codes of the history.</param>
internal sealed record ChangedEvent(
    string Change, long? Event, long Mail, string Recipient, string? Before, string? RuleBefore, string After, string? RuleAfter, IReadOnlyList<string> Fields);
