using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Outbox;
using BounceProcessor.Sending.Records;

namespace BounceProcessor.Host.Api;

/// <summary>A mail that was accepted for sending.</summary>
/// <param name="Id">Its number; /api/v1/mails/{id} tells what becomes of it.</param>
/// <param name="MessageId">Its Message-ID, without angle brackets.</param>
/// <param name="IsRepeated">The idempotency key was known: it is the mail accepted then, and nothing was sent anew.</param>
/// <param name="Recipients">Its recipients.</param>
/// <param name="Warnings">What its sender should know.</param>
public sealed record SubmissionAnswer(long Id, string MessageId, bool IsRepeated, IReadOnlyList<AcceptedRecipient> Recipients, IReadOnlyList<MailFault> Warnings)
{
    /// <summary>The answer about an accepted mail.</summary>
    internal static SubmissionAnswer Of(SentMail mail, Acceptance acceptance) => new(
        mail.Id, mail.MessageId, acceptance.IsRepeated, [.. acceptance.Recipients.Select(recipient => new AcceptedRecipient(recipient.Address, recipient.Kind, recipient.State))], acceptance.Warnings);
}
