using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.OpenSsl;

namespace BounceProcessor.Sending.Composing;

/// <summary>Reads private keys that sign mail.</summary>
internal static class DkimKeyReader
{
    /// <summary>Bits of an RSA key at least (RFC 8301, section 3.2).</summary>
    public const int FewestRsaBits = 1024;

    /// <summary>The key in PEM: PKCS#1 or PKCS#8, RSA or Ed25519.</summary>
    /// <returns><see langword="null"/> when the text holds none that can sign mail.</returns>
    public static AsymmetricKeyParameter? Read(string pem)
    {
        try
        {
            using var text = new StringReader(pem);
            using var reader = new PemReader(text);
            var key = reader.ReadObject() is AsymmetricCipherKeyPair pair ? pair.Private : null;
            return key ?? ReadPkcs8(pem);
        }
        catch (Exception fault) when (fault is IOException or FormatException or ArgumentException or InvalidCastException or Org.BouncyCastle.Security.SecurityUtilityException)
        {
            return null;
        }
    }

    private static AsymmetricKeyParameter? ReadPkcs8(string pem)
    {
        using var text = new StringReader(pem);
        using var reader = new PemReader(text);
        return reader.ReadObject() as AsymmetricKeyParameter is { IsPrivate: true } key and (RsaPrivateCrtKeyParameters or Ed25519PrivateKeyParameters) ? key : null;
    }
}
