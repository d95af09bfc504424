using System.Buffers;

using MimeKit;

namespace BounceProcessor.Sending.Composing;

/// <summary>Finds what is wrong with attachments and inline images.</summary>
internal sealed class AttachmentCheck(MailFaults faults, bool hasHtml)
{
    private const int Most = 200;
    private const int LongestName = 255;
    private const int LongestContentId = 200;

    private static readonly ContentType Unknown = new("application", "octet-stream");
    private static readonly SearchValues<char> TypeLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&^_.+-");
    private static readonly SearchValues<char> IdLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&'*+/=?^_`{|}~.@%-");

    private readonly HashSet<string> _contentIds = new(StringComparer.Ordinal);

    /// <summary>Looks at all of them.</summary>
    public IReadOnlyList<(MailAttachment Attachment, ContentType Type)> Run(IReadOnlyList<MailAttachment> attachments)
    {
        if (attachments.Count > Most)
        {
            faults.Add("attachments", "too-many-attachments",
                $"There are {attachments.Count} attachments; at most {Most} are possible. Put them into one archive.",
                $"Manuseid on {attachments.Count}; võib olla kuni {Most}. Pakkige need ühte arhiivi.");
            return [];
        }

        var read = new List<(MailAttachment, ContentType)>(attachments.Count);
        for (var i = 0; i < attachments.Count; i++)
        {
            var field = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"attachments[{i}]");
            Name(field + ".name", attachments[i].Name);
            ContentId(field + ".contentId", attachments[i].ContentId);
            read.Add((attachments[i], Type(field + ".contentType", attachments[i])));
        }

        return read;
    }

    private void Name(string field, string name)
    {
        faults.Name(field, name, LongestName);
        if (name.Trim().Length == 0 || name is "." or ".." || name.Contains('/', StringComparison.Ordinal) || name.Contains('\\', StringComparison.Ordinal))
        {
            faults.Add(field, "name-invalid",
                $"{MailFaults.Quote(name)} is no file name; write the name alone, without folders.",
                $"{MailFaults.Quote(name)} ei ole failinimi; kirjutage ainult nimi, ilma kaustadeta.");
        }
    }

    // RFC 5322, section 3.6.4, which MimeKit asks for: words with single dots between them, and at most one @.
    private static bool IsId(string id) => id.Split('@') is { Length: <= 2 } halves && halves.All(half => half.Split('.').All(word => word.Length > 0));

    private void ContentId(string field, string? id)
    {
        if (id is null)
        {
            return;
        }

        if (id.Length > LongestContentId || id.AsSpan().IndexOfAnyExcept(IdLetters) >= 0 || !IsId(id))
        {
            faults.Add(field, "content-id-invalid",
                $"{MailFaults.Quote(id)} is no Content-ID; write what stands behind cid: in the HTML, letters and digits without brackets.",
                $"{MailFaults.Quote(id)} ei ole Content-ID; kirjutage see, mis on HTML-is cid: järel, tähed ja numbrid ilma sulgudeta.");
        }
        else if (!_contentIds.Add(id))
        {
            faults.Add(field, "content-id-repeated",
                $"{MailFaults.Quote(id)} is the Content-ID of two images; give each one of its own.",
                $"{MailFaults.Quote(id)} on kahe pildi Content-ID; andke kummalegi oma.");
        }

        if (!hasHtml)
        {
            faults.Add(field, "content-id-without-html",
                $"{MailFaults.Quote(id)} is an inline image, but the mail has no HTML that could show it. Add HTML, or leave the Content-ID out.",
                $"{MailFaults.Quote(id)} on tekstisisene pilt, kuid kirjal pole HTML-i, mis seda näitaks. Lisage HTML või jätke Content-ID ära.");
        }
    }

    private ContentType Type(string field, MailAttachment attachment)
    {
        if (attachment.ContentType is null)
        {
            // A mail inside a mail could not be encoded (RFC 2046, section 5.2.1).
            return ContentType.TryParse(MimeTypes.GetMimeType(attachment.Name), out var known) && !IsContainer(known) ? new ContentType(known.MediaType, known.MediaSubtype) : Unknown;
        }

        if (!ContentType.TryParse(attachment.ContentType, out var type) || !IsToken(type.MediaType) || !IsToken(type.MediaSubtype)
            || OneLine.WrongSign(attachment.ContentType) is not null || IsContainer(type))
        {
            faults.Add(field, "content-type-invalid",
                $"{MailFaults.Quote(attachment.ContentType)} is no content type that an attachment can have; write one such as application/pdf, or leave it out.",
                $"{MailFaults.Quote(attachment.ContentType)} ei ole sisutüüp, mis manusel olla saab; kirjutage näiteks application/pdf või jätke see ära.");
            return Unknown;
        }

        var clean = new ContentType(type.MediaType, type.MediaSubtype);
        if (type.Charset is { } charset && IsToken(charset))
        {
            clean.Charset = charset;
        }

        return clean;
    }

    private static bool IsContainer(ContentType type) => type.IsMimeType("multipart", "*") || type.IsMimeType("message", "*");

    // RFC 6838, section 4.2.
    private static bool IsToken(string text) => text.Length is > 0 and <= 127 && text.AsSpan().IndexOfAnyExcept(TypeLetters) < 0;
}
