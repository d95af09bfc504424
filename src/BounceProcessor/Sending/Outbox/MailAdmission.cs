using System.Globalization;

using BounceProcessor.Companies;
using BounceProcessor.Diagnosis;
using BounceProcessor.Marks;
using BounceProcessor.Senders;
using BounceProcessor.Sending.Composing;

namespace BounceProcessor.Sending.Outbox;

/// <summary>Finds what is wrong with a request before it is composed: company, user, settings, marked addresses.</summary>
internal sealed class MailAdmission(CompanyDirectory companies, SenderSettings settings, AddressMarks marks)
{
    private const int LongestKey = 128;

    /// <summary>What is known of each request, in the same order.</summary>
    public async Task<IReadOnlyList<MailDraft>> PrepareAsync(IReadOnlyList<MailRequest> requests, CancellationToken cancellationToken)
    {
        var drafts = new List<MailDraft>(requests.Count);
        foreach (var request in requests)
        {
            drafts.Add(await PrepareAsync(request, cancellationToken));
        }

        return await WithMarksAsync(drafts, cancellationToken);
    }

    private async Task<MailDraft> PrepareAsync(MailRequest request, CancellationToken cancellationToken)
    {
        var company = await companies.FindAsync(request.Company, cancellationToken);
        var outcome = await settings.FindAsync(request.Company, request.User, cancellationToken);
        var faults = outcome.Faults
            .Select(fault => new MailFault(fault.Key is "company" or "user" ? fault.Key : $"settings.{fault.Key}", fault.Code, fault.Text))
            .Concat(KeyFaults(request.IdempotencyKey));
        var asKnown = company is null ? request : request with { Company = company.Code, User = outcome.Settings?.User ?? request.User };
        return new MailDraft(asKnown, company, outcome.Settings, RequestHash.Of(asKnown), new HashSet<string>(), [.. faults], []);
    }

    private static IEnumerable<MailFault> KeyFaults(string? key)
    {
        if (key is { Length: 0 or > LongestKey })
        {
            yield return new MailFault("idempotencyKey", "key-length", new LocalizedText(
                $"The idempotency key has {key.Length} characters; give 1 to {LongestKey}, or none.",
                $"Idempotentsusvõtmes on {key.Length} märki; andke 1 kuni {LongestKey} või ärge andke ühtegi."));
        }
    }

    // One question a company, however many mails.
    private async Task<IReadOnlyList<MailDraft>> WithMarksAsync(List<MailDraft> drafts, CancellationToken cancellationToken)
    {
        foreach (var group in drafts.Where(draft => draft.Company is not null).GroupBy(draft => draft.Request.Company, StringComparer.Ordinal).ToArray())
        {
            var keys = group.SelectMany(draft => draft.Request.Recipients).Select(recipient => AddressKey.Of(recipient.Address)).OfType<string>().ToHashSet(StringComparer.Ordinal);
            var marked = await marks.FindAsync(group.Key, keys, cancellationToken);
            if (marked.Count == 0)
            {
                continue;
            }

            for (var i = 0; i < drafts.Count; i++)
            {
                drafts[i] = drafts[i].Company is { } company && drafts[i].Request.Company == group.Key ? WithMarks(drafts[i], company, marked) : drafts[i];
            }
        }

        return drafts;
    }

    private static MailDraft WithMarks(MailDraft draft, Company company, IReadOnlyDictionary<string, AddressMark> marked)
    {
        var found = draft.Request.Recipients
            .Select((recipient, index) => (recipient.Address, Index: index, Key: AddressKey.Of(recipient.Address) ?? ""))
            .Where(recipient => marked.ContainsKey(recipient.Key))
            .ToArray();
        var isRefused = company.MarkedAddresses == MarkedAddressRule.Refuse;
        MailFault[] words = [.. found.Select(recipient => Words(recipient.Address, recipient.Index, marked[recipient.Key], isRefused))];

        // Where nobody is left to send to, nothing is taken over at all.
        return isRefused && found.Length == draft.Request.Recipients.Count
            ? draft with { Faults = [.. draft.Faults, .. words] }
            : draft with
            {
                Suppressed = isRefused ? found.Select(recipient => recipient.Key).ToHashSet(StringComparer.Ordinal) : draft.Suppressed,
                Warnings = [.. draft.Warnings, .. words],
            };
    }

    private static MailFault Words(string address, int index, AddressMark mark, bool isRefused)
    {
        var since = mark.Since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var why = MarkReasons.Of(mark);
        return new MailFault(
            $"recipients[{index}].address",
            "address-marked",
            isRefused
                ? new LocalizedText(
                    $"\"{address}\" is marked since {since} ({why.En}) and gets no mail; correct the address, or release the mark.",
                    $"\"{address}\" on saatmiskeelu all alates {since} ({why.Et}) ja sellele ei saadeta; parandage aadress või lõpetage keeld.")
                : new LocalizedText(
                    $"\"{address}\" is marked since {since} ({why.En}); the mail goes out, but is likely to come back.",
                    $"\"{address}\" on saatmiskeelu all alates {since} ({why.Et}); kiri läheb välja, kuid tuleb tõenäoliselt tagasi."));
    }
}
