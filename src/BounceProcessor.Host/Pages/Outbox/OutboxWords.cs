using BounceProcessor.Host.Pages.Text;

using Microsoft.Extensions.Localization;

namespace BounceProcessor.Host.Pages.Outbox;

/// <summary>Codes of sent mails in the language of the page. A code that has no word is shown as it is.</summary>
internal sealed class OutboxWords(IStringLocalizer<Words> words)
{
    public string Filter(string code) => Of("outbox-filter", code);

    public string Recipient(string code) => Of("outbox-recipient", code);

    public string Transmission(string code) => Of("outbox-transmission", code);

    public string Returned(string code) => Of("outbox-returned", code);

    public string Action(string code) => Of("outbox-action", code);

    public string Mode(string code) => Of("match-mode", code);

    private string Of(string group, string code)
    {
        var word = words[$"{group}.{code}"];
        return word.ResourceNotFound ? code : word.Value;
    }
}
