using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Mailboxes;

/// <summary>Certificates that are accepted because the operator names them, and no others.</summary>
public sealed class CertificatePinTests : IDisposable
{
    private const string Capabilities = "IMAP4rev1 AUTH=PLAIN";

    private readonly X509Certificate2 _certificate = TestCertificate.SelfSigned(
        "mail.example.test", TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));

    private string Sha256 => Convert.ToHexString(SHA256.HashData(_certificate.RawData));

    private string KeySha256 => Convert.ToHexString(SHA256.HashData(_certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    public void Dispose() => _certificate.Dispose();

    [Fact]
    public async Task A_pinned_certificate_is_accepted_whoever_signed_it_and_whatever_its_name()
    {
        await using var server = Server();

        await OpenAsync(Box(server, Sha256));
    }

    [Fact]
    public async Task A_pin_may_be_of_the_public_key_and_written_as_openssl_prints_it()
    {
        await using var server = Server();
        var pin = string.Join(':', KeySha256.ToLowerInvariant().Chunk(2).Select(pair => new string(pair)));

        await OpenAsync(Box(server, new string('0', 64), pin));
    }

    [Fact]
    public async Task Another_certificate_is_refused_and_shown_though_it_need_not_be_checked()
    {
        await using var server = Server();
        var box = Box(server, new string('A', 64));
        box.CheckCertificate = false;

        var fault = await Assert.ThrowsAsync<MailboxException>(() => OpenAsync(box));

        Assert.Contains("is not one of Mailboxes:box:CertificateSha256", fault.Message, StringComparison.Ordinal);
        Assert.Contains(Sha256, fault.Message, StringComparison.Ordinal);
        Assert.Contains(KeySha256, fault.Message, StringComparison.Ordinal);
        Assert.Equal(MailboxFaultKind.Refused, fault.Kind);
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("AUTHENTICATE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_message_about_an_unknown_certificate_says_what_to_pin()
    {
        await using var server = Server();

        var fault = await Assert.ThrowsAsync<MailboxException>(() => OpenAsync(Box(server)));

        Assert.Contains($"Mailboxes:box:CertificateSha256 with {Sha256}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pin_holds_for_STARTTLS_too()
    {
        await using var server = new ScriptedImapServer(Answer, $"* OK [CAPABILITY {Capabilities} STARTTLS] ready\r\n") { StartTlsCertificate = _certificate };
        var box = Box(server, Sha256);
        box.Tls = MailboxTls.StartTls;

        await OpenAsync(box);
    }

    [Fact]
    public async Task The_test_of_a_mailbox_says_that_the_certificate_is_pinned()
    {
        await using var server = Server();

        var steps = await new MailboxCheck(TimeProvider.System, tokens: null).RunAsync("box", Box(server, Sha256), null, TestContext.Current.CancellationToken);

        Assert.Contains(steps, step => step.Outcome == MailboxCheckOutcome.Passed && step.Text.Contains("pinned", StringComparison.Ordinal));
        Assert.DoesNotContain(steps, step => step.Text.Contains("CheckCertificate", StringComparison.Ordinal));
    }

    [Fact]
    public void A_pin_that_is_no_SHA_256_or_without_TLS_is_a_fault_of_the_settings()
    {
        var box = new MailboxOptions { Host = "imap.example.org", Username = "u", Password = "p", Port = 143, Tls = MailboxTls.None };
        box.CertificateSha256.Add("abc");

        var faults = MailboxFaults.Of("box", box).ToList();

        Assert.Contains(faults, fault => fault.StartsWith("Mailboxes:box:CertificateSha256 is \"abc\"; write the SHA-256", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("Mailboxes:box:Tls is \"None\"; CertificateSha256 needs StartTls", StringComparison.Ordinal));
    }

    private static string? Answer(string command) => command switch
    {
        "CAPABILITY" => $"* CAPABILITY {Capabilities} STARTTLS\r\n{{tag}} OK done\r\n",
        "STARTTLS" => "{tag} OK begin\r\n",
        _ when command.StartsWith("AUTHENTICATE", StringComparison.Ordinal) => $"{{tag}} OK [CAPABILITY {Capabilities}] in\r\n",
        _ when command.StartsWith("EXAMINE", StringComparison.Ordinal) => "* 0 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n{tag} OK [READ-ONLY] open\r\n",
        _ when command.StartsWith("LIST \"\" \"\"", StringComparison.Ordinal) => "* LIST (\\Noselect) \"/\" \"\"\r\n{tag} OK done\r\n",
        _ when command.StartsWith("LIST", StringComparison.Ordinal) => "* LIST () \"/\" \"INBOX\"\r\n{tag} OK done\r\n",
        _ => "{tag} OK done\r\n",
    };

    private static MailboxOptions Box(ScriptedImapServer server, params string[] pins)
    {
        var box = new MailboxOptions { Host = "localhost", Port = server.Port, Username = "u", Password = "p", ReplyTimeout = TimeSpan.FromSeconds(10) };
        foreach (var pin in pins)
        {
            box.CertificateSha256.Add(pin);
        }

        return box;
    }

    private static async Task OpenAsync(MailboxOptions box)
    {
        await using var source = MailSources.Open("box", box);
        await Mails.OpenAsync(source);
    }

    private ScriptedImapServer Server() => new(Answer, $"* OK [CAPABILITY {Capabilities}] ready\r\n", _certificate);
}
