using System.Text;

using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Sending.Records;

using MimeKit;

namespace BounceProcessor.Sending.Composing;

/// <summary>Makes of a stored mail what one transmission sends.</summary>
internal sealed class TransmissionMessage(DkimKeys keys)
{
    /// <summary>Bytes that a mail grows by at most when it is sent: token and signature.</summary>
    public const int AddedBytes = 2048;

    private static readonly string[] SignedHeaders =
        ["From", "From", "To", "To", "Cc", "Cc", "Subject", "Subject", "Date", "Date", "Reply-To", "Reply-To", "Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"];

    /// <summary>The mail with the header, and with a DKIM signature where there is a key for its domain.</summary>
    /// <param name="content">From <see cref="ComposedMail.Content"/>.</param>
    /// <param name="transmission">Which one.</param>
    public MimeMessage Load(ReadOnlyMemory<byte> content, Transmission transmission)
    {
        var bytes = new byte[content.Length + OriginalMessage.TokenHeader.Length + transmission.Token.Length + 4];
        var length = Encoding.ASCII.GetBytes($"{OriginalMessage.TokenHeader}: {transmission.Token}\r\n", bytes);
        content.Span.CopyTo(bytes.AsSpan(length));
        using var stream = new MemoryStream(bytes);
        var mail = MimeMessage.Load(stream, CancellationToken.None);
        if (!keys.IsEmpty && mail.From.Mailboxes.FirstOrDefault()?.Domain is { } domain && keys.For(domain) is { } signer)
        {
            signer.Sign(mail, SignedHeaders);
        }

        return mail;
    }
}
