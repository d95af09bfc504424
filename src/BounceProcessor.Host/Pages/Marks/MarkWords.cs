using BounceProcessor.Diagnosis;
using BounceProcessor.Host.Pages.Text;
using BounceProcessor.Marks;

using Microsoft.Extensions.Localization;

namespace BounceProcessor.Host.Pages.Marks;

/// <summary>Codes of address marks in the language of the page. A code that has no word is shown as it is.</summary>
internal sealed class MarkWords(IStringLocalizer<Words> words)
{
    /// <summary>Codes of the kinds.</summary>
    public static IReadOnlyCollection<string> Kinds => Codes.All<MarkKind>();

    /// <summary>Codes of the states a mark can be in.</summary>
    public static IReadOnlyList<string> States { get; } = ["in-force", "expired", "released"];

    public string Kind(string code) => Of("mark-kind", code);

    public string Change(string code) => Of("mark-change", code);

    public string Release(string code) => Of("mark-release", code);

    public string State(string code) => Of("mark-state", code);

    /// <summary>The state at a time.</summary>
    public static string StateOf(AddressMark mark, DateTimeOffset at) => mark.IsInForce(at) ? "in-force" : mark.ReleasedAt is null ? "expired" : "released";

    private string Of(string group, string code)
    {
        var word = words[$"{group}.{code}"];
        return word.ResourceNotFound ? code : word.Value;
    }
}
