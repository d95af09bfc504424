using System.Globalization;

using BounceProcessor.Diagnosis;
using BounceProcessor.Intake;

using Microsoft.Extensions.Localization;

namespace BounceProcessor.Host.Pages.Text;

/// <summary>Codes of runs and of the quarantine in the language of the page. A code that has no word is shown as it is.</summary>
internal sealed class ServiceWords(IStringLocalizer<Words> words)
{
    public string RunState(RunState state) => Of("run-state", state.ToCode());

    public string QuarantineState(string code) => Of("quarantine-state", code);

    public string QuarantineAction(string code) => Of("quarantine-action", code);

    /// <summary>Who did something; the product itself has a word.</summary>
    public string Who(string name) => Of("who", name);

    /// <summary>How long runs took.</summary>
    public static string Took(long milliseconds)
    {
        var took = TimeSpan.FromMilliseconds(milliseconds);
        return took < TimeSpan.FromMinutes(1)
            ? string.Create(CultureInfo.CurrentCulture, $"{took.TotalSeconds:0.00} s")
            : took.ToString(took < TimeSpan.FromDays(1) ? @"h\:mm\:ss" : @"d\.hh\:mm\:ss", CultureInfo.InvariantCulture);
    }

    public static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private string Of(string group, string code)
    {
        var word = words[$"{group}.{code}"];
        return word.ResourceNotFound ? code : word.Value;
    }
}
