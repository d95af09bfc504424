using System.Buffers;
using System.Text;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Reasons;

namespace BounceProcessor.Events;

/// <summary>An event as one mail gives it, before it has a code.</summary>
/// <param name="Record">Id, mail and times of filing are still empty.</param>
/// <param name="RecipientKey">The recipient in lower case; with the mail it identifies the event.</param>
internal sealed record EventDraft(EventRecord Record, string RecipientKey)
{
    // All events of one mail together hold so many characters of its notice, for a report may name 10,000 recipients.
    private const int MostNotice = 320_000;

    private static readonly SearchValues<char> Unstorable =
        SearchValues.Create([.. Enumerable.Range(0xD800, 0x800).Select(code => (char)code), '\0']);

    /// <summary>One draft a recipient; one with an empty recipient for mail that is about none.</summary>
    public static IReadOnlyList<EventDraft> From(NewMail mail, EventOptions options)
    {
        if (mail.Diagnosis.Recipients.Count == 0)
        {
            return [Draft(mail, null, 1, options)];
        }

        // A report may name a recipient twice; the worse news counts.
        RecipientDiagnosis?[] worst = [.. mail.Diagnosis.Recipients
            .GroupBy(recipient => Key(recipient.Recipient.Address), StringComparer.Ordinal)
            .Select(group => group.MinBy(recipient => recipient.Recipient.Action))];
        return [.. worst.Select(recipient => Draft(mail, recipient, worst.Length, options))];
    }

    /// <summary>The words a text filter looks in: lower case, so that both databases compare alike.</summary>
    public static string SearchText(EventRecord record) => string.Join(
        '\n',
        new[] { record.Recipient, record.FinalRecipient, record.Diagnostic, record.Subject, record.OriginalSubject, record.OriginalMessageId }
            .Where(text => !string.IsNullOrEmpty(text))).ToLowerInvariant();

    private static EventDraft Draft(NewMail mail, RecipientDiagnosis? recipient, int eventsOfMail, EventOptions options)
    {
        var reading = mail.Diagnosis.Reading;
        var kind = Kind(reading.Kind, recipient?.Recipient.Action);
        var address = Storable(recipient?.Recipient.Address) ?? "";
        var record = new EventRecord
        {
            Id = 0,
            Company = mail.Company,
            Mailbox = mail.Mailbox,
            Kind = kind.ToCode(),
            Status = EventStatus.New,
            SenderUser = Storable(reading.Original?.ReplyTo ?? reading.Original?.From),
            Recipient = address,
            FinalRecipient = FinalRecipient(recipient?.Recipient, address),
            ReportingMta = Storable(reading.ReportingMta),
            RemoteMta = Storable(recipient?.Recipient.RemoteMta),
            Diagnostic = Storable(recipient?.Recipient.Diagnostic),
            EnhancedStatus = recipient?.Recipient.Status?.ToString(),
            KindEvidence = Storable(reading.KindEvidence.ToString()) ?? "",
            StartedAt = mail.ReceivedAt,
            Content = Storable(EventSummary.Write(kind, reading, recipient, MostNotice / eventsOfMail, options.Language)) ?? "",
            Priority = Priority(kind, recipient?.Verdict?.Severity),
            HeadersOnly = mail.HeadersOnly,
            Subject = Storable(reading.Headers.Subject),
            OriginalMessageId = Storable(reading.Original?.MessageId),
            OriginalFrom = Storable(reading.Original?.From),
            OriginalTo = Storable(reading.Original?.To),
            OriginalSubject = Storable(reading.Original?.Subject),
            OriginalDate = reading.Original?.Date,
            MailId = 0,
            FiledAt = default,
            ChangedAt = default,
            ChangedBy = "system",
        };
        return new EventDraft(WithMatch(WithVerdict(record, recipient?.Verdict, options), mail.Match?.Of(Key(address))), Key(address));
    }

    private static EventRecord WithMatch(EventRecord record, EventMatch? match) => match is null
        ? record
        : record with
        {
            SenderUser = match.SenderUser ?? record.SenderUser,
            Customer = match.Customer,
            Document = match.Document,
            Trust = match.Trust.ToCode(),
            MatchEvidence = match.Evidence.ToString(),
            SentMailId = match.MailId,
            SentRecipientId = match.RecipientId,
        };

    private static EventRecord WithVerdict(EventRecord record, Verdict? verdict, EventOptions options) => verdict is null
        ? record
        : record with
        {
            Reason = verdict.Reason.Code,
            Severity = verdict.Severity.ToCode(),
            Fixer = verdict.Fixer.ToCode(),
            Confidence = verdict.Confidence.ToCode(),
            EnhancedStatus = verdict.Status?.ToString() ?? record.EnhancedStatus,
            ReplyCode = verdict.ReplyCode,
            Rule = verdict.Rule,
            MatchedWords = Storable(verdict.Evidence.MatchedWords),
            MatchedIn = verdict.Evidence.MatchedIn,
            Overruled = Overruled(verdict.Evidence),
            StatusConflict = verdict.Evidence.StatusConflict is { } conflict ? $"{conflict.InWords} {conflict.InField} {conflict.Because.ToCode()}" : null,
            CheckedMechanism = verdict.Authentication?.Mechanism,
            CheckedIdentity = verdict.Authentication?.Identity,
            CheckedDomain = Storable(verdict.Authentication?.Domain),
            CheckedIp = Storable(verdict.Authentication?.Ip),
            CheckedResult = verdict.Authentication?.Result,
            CheckedReceiver = Storable(verdict.Authentication?.Receiver),
            DeadlineAt = Deadline(verdict.Severity, record.StartedAt, options),
        };

    // "status/5.0.0: unclassified (general-code)", a line each; what stands in the deciding step was only further down.
    private static string? Overruled(VerdictEvidence evidence) => evidence.Overruled.Count == 0
        ? null
        : Storable(string.Join('\n', evidence.Overruled.Select(
            voice => $"{voice.Rule}: {voice.Reason} ({(voice.Step == evidence.Step ? "further-down" : voice.Step.ToCode())})")));

    private static MailKind Kind(MailKind mail, RecipientAction? action) =>
        mail is MailKind.Failure or MailKind.Delay or MailKind.Relayed or MailKind.Delivered or MailKind.Expanded
            ? action switch
            {
                RecipientAction.Failed => MailKind.Failure,
                RecipientAction.Delayed => MailKind.Delay,
                RecipientAction.Delivered => MailKind.Delivered,
                RecipientAction.Relayed => MailKind.Relayed,
                RecipientAction.Expanded => MailKind.Expanded,
                _ => mail,
            }
            : mail;

    private static string? FinalRecipient(ReportedRecipient? recipient, string address) =>
        recipient?.FinalRecipient is { } final && !final.Equals(address, StringComparison.OrdinalIgnoreCase) ? Storable(final) : null;

    private static DateTimeOffset? Deadline(Severity severity, DateTimeOffset arrived, EventOptions options)
    {
        var allowed = severity switch
        {
            Severity.Hard => options.HardDeadline,
            Severity.Soft => options.SoftDeadline,
            Severity.Block => options.BlockDeadline,
            Severity.Delay => options.DelayDeadline,
            _ => options.ReviewDeadline,
        };
        return allowed > TimeSpan.Zero ? arrived + allowed : null;
    }

    private static long Priority(MailKind kind, Severity? severity) => (kind, severity) switch
    {
        (_, Severity.Hard or Severity.Block) => 2,
        (_, Severity.Soft or Severity.Review) => 1,
        (MailKind.Reply or MailKind.Complaint or MailKind.Unreadable, _) => 1,
        _ => 0,
    };

    /// <summary>A recipient as it identifies the event within its mail.</summary>
    public static string Key(string? address) => (Storable(address) ?? "").ToLowerInvariant();

    // PostgreSQL refuses NUL and half characters in text; strangers send them, and cutting makes them.
    private static string? Storable(string? text)
    {
        if (text is null || !text.AsSpan().ContainsAny(Unstorable))
        {
            return text;
        }

        var storable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            storable.Append(rune.Value == 0 ? "\uFFFD" : rune.ToString());
        }

        return storable.ToString();
    }
}
