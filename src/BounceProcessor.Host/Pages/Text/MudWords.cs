using Microsoft.Extensions.Localization;

using MudBlazor;

namespace BounceProcessor.Host.Pages.Text;

/// <summary>MudBlazor's own words in Estonian (MudWords.et.resx); its English ones are built in.</summary>
internal sealed class MudWords(IStringLocalizer<MudWords> words) : MudLocalizer
{
    public override LocalizedString this[string key] => words[key];

    public override LocalizedString this[string key, params object[] arguments] => words[key, arguments];
}
