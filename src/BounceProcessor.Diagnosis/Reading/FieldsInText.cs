namespace BounceProcessor.Diagnosis.Reading;

/// <summary>Reports that lost their form: the fields of a feedback report or a disposition notification in a text part, a receipt in TNEF.</summary>
internal static class FieldsInText
{
    private const int TnefLimit = 256 * 1024;

    private static readonly string[] FeedbackFields =
        ["User-Agent:", "Version:", "Source-IP:", "Original-Mail-From:", "Original-Rcpt-To:", "Arrival-Date:", "Received-Date:", "Reported-Domain:", "Incidents:"];

    private static readonly string[] Dispositions = ["displayed", "deleted", "dispatched", "denied", "processed"];

    /// <summary>A feedback type and another field of RFC 5965, each at the beginning of a line.</summary>
    public static bool AreFeedback(MailParts mail) => Any(mail, "Feedback-Type:", text =>
        HasField(text, "Feedback-Type:") && Array.Exists(FeedbackFields, field => HasField(text, field)));

    /// <summary>A disposition that RFC 8098 knows, beside the mail or the reader it is about.</summary>
    public static bool AreDisposition(MailParts mail) => Any(mail, "Disposition:", text =>
        Field(text, "Disposition:") is { } value && Array.Exists(Dispositions, known => value.Contains(known, StringComparison.OrdinalIgnoreCase))
        && (HasField(text, "Original-Message-ID:") || HasField(text, "Final-Recipient:") || HasField(text, "Reporting-UA:")));

    /// <summary>Outlook's own form of a read receipt; the message class stands in it as plain letters (MS-OXTNEF, attMessageClass).</summary>
    public static bool AreTnefReceipt(MailParts mail)
    {
        foreach (var part in mail.Parts)
        {
            if (part is { MessageDepth: 0, MediaType: "application/ms-tnef", Content.Length: < TnefLimit })
            {
                var bytes = part.Decoded().Span;
                if (bytes.IndexOf("Mail.Read Receipt"u8) >= 0 || bytes.IndexOf("IPNRN"u8) >= 0 || bytes.IndexOf("IPNNRN"u8) >= 0)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>A recipient field of a delivery status.</summary>
    public static bool HasRecipient(string text) =>
        text.Contains("Final-Recipient", StringComparison.OrdinalIgnoreCase) || text.Contains("Original-Recipient", StringComparison.OrdinalIgnoreCase);

    private static bool Any(MailParts mail, string sign, Func<string, bool> holds)
    {
        foreach (var part in mail.Parts)
        {
            if (part is { MessageDepth: 0, IsReturnedMessage: false } && part.IsText && part.Content.Length < 64 * 1024
                && part.Text().Contains(sign, StringComparison.OrdinalIgnoreCase) && holds(part.Text()))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasField(string text, string name) => Field(text, name) is not null;

    private static string? Field(string text, string name)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                return line[name.Length..].Trim().ToString();
            }
        }

        return null;
    }
}
