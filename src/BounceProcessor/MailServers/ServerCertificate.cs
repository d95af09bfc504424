using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

using BounceProcessor.Diagnosis;

namespace BounceProcessor.MailServers;

/// <summary>What is wrong with the certificate a server showed, in words.</summary>
internal sealed class ServerCertificate
{
    private ServerCertificate(string subject, LocalizedText? fault, LocalizedText? remedy) => (Subject, Fault, Remedy) = (subject, fault, remedy);

    /// <summary>SHA-256 of the certificate as hexadecimal digits; empty when none was shown.</summary>
    public string Sha256 { get; private init; } = "";

    /// <summary>SHA-256 of the certificate's public key (SubjectPublicKeyInfo), which a renewal may keep.</summary>
    public string KeySha256 { get; private init; } = "";

    /// <summary>The names the certificate is made for.</summary>
    public string Subject { get; }

    /// <summary>Null when the certificate is in order.</summary>
    public LocalizedText? Fault { get; }

    public LocalizedText? Remedy { get; }

    /// <summary>Judges a certificate by what the TLS layer found.</summary>
    public static ServerCertificate Judge(string host, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, DateTimeOffset now)
    {
        if (certificate is null)
        {
            return new ServerCertificate("nothing", new("the server showed no certificate", "server ei esitanud sertifikaati"), new("have the server's certificate installed", "laske serverisse sertifikaat paigaldada"));
        }

        using var shown = new X509Certificate2(certificate);
        var names = Names(shown);
        (LocalizedText? fault, LocalizedText? remedy) = errors == SslPolicyErrors.None ? (null, null) : Explain(host, shown, names, chain, errors, now);
        return new ServerCertificate(names, fault, remedy)
        {
            Sha256 = Convert.ToHexString(SHA256.HashData(shown.RawData)),
            KeySha256 = Convert.ToHexString(SHA256.HashData(shown.PublicKey.ExportSubjectPublicKeyInfo())),
        };
    }

    /// <summary>Whether the certificate is taken: one that is pinned whoever signed it, another never; without pins one that is in order.</summary>
    /// <param name="pins">SHA-256 of certificates or of their public keys.</param>
    /// <param name="isChecked">False takes any certificate where nothing is pinned.</param>
    public bool IsAccepted(ICollection<string> pins, bool isChecked) => pins.Count > 0 ? IsPinned(pins) : Fault is null || !isChecked;

    /// <summary>Whether the certificate or its public key is one of <paramref name="pins"/>.</summary>
    public bool IsPinned(IEnumerable<string> pins) => Sha256.Length > 0 && pins.Select(Pin).Any(pin => pin == Sha256 || pin == KeySha256);

    /// <summary>A pin as hexadecimal digits: colons and blanks, as openssl prints them, do not count.</summary>
    public static string Pin(string written) => string.Concat(written.Where(c => c is not (':' or ' '))).ToUpperInvariant();

    /// <summary>Whether a pin can be a SHA-256.</summary>
    public static bool IsPin(string written) => Pin(written) is { Length: 64 } digits && digits.All(char.IsAsciiHexDigit);

    private static (LocalizedText Fault, LocalizedText Remedy) Explain(
        string host, X509Certificate2 shown, string names, X509Chain? chain, SslPolicyErrors errors, DateTimeOffset now)
    {
        var faults = new List<LocalizedText>();
        var remedies = new List<LocalizedText>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            faults.Add(new($"it is made for {names}, not for \"{host}\"", $"see on tehtud nimele {names}, mitte nimele \"{host}\""));
            remedies.Add(new($"set Host to a name the certificate is made for, or have \"{host}\" added to it", $"kirjutage serveriks nimi, millele sertifikaat on tehtud, või laske \"{host}\" sertifikaati lisada"));
        }

        if (now > shown.NotAfter.ToUniversalTime())
        {
            faults.Add(new($"it expired on {Day(shown.NotAfter)}", $"see aegus {Day(shown.NotAfter)}"));
            remedies.Add(new("have it renewed on the server", "laske see serveris uuendada"));
        }
        else if (now < shown.NotBefore.ToUniversalTime())
        {
            faults.Add(new($"it is valid from {Day(shown.NotBefore)} only", $"see kehtib alles alates {Day(shown.NotBefore)}"));
            remedies.Add(new("check the clock of this machine", "kontrollige selle masina kella"));
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            ExplainChain(shown, chain, faults, remedies);
        }

        return (Joined(faults), Joined(remedies));
    }

    private static LocalizedText Joined(List<LocalizedText> texts) => new(string.Join("; ", texts.Select(text => text.En)), string.Join("; ", texts.Select(text => text.Et)));

    private static void ExplainChain(X509Certificate2 shown, X509Chain? chain, List<LocalizedText> faults, List<LocalizedText> remedies)
    {
        var status = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) ?? X509ChainStatusFlags.PartialChain;
        if (shown.SubjectName.RawData.AsSpan().SequenceEqual(shown.IssuerName.RawData))
        {
            faults.Add(new("it is self-signed", "see on iseenda allkirjastatud"));
            remedies.Add(new("install it as trusted on this machine", "paigaldage see siia masinasse usaldatuna"));
        }
        else if ((status & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0)
        {
            faults.Add(new($"its issuer \"{shown.Issuer}\" is not trusted by this machine", $"selle väljastajat \"{shown.Issuer}\" see masin ei usalda"));
            remedies.Add(new("install the issuer's certificate as trusted on this machine, and have the server send the certificates between", "paigaldage väljastaja sertifikaat siia masinasse usaldatuna ja laske serveril saata ka vahepealsed sertifikaadid"));
        }
        else if (faults.Count == 0)
        {
            faults.Add(new($"its chain is not in order ({status})", $"selle ahel ei ole korras ({status})"));
            remedies.Add(new("have it replaced on the server", "laske see serveris välja vahetada"));
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
