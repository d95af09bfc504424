using System.Globalization;

using BounceProcessor.Events;

namespace BounceProcessor.Rediagnosis;

/// <summary>The fields of an event that a rediagnosis may change, by the codes of the history.</summary>
internal static class EventFields
{
    // What strangers wrote may be long; the history shows the beginning.
    private const int LongestValue = 300;

    private static readonly (string Code, Func<EventRecord, string?> Value)[] All =
    [
        ("company", one => one.Company),
        ("kind", one => one.Kind),
        ("kind-evidence", one => one.KindEvidence),
        ("status", one => one.Status),
        ("recipient", one => one.Recipient),
        ("final-recipient", one => one.FinalRecipient),
        ("reason", one => one.Reason),
        ("severity", one => one.Severity),
        ("fixer", one => one.Fixer),
        ("confidence", one => one.Confidence),
        ("enhanced-status", one => one.EnhancedStatus),
        ("reply-code", one => one.ReplyCode?.ToString(CultureInfo.InvariantCulture)),
        ("rule", one => one.Rule),
        ("matched-words", one => one.MatchedWords),
        ("matched-in", one => one.MatchedIn),
        ("overruled", one => one.Overruled),
        ("status-conflict", one => one.StatusConflict),
        ("check", one => Joined(one.CheckedMechanism, one.CheckedIdentity, one.CheckedDomain, one.CheckedIp, one.CheckedResult, one.CheckedReceiver)),
        ("diagnostic", one => one.Diagnostic),
        ("reporting-mta", one => one.ReportingMta),
        ("remote-mta", one => one.RemoteMta),
        ("priority", one => one.Priority.ToString(CultureInfo.InvariantCulture)),
        ("deadline", one => Text(one.DeadlineAt)),
        ("subject", one => one.Subject),
        ("sender", one => one.SenderUser),
        ("original", one => Joined(one.OriginalMessageId, one.OriginalFrom, one.OriginalTo, one.OriginalSubject, Text(one.OriginalDate))),
        ("note", one => one.Note),
    ];

    /// <summary>What differs. Of the content only that it differs, for it is long and made of the rest.</summary>
    public static IReadOnlyList<FieldChange> Differences(EventRecord before, EventRecord after)
    {
        List<FieldChange> changes = [];
        foreach (var (code, value) in All)
        {
            if (value(before) is var old && value(after) is var next && old != next)
            {
                changes.Add(new FieldChange(code, Short(old), Short(next)));
            }
        }

        if (before.Content != after.Content)
        {
            changes.Add(new FieldChange("content", null, null));
        }

        return changes;
    }

    private static string? Joined(params string?[] parts) =>
        string.Join(' ', parts.Where(part => !string.IsNullOrEmpty(part))) is { Length: > 0 } joined ? joined : null;

    private static string? Text(DateTimeOffset? time) => time?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    private static string? Short(string? text)
    {
        if (text is null || text.Length <= LongestValue)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[LongestValue - 1]) ? LongestValue - 1 : LongestValue;
        return text[..end] + " …";
    }
}
