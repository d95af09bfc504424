using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BounceProcessor.Tests.Servers;

/// <summary>Certificates with something wrong.</summary>
internal static class TestCertificate
{
    public static X509Certificate2 SelfSigned(string host, DateTimeOffset from, DateTimeOffset to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(from, to);
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
