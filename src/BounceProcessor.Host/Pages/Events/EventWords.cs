using System.Globalization;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Events;
using BounceProcessor.Host.Pages.Text;

using Microsoft.Extensions.Localization;

namespace BounceProcessor.Host.Pages.Events;

/// <summary>Codes of an event in the language of the page. A code that has no word is shown as it is.</summary>
internal sealed class EventWords(IStringLocalizer<Words> words)
{
    /// <summary>Kind codes.</summary>
    public static IReadOnlyCollection<string> Kinds { get; } = [.. Codes.All<MailKind>(), EventKind.Alert];

    /// <summary>Codes of what a kind is told by.</summary>
    public static IReadOnlyCollection<string> Signs => Codes.All<KindSign>();

    /// <summary>Severity codes.</summary>
    public static IReadOnlyCollection<string> Severities => Codes.All<Severity>();

    public string Kind(string code) => Of("kind", code);

    /// <summary>What the kind was told by, as stored; what older versions stored is shown as it is.</summary>
    public string KindEvidence(string stored) => Diagnosis.Reading.KindEvidence.Parse(stored) is { } evidence
        ? Of("sign", evidence.Sign.ToCode()) + (evidence.Value.Length > 0 ? $" ({evidence.Value})" : "")
        : stored;

    public string Status(string code) => Of("status", code);

    public string Severity(string code) => Of("severity", code);

    public string SeverityMeaning(string code) => Of("severity-meaning", code);

    public string Fixer(string code) => Of("fixer", code);

    public string Confidence(string code) => Of("confidence", code);

    public string ConfidenceMeaning(string code) => Of("confidence-meaning", code);

    public string MatchedIn(string code) => Of("matched-in", code);

    /// <summary>SPF, DKIM or DMARC, and what it looks at.</summary>
    public string Check(string mechanism) => Of("check-of", mechanism);

    /// <summary>What was checked.</summary>
    public string Identity(string code) => Of("check-identity", code);

    /// <summary>Why one of two codes was taken.</summary>
    public string StatusPreference(string code) => Of("status-preference", code);

    /// <summary>Why something of this step was overruled.</summary>
    public string Overruled(string step) => Of("overruled", step);

    /// <summary>Codes of how far an event is believed.</summary>
    public static IReadOnlyCollection<string> Trusts => Codes.All<MatchTrust>();

    /// <summary>How far an event is believed.</summary>
    public string Trust(string code) => Of("trust", code);

    /// <summary>What that means, and what it may change.</summary>
    public string TrustMeaning(string code) => Of("trust-meaning", code);

    /// <summary>What an event was matched by, as stored.</summary>
    public string MatchEvidence(string stored) => BounceProcessor.Events.MatchEvidence.Parse(stored) is { } evidence
        ? string.Format(CultureInfo.CurrentCulture, Of("match-sign", evidence.Sign.ToCode()), evidence.Value)
        : stored;

    /// <summary>The sender mode of a mail.</summary>
    public string MatchMode(string code) => Of("match-mode", code);

    /// <summary>What came home about a recipient.</summary>
    public string MatchReturned(string code) => Of("match-returned", code);

    public string Field(string code) => Of("field", code);

    /// <summary>Who did something; the product itself has a word.</summary>
    public string Who(string name) => Of("who", name);

    /// <summary>The title of a reason in the rule book, or of what an alert is about.</summary>
    public string Reason(string code) => RuleBook.Embedded.Reason(code)?.Title.In(Languages.Current) ?? Of("alert", code);

    /// <summary>What to do about an alert.</summary>
    public string AlertAdvice(string condition) => Of("alert-advice", condition);

    /// <summary>What a list says in the place of the reason: the reason, else the kind.</summary>
    public string ReasonOrKind(string? reason, string kind) => reason is null ? Kind(kind) : Reason(reason);

    private string Of(string group, string code)
    {
        var word = words[$"{group}.{code}"];
        return word.ResourceNotFound ? code : word.Value;
    }
}
