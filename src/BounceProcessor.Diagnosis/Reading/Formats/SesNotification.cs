using System.Text.Json;
using BounceProcessor.Diagnosis.Smtp;

namespace BounceProcessor.Diagnosis.Reading.Formats;

/// <summary>Amazon SES events that SNS sends by mail: JSON in the text, often inside the JSON of SNS.</summary>
internal static class SesNotification
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, MaxDepth = 32 };

    public static NoticeReading? Read(Notice notice)
    {
        if (!notice.Text.Contains("notificationType", StringComparison.Ordinal) && !notice.Text.Contains("eventType", StringComparison.Ordinal))
        {
            return null;
        }

        using var document = Parse(notice.Text);
        if (document is null || document.RootElement.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var root = document.RootElement;
        if (Text(root, "Message") is { } message && message.Contains("mail", StringComparison.Ordinal))
        {
            using var inner = Parse(message);
            return inner is null ? null : OfEvent(inner.RootElement);
        }

        return OfEvent(root);
    }

    private static NoticeReading? OfEvent(JsonElement root) => (Text(root, "notificationType") ?? Text(root, "eventType")) switch
    {
        "Bounce" => Bounce(root),
        "Complaint" => new NoticeReading("ses", MailKind.Complaint, []),
        "Delivery" => Delivery(root),
        _ => null,
    };

    private static NoticeReading? Bounce(JsonElement root)
    {
        if (!root.TryGetProperty("bounce", out var bounce) || !bounce.TryGetProperty("bouncedRecipients", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var subType = Text(bounce, "bounceSubType");
        var recipients = new List<ReportedRecipient>();
        foreach (var entry in list.EnumerateArray().Take(10_000))
        {
            var diagnostic = Text(entry, "diagnosticCode") is { } code ? Words.FoldReply(code.StartsWith("smtp;", StringComparison.OrdinalIgnoreCase) ? code[5..] : code) : null;
            recipients.Add(new ReportedRecipient
            {
                Address = Addresses.First(Text(entry, "emailAddress")) ?? "",
                FinalRecipient = Addresses.First(Text(entry, "emailAddress")),
                Action = RecipientAction.Failed,
                Status = EnhancedStatusCode.Parse(Text(entry, "status")),
                Diagnostic = diagnostic,
                RemoteMta = HostWords.Find(diagnostic ?? ""),
                Stage = RefusalWords.Stage(diagnostic ?? ""),
                QueueExpired = diagnostic is not null && RefusalWords.SayExpired(diagnostic),
                NoticeText = $"Amazon SES bounce: {Text(bounce, "bounceType")} {subType}",
            });
        }

        return new NoticeReading("ses", MailKind.Failure, recipients);
    }

    private static NoticeReading? Delivery(JsonElement root)
    {
        if (!root.TryGetProperty("delivery", out var delivery) || !delivery.TryGetProperty("recipients", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var recipients = list.EnumerateArray().Take(10_000).Select(entry => entry.ValueKind == JsonValueKind.String ? entry.GetString() : null)
            .Select(address => new ReportedRecipient { Address = address ?? "", FinalRecipient = address, Action = RecipientAction.Delivered, Diagnostic = Text(delivery, "smtpResponse") })
            .ToList();
        return new NoticeReading("ses", MailKind.Delivered, recipients);
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // Mail servers on the way fold lines of more than 998 characters in the middle of a string; what follows the object is SNS's footer.
    private static JsonDocument? Parse(string text)
    {
        var begin = text.IndexOf('{', StringComparison.Ordinal);
        if (begin < 0 || text.Length > 1_000_000)
        {
            return null;
        }

        var end = text.LastIndexOf('}');
        if (end <= begin)
        {
            return null;
        }

        var json = text[begin..(end + 1)].Replace("\r", "", StringComparison.Ordinal).Replace("\n ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        try
        {
            return JsonDocument.Parse(json, Lenient);
        }
        catch (JsonException)
        {
            return null; // looks like it but is not; other readers may know it
        }
    }
}
