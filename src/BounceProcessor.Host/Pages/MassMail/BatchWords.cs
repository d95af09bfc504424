using BounceProcessor.Diagnosis;
using BounceProcessor.Host.Pages.Text;

using Microsoft.Extensions.Localization;

namespace BounceProcessor.Host.Pages.MassMail;

/// <summary>Codes of mass mail in the language of the page. A code that has no word is shown as it is.</summary>
internal sealed class BatchWords(IStringLocalizer<Words> words)
{
    public string State(string code) => Of("batch-state", code);

    public string Place(string code) => Of("batch-place", code);

    public string Action(string code) => Of("batch-action", code);

    public string Duplicates(string code) => Of("batch-duplicates", code);

    /// <summary>A text in the language of the page.</summary>
    public static string Text(LocalizedText text) => text.In(Languages.Current);

    private string Of(string group, string code)
    {
        var word = words[$"{group}.{code}"];
        return word.ResourceNotFound ? code : word.Value;
    }
}
