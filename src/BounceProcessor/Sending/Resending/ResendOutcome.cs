using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Records;

namespace BounceProcessor.Sending.Resending;

/// <summary>What became of it.</summary>
/// <param name="Mail">The new mail; <see langword="null"/> when nothing was sent.</param>
/// <param name="IsRepeated">It was sent to this address from this event before, and not once more.</param>
/// <param name="Faults">Why nothing was sent; empty when it was.</param>
/// <param name="Warnings">What the person should know.</param>
public sealed record ResendOutcome(SentMail? Mail, bool IsRepeated, IReadOnlyList<MailFault> Faults, IReadOnlyList<MailFault> Warnings)
{
    internal static ResendOutcome Refused(MailFault fault) => new(null, false, [fault], []);
}
