using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Events;
using BounceProcessor.Mailboxes;

namespace BounceProcessor.Intake;

/// <summary>What a run did, or in a dry run would do, with one mail.</summary>
/// <param name="Entry">The mail in its mailbox.</param>
/// <param name="Result">What became of it.</param>
/// <param name="Company">Empty for unresolved.</param>
/// <param name="Kind">What arrived; <see langword="null"/> when our code failed on it.</param>
/// <param name="Added">New events; in a dry run their codes mean nothing.</param>
/// <param name="Updated">Delays that this mail went on with.</param>
/// <param name="Fault">Why it is in quarantine.</param>
internal sealed record MailOutcome(
    MailEntry Entry,
    MailResult Result,
    string Company,
    MailKind? Kind,
    IReadOnlyList<EventRecord> Added,
    IReadOnlyList<EventRecord> Updated,
    string? Fault)
{
    /// <summary>
    /// Whether the mailbox may be touched: only for machine-made mail whose events are committed. What people wrote, what could not
    /// be read and what is in quarantine stays as it is, for somebody to see it.
    /// </summary>
    public bool MaySettle =>
        Result is MailResult.Bounce or MailResult.NotABounce or MailResult.Duplicate
        && Kind is not (null or MailKind.Reply or MailKind.Other or MailKind.Unreadable);
}
