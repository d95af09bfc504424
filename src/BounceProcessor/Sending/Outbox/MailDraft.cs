using BounceProcessor.Companies;
using BounceProcessor.Senders;
using BounceProcessor.Sending.Composing;

namespace BounceProcessor.Sending.Outbox;

/// <summary>A request on its way into the outbox.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Company">The company; <see langword="null"/> when there is none of that code.</param>
/// <param name="Settings">How its mail leaves; <see langword="null"/> when that is not known.</param>
/// <param name="RequestHash">SHA-256 of the request.</param>
/// <param name="Suppressed">Keys of the addresses it is not sent to.</param>
/// <param name="Faults">Why it cannot be sent.</param>
/// <param name="Warnings">What its sender should know.</param>
internal sealed record MailDraft(
    MailRequest Request,
    Company? Company,
    EffectiveSettings? Settings,
    byte[] RequestHash,
    IReadOnlySet<string> Suppressed,
    IReadOnlyList<MailFault> Faults,
    IReadOnlyList<MailFault> Warnings);
