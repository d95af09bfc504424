using System.Text;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Reasons;

namespace BounceProcessor.Host.Commands.Diagnosing;

/// <summary>A diagnosis as text for people. Everything that comes from the mail is made safe for the terminal.</summary>
/// <param name="language">en or et.</param>
internal sealed class DiagnosisText(string language)
{
    private const int LabelWidth = 20;

    /// <summary>The text for one mail, with an empty line at its end.</summary>
    public string Of(string file, MailDiagnosis diagnosis, bool headersOnly)
    {
        var reading = diagnosis.Reading;
        var text = new StringBuilder(1024);
        text.Append(TerminalText.Safe(file)).Append(": ").Append(DiagnosisWords.Of(reading.Kind).In(language));
        text.Append(headersOnly ? $" ({DiagnosisWords.HeadersOnly.In(language)})" : "").Append('\n');
        Line(text, DiagnosisWords.ToldBy, reading.KindEvidence.ToString());
        foreach (var recipient in diagnosis.Recipients)
        {
            Recipient(text, recipient, reading);
        }

        Original(text, reading.Original);
        return text.Append('\n').ToString();
    }

    private void Recipient(StringBuilder text, RecipientDiagnosis diagnosis, MailReading reading)
    {
        var (recipient, verdict) = diagnosis;
        text.Append('\n').Append("  ");
        text.Append(recipient.Address.Length == 0 ? DiagnosisWords.NoRecipient.In(language) : TerminalText.Safe(recipient.Address));
        text.Append(": ").Append(DiagnosisWords.Of(recipient.Action).In(language)).Append('\n');
        if (!string.Equals(recipient.FinalRecipient, recipient.Address, StringComparison.OrdinalIgnoreCase))
        {
            Line(text, DiagnosisWords.ForwardedTo, recipient.FinalRecipient);
        }

        Line(text, DiagnosisWords.DirectoryName, recipient.DirectoryName);
        if (verdict is not null)
        {
            Line(text, DiagnosisWords.Reason, $"{verdict.Reason.Title.In(language)} ({verdict.Reason.Code})");
            Line(text, DiagnosisWords.SeverityLabel, DiagnosisWords.Of(verdict.Severity).In(language));
            Line(text, DiagnosisWords.Advice, verdict.Reason.Advice.In(language));
            Line(text, DiagnosisWords.FixerLabel, DiagnosisWords.Of(verdict.Fixer).In(language));
        }

        Line(text, DiagnosisWords.Codes, CodesOf(recipient, verdict));
        Line(text, DiagnosisWords.RefusedBy, recipient.RemoteMta);
        Line(text, DiagnosisWords.ReportedBy, reading.ReportingMta);
        Line(text, DiagnosisWords.ServerSaid, recipient.Diagnostic);
        if (verdict is not null)
        {
            Line(text, DiagnosisWords.Authentication, Checked(verdict.Authentication));
            Line(text, DiagnosisWords.Evidence, EvidenceOf(verdict));
            Line(text, DiagnosisWords.TwoCodes, ConflictOf(verdict.Evidence.StatusConflict));
            foreach (var overruled in verdict.Evidence.Overruled)
            {
                var because = overruled.Step == verdict.Evidence.Step ? DiagnosisWords.FurtherDown : DiagnosisWords.Weaker(overruled.Step);
                Line(text, DiagnosisWords.Overruled, $"{overruled.Rule}: {overruled.Reason}; {because.In(language)}");
            }
        }
    }

    private string CodesOf(ReportedRecipient recipient, Verdict? verdict)
    {
        var status = (verdict?.Status ?? recipient.Status) is { } code ? $"{DiagnosisWords.Status.In(language)} {code}" : null;
        var reply = verdict?.ReplyCode is { } number ? $"{DiagnosisWords.Reply.In(language)} {number}" : null;
        return string.Join(", ", new[] { status, reply }.OfType<string>());
    }

    private string EvidenceOf(Verdict verdict)
    {
        var matched = verdict.Evidence.MatchedWords.Length == 0
            ? ""
            : $": \"{verdict.Evidence.MatchedWords}\" {DiagnosisWords.Place(verdict.Evidence.MatchedIn).In(language)}";
        return $"{verdict.Rule}{matched}; {DiagnosisWords.ConfidenceLabel.In(language)} {DiagnosisWords.Of(verdict.Confidence).In(language)}";
    }

    private string? ConflictOf(StatusConflict? conflict) => conflict is null
        ? null
        : $"{conflict.InWords} {DiagnosisWords.Place("diagnostic").In(language)}, {conflict.InField} {DiagnosisWords.Place("status").In(language)}; {DiagnosisWords.Of(conflict.Because).In(language)}";

    private static string? Checked(AuthenticationFinding? finding) => finding is null
        ? null
        : string.Join(' ', new[] { finding.Mechanism, finding.Result, finding.Identity, finding.Domain, finding.Ip, finding.Receiver }.OfType<string>());

    private void Original(StringBuilder text, OriginalMessage? original)
    {
        if (original is null)
        {
            return;
        }

        var parts = new[]
        {
            original.Subject is null ? null : $"\"{original.Subject}\"",
            original.From is null ? null : $"{DiagnosisWords.From.In(language)} {original.From}",
            original.To is null ? null : $"{DiagnosisWords.To.In(language)} {original.To}",
            original.Date?.ToString("yyyy-MM-dd HH:mm zzz", System.Globalization.CultureInfo.InvariantCulture),
            original.MessageId is null ? null : $"<{original.MessageId}>",
        };
        text.Append('\n');
        Line(text, DiagnosisWords.Original, string.Join(", ", parts.OfType<string>()));
    }

    private void Line(StringBuilder text, LocalizedText label, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            text.Append("    ").Append(label.In(language).PadRight(LabelWidth)).Append(TerminalText.Safe(value)).Append('\n');
        }
    }
}
