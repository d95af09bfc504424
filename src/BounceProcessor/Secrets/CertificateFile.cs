using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BounceProcessor.Secrets;

/// <summary>Reads a certificate with its private key from a file.</summary>
internal static class CertificateFile
{
    private static readonly byte[] PemStart = "-----BEGIN "u8.ToArray();

    /// <summary>PFX (PKCS #12), or PEM with certificate and private key in one file; told apart by content.</summary>
    /// <param name="path">Relative to the working directory.</param>
    /// <param name="password">Of the PFX or of the encrypted PEM key; empty for none.</param>
    /// <exception cref="SecretsException">The message goes on after the file's name: <c>which is not there; …</c></exception>
    public static X509Certificate2 Load(string path, string password)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            var certificate = bytes.AsSpan().IndexOf(PemStart) >= 0
                ? Pem(path, password)
                : X509CertificateLoader.LoadPkcs12(bytes, password);
            if (certificate.HasPrivateKey)
            {
                return certificate;
            }

            certificate.Dispose();
            throw new SecretsException("which has no private key; name a PFX, or a PEM file with certificate and private key.", null);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SecretsException("which is not there; name a file that this user may read.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SecretsException($"which cannot be read ({TextLine.Of(fault.Message)}); name a file that this user may read.", fault);
        }
        catch (CryptographicException fault)
        {
            throw new SecretsException($"which is no certificate with private key, or has another password ({TextLine.Of(fault.Message)}); check the file and its password.", fault);
        }
    }

    private static X509Certificate2 Pem(string path, string password) => password.Length == 0
        ? X509Certificate2.CreateFromPemFile(path)
        : X509Certificate2.CreateFromEncryptedPemFile(path, password);
}
