using System.Globalization;
using System.Text;

using BounceProcessor.Diagnosis;
using BounceProcessor.Events;

namespace BounceProcessor.Host.Commands.Events;

/// <summary>Events as text for people; what comes from mails is made safe for the terminal.</summary>
internal static class EventText
{
    /// <summary>The line above a list.</summary>
    public static string Head { get; } = Row("code", "start (UTC)", "company", "kind", "severity", "reason", "status", "recipient");

    /// <summary>One event on one line.</summary>
    public static string Line(EventRecord one) => Row(
        one.Id.ToString(CultureInfo.InvariantCulture), Time(one.StartedAt), one.Company.Length == 0 ? "(unresolved)" : one.Company, one.Kind,
        one.Severity ?? "", one.Reason ?? "", one.Status, one.Kind == EventKind.Alert ? one.Subject ?? "" : one.Recipient);

    /// <summary>One event with its history.</summary>
    public static string Page(EventRecord one, IReadOnlyList<HistoryEntry> history)
    {
        var text = new StringBuilder();
        foreach (var (label, value) in Fields(one).Where(field => !string.IsNullOrEmpty(field.Value)))
        {
            text.Append(label.PadRight(18)).Append(TerminalText.Safe(value!)).Append('\n');
        }

        text.Append('\n');
        foreach (var line in one.Content.Split('\n'))
        {
            text.Append(TerminalText.Safe(line.TrimEnd('\r'))).Append('\n');
        }

        text.Append('\n');
        foreach (var entry in history)
        {
            text.Append(TerminalText.Safe($"{Time(entry.At)}  {entry.By}: {entry.Field} {entry.Before ?? ""} -> {entry.After ?? ""}")).Append('\n');
        }

        return text.ToString();
    }

    private static (string Label, string? Value)[] Fields(EventRecord one) =>
    [
        ("event", one.Id.ToString(CultureInfo.InvariantCulture)),
        ("company", one.Company.Length == 0 ? "(unresolved)" : one.Company),
        ("mailbox", one.Mailbox),
        ("kind", one.KindEvidence.Length == 0 ? one.Kind : $"{one.Kind}, told by {one.KindEvidence}"),
        ("status", one.Status),
        ("recipient", one.Recipient),
        ("subject", one.Kind == EventKind.Alert ? one.Subject : null),
        ("forwarded to", one.FinalRecipient),
        ("reason", one.Reason),
        ("severity", one.Severity),
        ("can fix it", one.Fixer),
        ("codes", string.Join(' ', new[] { one.ReplyCode?.ToString(CultureInfo.InvariantCulture), one.EnhancedStatus }.OfType<string>())),
        ("two codes", one.StatusConflict),
        ("refused by", one.RemoteMta),
        ("reported by", one.ReportingMta),
        ("server said", one.Diagnostic),
        ("checked", string.Join(' ', new[] { one.CheckedMechanism, one.CheckedResult, one.CheckedIdentity, one.CheckedDomain, one.CheckedIp, one.CheckedReceiver }.OfType<string>())),
        ("rule", one.Rule is null ? null : $"{one.Rule}: \"{one.MatchedWords}\" in {one.MatchedIn}, confidence {one.Confidence}"),
        ("overruled", one.Overruled?.Replace("\n", "; ", StringComparison.Ordinal)),
        ("start (UTC)", Time(one.StartedAt)),
        ("deadline (UTC)", one.DeadlineAt is { } deadline ? Time(deadline) : null),
        ("trust", one.Trust is null ? null : $"{one.Trust}{Meaning(one.Trust)}, by {one.MatchEvidence}"),
        ("sent by", one.SenderUser),
        ("customer", one.Customer),
        ("document", one.Document),
        ("our mail", one.SentMailId?.ToString(CultureInfo.InvariantCulture)),
        ("sent mail", one.OriginalSubject),
        ("sent to", one.OriginalTo),
        ("Message-ID", one.OriginalMessageId),
        ("size", one.HeadersOnly ? "above the limit, only the headers were read" : null),
    ];

    private static string Meaning(string trust) => Codes.Parse<MatchTrust>(trust) switch
    {
        MatchTrust.Likely => " (changed nothing: the address was not on the mail, or nothing is signed)",
        MatchTrust.Suspicious => " (changed nothing: it names something of ours that it should not)",
        _ => "",
    };

    private static string Row(string code, string start, string company, string kind, string severity, string reason, string status, string recipient) =>
        TerminalText.Safe($"{code,8}  {start,-16}  {company,-14}  {kind,-10}  {severity,-8}  {reason,-27}  {status,-8}  {recipient}".TrimEnd());

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
