using System.Text;

using BounceProcessor.Companies;
using BounceProcessor.Senders;
using BounceProcessor.Sending;
using BounceProcessor.Sending.Composing;

using MimeKit;
using MimeKit.Cryptography;

using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Security;

using Xunit;

namespace BounceProcessor.Tests.Sending.Composing;

public sealed class DkimTests : IAsyncLifetime
{
    private static readonly AsymmetricCipherKeyPair Rsa = RsaPair(2048);
    private static readonly AsymmetricCipherKeyPair Ed25519 = Ed25519Pair();

    private static readonly MailRequest Request = ComposingLine.Request() with
    {
        Subject = "Jõuluarve 1024 – väga pikk pealkiri, mis tuleb murda mitmele reale, sest muidu ei mahu",
        Html = "<p>Tere õhtust</p>  \n\n\n",
        Attachments = [new MailAttachment("Arve õ.pdf", null, new byte[5_000], null)],
    };

    private ComposingLine? _line;

    private ComposingLine Line => _line ?? throw new InvalidOperationException("The test was not started.");

    public async ValueTask InitializeAsync() => _line = await ComposingLine.StartAsync();

    public ValueTask DisposeAsync() => Line.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_mail_from_the_event_domain_is_signed_so_that_a_receiver_verifies_it(bool isEd25519)
    {
        var keys = isEd25519 ? Ed25519 : Rsa;
        var received = Received(SenderMode.DirectoReplyTo, ComposingLine.Company, Key("event.data.directo.ee", keys));

        Assert.True(await VerifiesAsync(received, keys));
        Assert.Contains(" d=event.data.directo.ee; s=s1;", received.Headers[HeaderId.DkimSignature], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Subject", "Teine")]
    [InlineData("From", "eve@example.net")]
    [InlineData("To", "eve@example.net")]
    [InlineData("Message-ID", "<x@example.net>")]
    [InlineData("Content-Type", "text/html")]
    public async Task A_header_that_was_changed_on_the_way_is_noticed(string header, string value)
    {
        var received = Received(SenderMode.DirectoReplyTo, ComposingLine.Company, Key("event.data.directo.ee", Rsa));
        var holder = received.Headers.Contains(header) || received.Body is null ? received.Headers : received.Body.Headers;

        holder[header] = value;

        Assert.False(await VerifiesAsync(received, Rsa));
    }

    [Theory]
    [InlineData("From")]
    [InlineData("Subject")]
    [InlineData("Cc")]
    [InlineData("Reply-To")]
    public async Task A_second_header_that_was_put_in_on_the_way_is_noticed(string header)
    {
        var text = ReceivedText(SenderMode.DirectoReplyTo, ComposingLine.Company, Key("event.data.directo.ee", Rsa));

        using var changed = Parse($"{header}: eve@example.net\r\n{text}");

        Assert.False(await VerifiesAsync(changed, Rsa));
    }

    [Fact]
    public async Task A_header_that_servers_add_in_good_faith_does_no_harm()
    {
        var text = ReceivedText(SenderMode.DirectoReplyTo, ComposingLine.Company, Key("event.data.directo.ee", Rsa));

        using var relayed = Parse($"Received: from a by b; Mon, 23 Nov 2026 10:00:00 +0000\r\nSender: relay@example.net\r\n{text}");

        Assert.True(await VerifiesAsync(relayed, Rsa));
    }

    [Fact]
    public async Task The_key_of_the_domain_in_From_comes_before_the_one_of_the_envelope()
    {
        var company = ComposingLine.Company with { BounceReturn = BounceReturn.EventAddress };
        var received = Received(SenderMode.Directo, company, Key("event.data.directo.ee", Ed25519), Key("Firmanimi.example", Rsa));

        Assert.Contains(" d=firmanimi.example; s=s1;", received.Headers[HeaderId.DkimSignature], StringComparison.Ordinal);
        Assert.True(await VerifiesAsync(received, Rsa));
    }

    [Fact]
    public void Where_bounces_come_home_the_key_of_the_event_domain_signs_without_one_for_From()
    {
        var company = ComposingLine.Company with { BounceReturn = BounceReturn.EventAddress };

        Assert.Contains(" d=event.data.directo.ee;", Received(SenderMode.Directo, company, Key("event.data.directo.ee", Rsa)).Headers[HeaderId.DkimSignature], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_key_for_its_domains_a_mail_is_not_signed() =>
        Assert.Null(Received(SenderMode.Directo, ComposingLine.Company, Key("event.data.directo.ee", Rsa)).Headers[HeaderId.DkimSignature]);

    [Fact]
    public void A_signature_and_a_token_fit_into_what_is_counted_for_them()
    {
        var composed = Line.Mail(Request, ComposingLine.Settings(SenderMode.DirectoReplyTo)).Composed;

        var sent = Line.Transmit(composed, ComposingLine.Settings(SenderMode.DirectoReplyTo), null, Key("event.data.directo.ee", RsaPair(4096)));

        Assert.InRange(sent.SizeBytes - composed.Content.Length, 200, TransmissionMessage.AddedBytes);
    }

    private static AsymmetricCipherKeyPair RsaPair(int bits)
    {
        using var key = System.Security.Cryptography.RSA.Create(bits);
        return DotNetUtilities.GetRsaKeyPair(key);
    }

    private static AsymmetricCipherKeyPair Ed25519Pair()
    {
        var generator = new Ed25519KeyPairGenerator();
        generator.Init(new Org.BouncyCastle.Crypto.Parameters.Ed25519KeyGenerationParameters(new SecureRandom()));
        return generator.GenerateKeyPair();
    }

    private static DkimKeyOptions Key(string domain, AsymmetricCipherKeyPair pair)
    {
        using var text = new StringWriter();
        using (var pem = new PemWriter(text))
        {
            pem.WriteObject(pair.Private is Org.BouncyCastle.Crypto.Parameters.Ed25519PrivateKeyParameters ? new Pkcs8Generator(pair.Private) : pair.Private);
        }

        return new DkimKeyOptions { Domain = domain, Selector = "s1", PrivateKey = text.ToString() };
    }

    private static MimeMessage Parse(string text) => MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(text)), CancellationToken.None);

    private static async Task<bool> VerifiesAsync(MimeMessage mail, AsymmetricCipherKeyPair keys) =>
        await new DkimVerifier(new KnownKey(keys.Public)) { MinimumRsaKeyLength = 1024 }.VerifyAsync(
            mail, mail.Headers.First(header => header.Id == HeaderId.DkimSignature), TestContext.Current.CancellationToken);

    private string ReceivedText(SenderMode mode, Company company, params DkimKeyOptions[] keys)
    {
        var settings = ComposingLine.Settings(mode);
        var sent = Line.Transmit(Line.Mail(Request, settings, company).Composed, settings, company, keys);
        using var bytes = new MemoryStream();
        sent.WriteTo(new FormatOptions { NewLineFormat = NewLineFormat.Dos }, bytes, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private MimeMessage Received(SenderMode mode, Company company, params DkimKeyOptions[] keys) => Parse(ReceivedText(mode, company, keys));

    // Stands for DNS.
    private sealed class KnownKey(AsymmetricKeyParameter key) : IDkimPublicKeyLocator
    {
        public AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector, CancellationToken cancellationToken = default) => key;

        public Task<AsymmetricKeyParameter> LocatePublicKeyAsync(string methods, string domain, string selector, CancellationToken cancellationToken = default) => Task.FromResult(key);
    }
}
