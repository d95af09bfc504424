using BounceProcessor.Diagnosis;
using BounceProcessor.Host.Pages.Text;
using BounceProcessor.Sending.Records;

using Microsoft.Extensions.Localization;

namespace BounceProcessor.Host.Pages.Outbox;

/// <summary>Codes of sent mails in the language of the page. A code that has no word is shown as it is.</summary>
internal sealed class OutboxWords(IStringLocalizer<Words> words)
{
    private static readonly string Refused = HistoryAction.Refused.ToCode();

    public string Filter(string code) => Of("outbox-filter", code);

    public string Recipient(string code) => Of("outbox-recipient", code);

    public string Transmission(string code) => Of("outbox-transmission", code);

    public string Returned(string code) => Of("outbox-returned", code);

    public string Kind(string code) => Of("outbox-kind", code);

    /// <summary>What happened. Where the server took the mail and refused some of its recipients, the reply that follows is the one of the mail.</summary>
    public string Action(TransmissionHistory entry) =>
        entry.Action == Refused && entry.Text?.StartsWith('2') is true ? words["outbox.partly-refused"].Value : Of("outbox-action", entry.Action);

    /// <summary>Why a server is left alone, and what to do.</summary>
    public string Server(string code) => Of("outbox-server", code);

    public string Mode(string code) => Of("match-mode", code);

    private string Of(string group, string code)
    {
        var word = words[$"{group}.{code}"];
        return word.ResourceNotFound ? code : word.Value;
    }
}
