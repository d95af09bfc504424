using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using BounceProcessor.Sending.Composing;

namespace BounceProcessor.Sending.Outbox;

/// <summary>Tells whether two requests with one idempotency key ask for the same mail.</summary>
internal static class RequestHash
{
    /// <summary>SHA-256 of everything that is asked for but the key itself; each part with its length, so that no two requests run together.</summary>
    public static byte[] Of(MailRequest request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in Texts(request))
        {
            Append(hash, text is null ? null : Encoding.UTF8.GetBytes(text));
        }

        foreach (var attachment in request.Attachments)
        {
            Append(hash, Encoding.UTF8.GetBytes(attachment.Name));
            Append(hash, attachment.ContentType is { } type ? Encoding.UTF8.GetBytes(type) : null);
            Append(hash, attachment.ContentId is { } id ? Encoding.UTF8.GetBytes(id) : null);
            Append(hash, attachment.Content.Span);
        }

        return hash.GetHashAndReset();
    }

    private static IEnumerable<string?> Texts(MailRequest request) =>
    [
        request.Company,
        request.User.ToUpperInvariant(),
        request.From,
        request.Subject,
        request.Text,
        request.Html,
        request.Customer,
        request.Document,
        request.IsAutomatic ? "1" : "0",
        request.Unsubscribe,
        Number(request.BatchId),
        Number(request.ResentEventId),
        Number(request.Recipients.Count),
        .. request.Recipients.SelectMany(recipient => new[] { Number((long)recipient.Kind), recipient.Address, recipient.Name }),
    ];

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static void Append(IncrementalHash hash, byte[]? part)
    {
        if (part is null)
        {
            hash.AppendData([0]);
            return;
        }

        Append(hash, part.AsSpan());
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        hash.AppendData([1]);
        hash.AppendData(BitConverter.GetBytes((long)part.Length));
        hash.AppendData(part);
    }
}
