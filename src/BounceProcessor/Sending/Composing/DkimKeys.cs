using System.Text;

using Microsoft.Extensions.Options;

using MimeKit.Cryptography;

namespace BounceProcessor.Sending.Composing;

/// <summary>The keys that sign our mail.</summary>
internal sealed class DkimKeys(IOptions<SendingOptions> options)
{
    private readonly Dictionary<string, DkimSigner> _signers =
        options.Value.Dkim.ToDictionary(key => key.Domain, Signer, StringComparer.OrdinalIgnoreCase);

    /// <summary>There is none.</summary>
    public bool IsEmpty => _signers.Count == 0;

    /// <summary>The signer of a domain; <see langword="null"/> without a key for it.</summary>
    public DkimSigner? For(string domain) => _signers.GetValueOrDefault(domain);

    private static DkimSigner Signer(DkimKeyOptions key)
    {
        using var pem = new MemoryStream(Encoding.ASCII.GetBytes(key.PrivateKey));
        return new DkimSigner(pem, key.Domain, key.Selector)
        {
            HeaderCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
            BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed,
        };
    }
}
