using BounceProcessor.Diagnosis.Reading.Formats;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>A message → what it says.</summary>
internal static class MailReader
{
    private const int TextLimit = 16_000;

    /// <summary>Attached messages that are read as notices of their own, and how deep.</summary>
    private const int ForwardLimit = 2;

    private const int AddresseeLimit = 50;

    /// <summary>RFC 3461, section 4.4.</summary>
    private const int EnvelopeIdLimit = 100;

    private static readonly string[] AddresseeHeaders = ["To", "Cc"];

    /// <summary>Reads one mail; never throws for what is in it.</summary>
    /// <param name="mail">The mail as it came; need not be complete.</param>
    /// <param name="cancellationToken">Looked at between parts.</param>
    public static MailReading Read(ReadOnlyMemory<byte> mail, CancellationToken cancellationToken) => Read(mail, 0, cancellationToken);

    private static MailReading Read(ReadOnlyMemory<byte> mail, int depth, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var bytes = LongFields.Cut(RawBytes.Straightened(mail));
        if (bytes.IsEmpty)
        {
            return Unreadable(KindSign.Empty);
        }

        var headless = false;
        if (!TryCollect(bytes, out var parts, cancellationToken))
        {
            // No header where headers must be: a notice may still follow, so the bytes are read as a body.
            headless = true;
            bytes = RawBytes.WithHeader(bytes);
            if (!TryCollect(bytes, out parts, cancellationToken))
            {
                return Unreadable(KindSign.NoMail);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        var notice = Notice.Of(parts);
        cancellationToken.ThrowIfCancellationRequested();
        var report = AsReport(parts, notice);
        if (depth < ForwardLimit && Forwarded(report, parts, depth, cancellationToken) is { } forwarded)
        {
            return forwarded;
        }

        var reading = report ?? KindTeller.Tell(parts, notice);
        return headless && reading.Kind is not (MailKind.Failure or MailKind.Delay)
            ? Unreadable(KindSign.NoHeader) with { Text = Cut(notice.Text) }
            : Completed(reading, parts, notice, bytes, cancellationToken);
    }

    // A notice that a postmaster passes on as an attachment; what is around it says little and names nobody.
    private static MailReading? Forwarded(MailReading? outer, MailParts parts, int depth, CancellationToken cancellationToken)
    {
        if (outer is not null && (outer.Kind is not (MailKind.Failure or MailKind.Delay) || outer.Recipients.Any(recipient => recipient.Address.Length > 0)))
        {
            return null;
        }

        foreach (var attached in parts.Attached.Take(ForwardLimit))
        {
            var inner = Read(attached, depth + 1, cancellationToken);
            if (inner.Kind is MailKind.Failure or MailKind.Delay && inner.Recipients.Any(recipient => recipient.Address.Length > 0))
            {
                return inner with { KindEvidence = new KindEvidence(KindSign.ForwardedNotice, inner.KindEvidence.ToString()), Headers = HeadersOf(parts) };
            }
        }

        return null;
    }

    private static bool TryCollect(ReadOnlyMemory<byte> bytes, out MailParts parts, CancellationToken cancellationToken)
    {
        try
        {
            parts = PartCollector.Collect(bytes, cancellationToken);
        }
        catch (FormatException)
        {
            parts = new MailParts(HeaderBlock.Empty, [], null);
        }

        return parts.Headers.Count > 0;
    }

    private static string Cut(string text) => text.Length > TextLimit ? text[..TextLimit] : text;

    private static MailReading Unreadable(KindSign fault) =>
        new() { Kind = MailKind.Unreadable, KindEvidence = new KindEvidence(fault, ""), Headers = new MailHeaders() };

    private static MailReading? AsReport(MailParts parts, Notice notice)
    {
        if (KindTeller.IsNoFailure(parts, notice) is { } other)
        {
            return other;
        }

        if (StatusReport.Read(parts, notice) is { } report)
        {
            var groups = report.Status.Recipients.Count;
            var count = report.Status.NamedRecipients > groups ? $"{groups}/{report.Status.NamedRecipients}" : $"{groups}";
            return new MailReading
            {
                Kind = KindOf(report.Recipients),
                KindEvidence = new KindEvidence(KindSign.DeliveryStatus, $"{report.Found}, {count}"),
                Format = "rfc3464",
                Recipients = report.Recipients,
                ReportingMta = RefusalWords.Mta(report.Status.Message["Reporting-MTA"]),
                EnvelopeId = report.Status.Message["Original-Envelope-Id"] is { Length: > 0 and <= EnvelopeIdLimit } id ? Addresses.FromXtext(id) : null,
                Headers = new MailHeaders(),
            };
        }

        if (NoticeFormats.Read(notice) is { } read)
        {
            return new MailReading
            {
                Kind = read.Kind,
                KindEvidence = new KindEvidence(KindSign.Notice, $"{read.Format}, {read.Recipients.Count}"),
                Format = read.Format,
                Recipients = read.Recipients,
                Headers = new MailHeaders(),
            };
        }

        return null;
    }

    private static MailKind KindOf(List<ReportedRecipient> recipients)
    {
        foreach (var (action, kind) in ByWeight)
        {
            if (recipients.Exists(recipient => recipient.Action == action))
            {
                return kind;
            }
        }

        return MailKind.Failure;
    }

    private static readonly (RecipientAction, MailKind)[] ByWeight =
    [
        (RecipientAction.Failed, MailKind.Failure), (RecipientAction.Delayed, MailKind.Delay), (RecipientAction.Relayed, MailKind.Relayed),
        (RecipientAction.Expanded, MailKind.Expanded), (RecipientAction.Delivered, MailKind.Delivered),
    ];

    private static MailReading Completed(MailReading reading, MailParts parts, Notice notice, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var isReport = reading.Kind is MailKind.Failure or MailKind.Delay or MailKind.Relayed or MailKind.Delivered or MailKind.Expanded or MailKind.Complaint or MailKind.Receipt;
        var original = isReport ? OriginalMessageFinder.Find(parts, notice, bytes, cancellationToken) : null;
        var recipients = reading.Recipients;
        if (reading.Kind is MailKind.Failure or MailKind.Delay && !recipients.Any(recipient => recipient.Address.Length > 0))
        {
            recipients = FromOriginal(reading, original, notice);
        }

        return reading with
        {
            Recipients = recipients,
            Original = original,
            Headers = HeadersOf(parts),
            ReportingMta = reading.ReportingMta ?? ReportingHost(parts),
            Text = Cut(notice.Text),
        };
    }

    // A notice that names nobody can only mean the one addressee of the mail it returns.
    private static IReadOnlyList<ReportedRecipient> FromOriginal(MailReading reading, OriginalMessage? original, Notice notice)
    {
        var addressees = original?.To is { } to ? Addresses.All(to, 2) : [];
        if (addressees.Count != 1)
        {
            return reading.Recipients.Count > 0 ? reading.Recipients : [NoticeRecipient.Of("", null, reading.Kind, notice.Folded, notice.Folded)];
        }

        return reading.Recipients.Count == 0
            ? [NoticeRecipient.Of(addressees[0], null, reading.Kind, notice.Folded, notice.Folded)]
            : [.. reading.Recipients.Select(recipient => recipient with { Address = addressees[0], FinalRecipient = addressees[0] })];
    }

    private static string? ReportingHost(MailParts parts) =>
        parts.Headers.Address("From") is { } from && MailOrigin.IsMailSystem(parts) ? from[(from.LastIndexOf('@') + 1)..].ToLowerInvariant() : null;

    private static MailHeaders HeadersOf(MailParts parts)
    {
        var headers = parts.Headers;
        return new MailHeaders
        {
            MessageId = headers.MessageId(),
            Subject = headers.Value("Subject") is { } subject ? Words.Fold(subject, 1_000) : null,
            From = headers.Address("From"),
            Date = headers.Date(),
            Answered = headers.Answered(),
            DeliveredTo = parts.DeliveredTo,
            Addressees = Addressees(headers),
        };
    }

    private static List<string> Addressees(HeaderBlock headers)
    {
        var addressees = new List<string>();
        foreach (var name in AddresseeHeaders)
        {
            foreach (var value in headers.Values(name))
            {
                foreach (var address in Addresses.All(value, AddresseeLimit))
                {
                    var lower = address.ToLowerInvariant();
                    if (addressees.Count < AddresseeLimit && !addressees.Contains(lower))
                    {
                        addressees.Add(lower);
                    }
                }
            }
        }

        return addressees;
    }
}
