using System.Security.Cryptography;

using MimeKit.Cryptography;

using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;

namespace BounceProcessor.Sending.Composing;

/// <summary>Signs with RSA.</summary>
internal sealed class RsaDkimSigner(RsaPrivateCrtKeyParameters key, string domain, string selector) : DkimSigner(key, domain, selector, DkimSignatureAlgorithm.RsaSha256)
{
    private readonly RSAParameters _key = DotNetUtilities.ToRSAParameters(key);

    /// <inheritdoc/>
    protected override ISigner CreateSigningContext() => new RsaSignature(_key);
}
