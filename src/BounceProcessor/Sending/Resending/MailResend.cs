using System.Data.Common;
using System.Globalization;

using BounceProcessor.Companies;
using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Events;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Outbox;
using BounceProcessor.Sending.Records;

namespace BounceProcessor.Sending.Resending;

/// <summary>Sends the mail of an event again, to a corrected address: a new mail with tokens of its own, to that address alone.</summary>
/// <param name="events">The event.</param>
/// <param name="mails">The stored mail.</param>
/// <param name="outbox">Takes the new one over.</param>
/// <param name="parts">From which address it goes, and what is noted of it.</param>
internal sealed class MailResend(EventStore events, SentMailStore mails, MailOutbox outbox, ResendParts parts)
{
    private static readonly string[] Kinds = [MailKind.Failure.ToCode(), MailKind.Delay.ToCode()];

    /// <summary>Sends it. The new mail, the correction, the mark on the old address and the closed event last together or not at all.</summary>
    /// <exception cref="DbException">The database is full, locked or gone; nothing was sent.</exception>
    /// <exception cref="InvalidDataException">The stored mail is damaged.</exception>
    public async Task<ResendOutcome> SendAsync(ResendRequest request, CancellationToken cancellationToken)
    {
        var (original, fault) = await FindAsync(request, cancellationToken);
        if (original is null)
        {
            return ResendOutcome.Refused(fault ?? ResendFaults.NoEvent(request.EventId));
        }

        var mail = StoredRequest.Read(original.Mail, original.Content, original.Event.Recipient, request.Address.Trim()) with
        {
            From = await parts.FromAsync(original.Mail, cancellationToken),
            ResentEventId = request.EventId,

            // Pressed twice is sent once.
            IdempotencyKey = Key(request),
        };
        var accepted = (await outbox.AcceptAsync([mail], (acceptances, transaction, token) => NoteAsync(request, original, acceptances[0], transaction, token), cancellationToken))[0];
        return new ResendOutcome(accepted.Mail, accepted.IsRepeated, accepted.Faults, accepted.Warnings);
    }

    private async Task<(Original? Original, MailFault? Fault)> FindAsync(ResendRequest request, CancellationToken cancellationToken)
    {
        if (AddressKey.Of(request.Address) is null)
        {
            return (null, ResendFaults.NoAddress(request.Address));
        }

        if (await events.FindAsync(request.EventId, cancellationToken) is not { } one)
        {
            return (null, ResendFaults.NoEvent(request.EventId));
        }

        if (!Kinds.Contains(one.Kind, StringComparer.Ordinal))
        {
            return (null, ResendFaults.NoFailure(one.Id, one.Kind));
        }

        // A bounce that is only likely to be about a mail says nothing sure about one of its recipients.
        if (one is not { SentMailId: { } mailId, SentRecipientId: not null } || await mails.FindAsync(one.Company, mailId, cancellationToken) is not { } mail)
        {
            return (null, ResendFaults.NoSentMail(one.Id));
        }

        return await mails.ContentAsync(one.Company, mailId, cancellationToken) is { } content
            ? (new Original(one, mail, content), null)
            : (null, ResendFaults.MailGone(mailId));
    }

    private async Task NoteAsync(ResendRequest request, Original original, Acceptance accepted, DbTransaction transaction, CancellationToken cancellationToken)
    {
        if (accepted is { Mail: { } mail, IsRepeated: false })
        {
            await parts.NoteAsync(request, original.Event, mail, transaction, cancellationToken);
        }
    }

    private static string Key(ResendRequest request)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"resend:{request.EventId}:{AddressKey.Of(request.Address)}");
        return key.Length <= 128 ? key : string.Create(CultureInfo.InvariantCulture, $"resend:{request.EventId}:{Hash(key)}");
    }

    private static string Hash(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));

    private sealed record Original(EventRecord Event, SentMail Mail, byte[] Content);
}
