using System.Text.Json;

using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Records;

using MimeKit;

namespace BounceProcessor.Host.Commands.Sending;

/// <summary>A mail or a request in a file.</summary>
internal static class RequestFile
{
    /// <summary>Reads it; what is wrong is added to the faults.</summary>
    public static async Task<MailRequest?> ReadAsync(string path, List<string> faults, CancellationToken cancellationToken)
    {
        if (await SendOptions.BytesAsync(path, "FILE", faults, cancellationToken) is not { } bytes)
        {
            return null;
        }

        try
        {
            return path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? OfJson(bytes) : await OfMailAsync(bytes, cancellationToken);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or ArgumentException)
        {
            faults.Add($"FILE \"{path}\" cannot be understood ({fault.Message}).");
            return null;
        }
    }

    private static MailRequest OfJson(byte[] bytes)
    {
        var json = JsonSerializer.Deserialize(bytes, RequestJson.Default.WrittenRequest) ?? throw new FormatException("it is empty");
        return new MailRequest
        {
            Company = json.Company ?? "",
            User = json.User ?? "",
            From = json.From,
            Recipients = [.. (json.Recipients ?? []).Select(recipient => new MailRecipient(KindOf(recipient.Kind), recipient.Address ?? "", recipient.Name))],
            Subject = json.Subject ?? "",
            Text = json.Text,
            Html = json.Html,
            Attachments = [.. (json.Attachments ?? []).Select(one => new MailAttachment(one.Name ?? "", one.ContentType, Convert.FromBase64String(one.Content ?? ""), one.ContentId))],
            Customer = json.Customer,
            Document = json.Document,
            IsAutomatic = json.IsAutomatic,
            IdempotencyKey = json.IdempotencyKey,
        };
    }

    private static RecipientKind KindOf(string? code) => code is null
        ? RecipientKind.To
        : Codes.Parse<RecipientKind>(code) ?? throw new FormatException($"kind is \"{code}\"; write one of {string.Join(", ", Codes.All<RecipientKind>())}");

    private static async Task<MailRequest> OfMailAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(bytes);
        using var mail = await MimeMessage.LoadAsync(stream, cancellationToken);
        var inline = mail.BodyParts.OfType<MimePart>().Where(part => !part.IsAttachment && part.ContentId is not null && part is not TextPart);
        return new MailRequest
        {
            Company = "",
            User = "",
            Recipients =
            [
                .. mail.To.Mailboxes.Select(one => new MailRecipient(RecipientKind.To, one.Address, one.Name)),
                .. mail.Cc.Mailboxes.Select(one => new MailRecipient(RecipientKind.Cc, one.Address, one.Name)),
                .. mail.Bcc.Mailboxes.Select(one => new MailRecipient(RecipientKind.Bcc, one.Address, one.Name)),
            ],
            Subject = mail.Subject ?? "",
            Text = mail.TextBody,
            Html = mail.HtmlBody,
            Attachments = [.. mail.Attachments.OfType<MimePart>().Concat(inline).Select(part => new MailAttachment(
                part.FileName ?? "attachment", part.ContentType.MimeType, Bytes(part), part.IsAttachment ? null : part.ContentId))],
        };
    }

    private static byte[] Bytes(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content?.DecodeTo(bytes);
        return bytes.ToArray();
    }
}
