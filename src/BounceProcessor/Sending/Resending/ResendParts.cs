using System.Data.Common;
using System.Globalization;

using BounceProcessor.Companies;
using BounceProcessor.Diagnosis;
using BounceProcessor.Events;
using BounceProcessor.Marks;
using BounceProcessor.Senders;
using BounceProcessor.Sending.Records;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Sending.Resending;

/// <summary>Around sending again: from which address, and what is noted.</summary>
internal sealed class ResendParts(
    CompanyDirectory companies, SenderSettings settings, AddressMarks marks, AddressCorrections corrections, IOptions<EventOptions> options)
{
    /// <summary>From which address a user sends who chose another than their own; <see langword="null"/> for their own.</summary>
    public async Task<string?> FromAsync(SentMail mail, CancellationToken cancellationToken)
    {
        var before = AddressKey.Of(mail.ReplyTo ?? mail.FromAddress);
        var company = await companies.FindAsync(mail.Company, cancellationToken);
        var now = (await settings.FindAsync(mail.Company, mail.UserCode, cancellationToken)).Settings;

        // An address that the company no longer sends from, or that was the user's own before, gives way to the user's own of today.
        return before is null || company is null || now is null || before == AddressKey.Of(now.Email) || !IsSendingAddress(company, before)
            ? null
            : mail.ReplyTo ?? mail.FromAddress;
    }

    /// <summary>Notes the correction, marks the old address and closes the event.</summary>
    public async Task NoteAsync(ResendRequest request, EventRecord original, SentMail mail, DbTransaction transaction, CancellationToken cancellationToken)
    {
        var address = request.Address.Trim();
        if (AddressKey.Of(original.Recipient) != AddressKey.Of(address))
        {
            var correction = new NewCorrection(original.Company, original.Customer, original.Recipient, address, original.Id, mail.Id, request.By);
            await corrections.AddAsync(correction, transaction, cancellationToken);
            await marks.MarkCorrectedAsync(original.Company, original.Recipient, original.Id, request.By, transaction, cancellationToken);
        }

        await EventClosing.ResolveAsync(original.Id, Feedback(address, mail.Id), request.By, mail.AcceptedAt, transaction, cancellationToken);
    }

    private string Feedback(string address, long mailId)
    {
        var id = mailId.ToString(CultureInfo.InvariantCulture);
        return new LocalizedText($"Sent again to {address} as mail {id}.", $"Saadetud uuesti aadressile {address} kirjana {id}.").In(options.Value.Language);
    }

    private static bool IsSendingAddress(Company company, string key) => company.SendingAddresses.Any(allowed => allowed.StartsWith('@')
        ? key.EndsWith("@" + AddressKey.DomainOf(allowed[1..]), StringComparison.Ordinal)
        : AddressKey.Of(allowed) == key);
}
