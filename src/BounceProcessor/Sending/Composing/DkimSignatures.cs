using System.Text;

using Microsoft.Extensions.Options;

using MimeKit;
using MimeKit.Cryptography;

using Org.BouncyCastle.Crypto.Parameters;

namespace BounceProcessor.Sending.Composing;

/// <summary>Signs mail with DKIM (RFC 6376) where there is a key for the domain of From or, that failing, of the envelope sender.</summary>
internal sealed class DkimSignatures(IOptions<SendingOptions> options)
{
    // Twice: nobody can add a second one (RFC 6376, section 8.15). Not so Sender and List-*, which servers on the way add in good faith.
    private static readonly string[] Twice = ["From", "To", "Cc", "Subject", "Date", "Reply-To"];
    private static readonly string[] Once = ["Message-ID", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Auto-Submitted"];

    private readonly Dictionary<string, DkimSigner> _signers =
        options.Value.Dkim.ToDictionary(key => key.Domain, Signer, StringComparer.OrdinalIgnoreCase);

    /// <summary>The header of the signature with CRLF; empty without a key.</summary>
    /// <param name="content">The mail with CRLF.</param>
    /// <param name="envelopeSender">Address in MAIL FROM.</param>
    public string Of(ReadOnlyMemory<byte> content, string envelopeSender)
    {
        if (_signers.Count == 0)
        {
            return "";
        }

        using var stream = StoredBytes.Stream(content);
        using var mail = MimeMessage.Load(stream, persistent: true, CancellationToken.None);
        if ((Find(mail.From.Mailboxes.FirstOrDefault()?.Domain) ?? Find(envelopeSender[(envelopeSender.LastIndexOf('@') + 1)..])) is not { } signer)
        {
            return "";
        }

        string[] names = [.. Twice, .. Twice, .. Once.Where(name => mail.Headers.Contains(name) || mail.Body?.Headers.Contains(name) == true)];
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        signer.Sign(format, mail, names);
        var header = mail.Headers.First(one => one.Id == HeaderId.DkimSignature);
        return $"{header.Field}:{Encoding.ASCII.GetString(header.RawValue).ReplaceLineEndings("\r\n")}";
    }

    private DkimSigner? Find(string? domain) => domain is null ? null : _signers.GetValueOrDefault(domain);

    private static DkimSigner Signer(DkimKeyOptions options)
    {
        var key = DkimKeyReader.Read(options.PrivateKey) ?? throw new ArgumentException($"The key of {options.Domain} is none; the options were not checked.", nameof(options));
        var domain = options.Domain.ToLowerInvariant();
        var signer = key is RsaPrivateCrtKeyParameters rsa
            ? new RsaDkimSigner(rsa, domain, options.Selector)
            : new DkimSigner(key, domain, options.Selector, DkimSignatureAlgorithm.Ed25519Sha256); // RFC 8463
        signer.HeaderCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed;
        signer.BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed;
        return signer;
    }
}
