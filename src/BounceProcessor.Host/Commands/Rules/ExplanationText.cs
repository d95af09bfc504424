using System.Text;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Host.Commands.Diagnosing;

namespace BounceProcessor.Host.Commands.Rules;

/// <summary>An explanation as text for people, made safe for the terminal.</summary>
/// <param name="language">en or et.</param>
/// <param name="width">Where lines are broken, in characters.</param>
internal sealed class ExplanationText(string language, int width)
{
    private const int LabelWidth = 16;
    private const int AroundMatch = 30;

    private readonly StringBuilder _text = new(2048);

    /// <summary>The whole text, with a line end.</summary>
    public string Of(Explanation explanation, Verdict verdict)
    {
        Line(DiagnosisWords.Reason, $"{verdict.Reason.Title.In(language)} ({verdict.Reason.Code})");
        Line(DiagnosisWords.SeverityLabel, DiagnosisWords.Of(verdict.Severity).In(language));
        Line(DiagnosisWords.FixerLabel, DiagnosisWords.Of(verdict.Fixer).In(language));
        Line(DiagnosisWords.Advice, verdict.Reason.Advice.In(language));
        Line(ExplanationWords.Support, verdict.Reason.Support.In(language));
        _text.Append('\n');

        Line(DiagnosisWords.ServerSaid, explanation.Reply);
        Line(DiagnosisWords.Codes, CodesOf(verdict));
        Line(DiagnosisWords.RefusedBy, explanation.Host);
        Line(ExplanationWords.RefusedAt, explanation.Stage);
        Line(DiagnosisWords.Authentication, Checked(verdict.Authentication));
        _text.Append('\n');

        Line(ExplanationWords.DecidedBy, ExplanationWords.Of(verdict.Evidence.Step).In(language));
        Line(ExplanationWords.Rule, RuleOf(explanation));
        Line(ExplanationWords.Source, explanation.Source);
        Line(ExplanationWords.Matched, MatchOf(explanation.Reply ?? "", verdict.Evidence));
        Line(DiagnosisWords.ConfidenceLabel, DiagnosisWords.Of(verdict.Confidence).In(language));
        Line(DiagnosisWords.TwoCodes, ConflictOf(verdict.Evidence.StatusConflict));
        foreach (var voice in verdict.Evidence.Overruled)
        {
            var because = voice.Step == verdict.Evidence.Step ? DiagnosisWords.FurtherDown : DiagnosisWords.Weaker(voice.Step);
            Line(DiagnosisWords.Overruled, $"{voice.Rule}: {voice.Reason}; {because.In(language)}");
        }

        return _text.ToString();
    }

    private string CodesOf(Verdict verdict) => string.Join(
        ", ",
        new[]
        {
            verdict.ReplyCode is { } reply ? $"{DiagnosisWords.Reply.In(language)} {reply}" : null,
            verdict.Status is { } status ? $"{DiagnosisWords.Status.In(language)} {status}" : null,
        }.OfType<string>());

    private string RuleOf(Explanation explanation) => explanation.File is null
        ? explanation.Rule
        : $"{explanation.Rule} ({explanation.File}, {ExplanationWords.LineOfFile.In(language)} {explanation.Line})";

    private string? MatchOf(string reply, VerdictEvidence evidence)
    {
        if (evidence.MatchedWords.Length == 0)
        {
            return null;
        }

        var place = $"\"{evidence.MatchedWords}\" {DiagnosisWords.Place(evidence.MatchedIn).In(language)}";
        return evidence.MatchedIn == "diagnostic" && Excerpt(reply, evidence.MatchedWords) is { } excerpt ? $"{place}: {excerpt}" : place;
    }

    // Null where the words stand in the reply in another form, such as with a line end among them.
    private static string? Excerpt(string reply, string words)
    {
        var at = reply.IndexOf(words, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        var start = Math.Max(0, at - AroundMatch);
        var end = Math.Min(reply.Length, at + words.Length + AroundMatch);
        return $"{(start > 0 ? "…" : "")}{reply[start..at]}>>{reply[at..(at + words.Length)]}<<{reply[(at + words.Length)..end]}{(end < reply.Length ? "…" : "")}";
    }

    private string? ConflictOf(StatusConflict? conflict) => conflict is null
        ? null
        : $"{conflict.InWords} {DiagnosisWords.Place("diagnostic").In(language)}, {conflict.InField} {DiagnosisWords.Place("status").In(language)}; {DiagnosisWords.Of(conflict.Because).In(language)}";

    private string? Checked(AuthenticationFinding? finding) => finding is null ? null : string.Join(
        ", ",
        new[]
        {
            $"{finding.Mechanism?.ToUpperInvariant() ?? ExplanationWords.WhichCheck.In(language)} {finding.Result}".TrimEnd(),
            finding.Identity is { } identity ? $"{ExplanationWords.Identity.In(language)} {identity}" : null,
            finding.Domain is { } domain ? $"{ExplanationWords.Domain.In(language)} {domain}" : null,
            finding.Ip is { } ip ? $"{ExplanationWords.Ip.In(language)} {ip}" : null,
            finding.Receiver is { } receiver ? $"{ExplanationWords.By.In(language)} {receiver}" : null,
        }.OfType<string>());

    private void Line(LocalizedText label, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        _text.Append(label.In(language).PadRight(LabelWidth));
        var room = Math.Max(20, width - LabelWidth - 1);
        var rest = TerminalText.Safe(value).AsSpan();
        while (rest.Length > room)
        {
            var end = rest[..(room + 1)].LastIndexOf(' ');
            end = end <= 0 ? room : end;
            _text.Append(rest[..end]).Append('\n').Append(' ', LabelWidth);
            rest = rest[end..].TrimStart(' ');
        }

        _text.Append(rest).Append('\n');
    }
}
