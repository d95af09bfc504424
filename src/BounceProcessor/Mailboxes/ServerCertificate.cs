using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace BounceProcessor.Mailboxes;

/// <summary>What is wrong with the certificate a server showed, in words.</summary>
internal sealed class ServerCertificate
{
    private ServerCertificate(string subject, string? fault, string? remedy) => (Subject, Fault, Remedy) = (subject, fault, remedy);

    /// <summary>SHA-256 of the certificate as hexadecimal digits; empty when none was shown.</summary>
    public string Sha256 { get; private init; } = "";

    /// <summary>SHA-256 of the certificate's public key (SubjectPublicKeyInfo), which a renewal may keep.</summary>
    public string KeySha256 { get; private init; } = "";

    /// <summary>The names the certificate is made for.</summary>
    public string Subject { get; }

    /// <summary>Null when the certificate is in order.</summary>
    public string? Fault { get; }

    public string? Remedy { get; }

    /// <summary>Judges a certificate by what the TLS layer found.</summary>
    public static ServerCertificate Judge(string host, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, DateTimeOffset now)
    {
        if (certificate is null)
        {
            return new ServerCertificate("nothing", "the server showed no certificate", "Have the server's certificate installed");
        }

        using var shown = new X509Certificate2(certificate);
        var names = Names(shown);
        (string? fault, string? remedy) = errors == SslPolicyErrors.None ? (null, null) : Explain(host, shown, names, chain, errors, now);
        return new ServerCertificate(names, fault, remedy)
        {
            Sha256 = Convert.ToHexString(SHA256.HashData(shown.RawData)),
            KeySha256 = Convert.ToHexString(SHA256.HashData(shown.PublicKey.ExportSubjectPublicKeyInfo())),
        };
    }

    /// <summary>Whether a mailbox takes this certificate: one that is pinned whoever signed it, another never; without pins one that is in order.</summary>
    public bool IsAccepted(MailboxOptions options) =>
        options.CertificateSha256.Count > 0 ? IsPinned(options) : Fault is null || !options.CheckCertificate;

    /// <summary>Whether the certificate or its public key is one of <see cref="MailboxOptions.CertificateSha256"/>.</summary>
    public bool IsPinned(MailboxOptions options) => Sha256.Length > 0 && options.CertificateSha256.Select(Pin).Any(pin => pin == Sha256 || pin == KeySha256);

    /// <summary>A pin as hexadecimal digits: colons and blanks, as openssl prints them, do not count.</summary>
    public static string Pin(string written) => string.Concat(written.Where(c => c is not (':' or ' '))).ToUpperInvariant();

    private static (string Fault, string Remedy) Explain(
        string host, X509Certificate2 shown, string names, X509Chain? chain, SslPolicyErrors errors, DateTimeOffset now)
    {
        var faults = new List<string>();
        var remedies = new List<string>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            faults.Add($"it is made for {names}, not for \"{host}\"");
            remedies.Add($"set Host to a name the certificate is made for, or have \"{host}\" added to it");
        }

        if (now > shown.NotAfter.ToUniversalTime())
        {
            faults.Add($"it expired on {Day(shown.NotAfter)}");
            remedies.Add("have it renewed on the server");
        }
        else if (now < shown.NotBefore.ToUniversalTime())
        {
            faults.Add($"it is valid from {Day(shown.NotBefore)} only");
            remedies.Add("check the clock of this machine");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            ExplainChain(shown, chain, faults, remedies);
        }

        return (string.Join("; ", faults), string.Join("; ", remedies));
    }

    private static void ExplainChain(X509Certificate2 shown, X509Chain? chain, List<string> faults, List<string> remedies)
    {
        var status = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) ?? X509ChainStatusFlags.PartialChain;
        if (shown.SubjectName.RawData.AsSpan().SequenceEqual(shown.IssuerName.RawData))
        {
            faults.Add("it is self-signed");
            remedies.Add("install it as trusted on this machine");
        }
        else if ((status & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0)
        {
            faults.Add($"its issuer \"{shown.Issuer}\" is not trusted by this machine");
            remedies.Add("install the issuer's certificate as trusted on this machine, and have the server send the certificates between");
        }
        else if (faults.Count == 0)
        {
            faults.Add($"its chain is not in order ({status})");
            remedies.Add("have it replaced on the server");
        }
    }

    private static string Names(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString())))
            .Take(10).Select(name => $"\"{name}\"").ToList();
        return names.Count > 0 ? string.Join(", ", names) : $"\"{certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false)}\"";
    }

    private static string Day(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
