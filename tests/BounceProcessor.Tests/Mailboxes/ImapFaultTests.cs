using System.Diagnostics;

using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Mailboxes;

public sealed class ImapFaultTests(DovecotServer dovecot)
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_wrong_password_names_mailbox_user_answer_and_key_but_not_the_password()
    {
        var box = await dovecot.NewMailboxAsync();
        box.Password = "not-the-secret-one";

        var fault = await OpenAsync(box);

        Assert.Contains($"Mailbox \"box\": sign-in as \"{box.Username}\" was refused (Authentication failed.)", fault, StringComparison.Ordinal);
        Assert.Contains("Mailboxes:box:Password", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-secret-one", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_token_is_refused_with_the_servers_reason_and_never_shown()
    {
        var box = await dovecot.NewMailboxAsync();
        box.SignIn = MailboxSignIn.XOAuth2;
        box.AccessToken = DovecotServer.AccessToken(box, Now.AddHours(-1));

        var fault = await OpenAsync(box);

        Assert.Contains("access token (XOAUTH2) was refused", fault, StringComparison.Ordinal);
        Assert.Contains("status ", fault, StringComparison.Ordinal); // a field of the JSON that the server sends in base64
        Assert.Contains("Mailboxes:box:AccessToken", fault, StringComparison.Ordinal);
        Assert.DoesNotContain(box.AccessToken, fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_host_is_named()
    {
        var fault = await OpenAsync(new MailboxOptions { Host = "no-such-host.invalid", Username = "u", Password = "p" });

        Assert.Contains("the host \"no-such-host.invalid\" was not found", fault, StringComparison.Ordinal);
        Assert.Contains("Mailboxes:box:Host", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_connection_is_named()
    {
        var port = FreePorts.Take(1)[0];

        var fault = await OpenAsync(new MailboxOptions { Host = "127.0.0.1", Port = port, Username = "u", Password = "p" });

        Assert.Contains($"127.0.0.1:{port} refused the connection: nothing listens there", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_never_greets_is_given_up_after_the_reply_timeout()
    {
        await using var server = new ScriptedImapServer(_ => "", greeting: "");
        var clock = Stopwatch.StartNew();

        var fault = await OpenAsync(Box(server));

        Assert.Contains("sent no greeting (no answer for 1 s)", fault, StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_server_that_falls_silent_at_logout_does_not_hold_up_the_run()
    {
        await using var server = ScriptedImapServer.WithInbox("IMAP4rev1 AUTH=PLAIN", 0, _ => "{tag} OK\r\n");
        await using var silent = new ScriptedImapServer(_ => "", greeting: "* PREAUTH [CAPABILITY IMAP4rev1] in\r\n");
        var clock = Stopwatch.StartNew();

        await OpenAsync(Box(silent));

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Tls_from_the_first_byte_on_a_plain_port_is_named()
    {
        var box = await dovecot.NewMailboxAsync();
        box.Tls = MailboxTls.SslOnConnect;

        var fault = await OpenAsync(box);

        Assert.Contains("does not speak TLS from the first byte", fault, StringComparison.Ordinal);
        Assert.Contains("set Mailboxes:box:Tls to StartTls", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plain_connection_to_a_tls_port_is_named()
    {
        var box = await dovecot.NewMailboxAsync();
        (box.Port, box.Tls, box.ReplyTimeout) = (dovecot.ImapsPort, MailboxTls.StartTls, TimeSpan.FromSeconds(1));

        var fault = await OpenAsync(box);

        Assert.Contains("the port may expect TLS from the first byte", fault, StringComparison.Ordinal);
        Assert.Contains("set Mailboxes:box:Tls to SslOnConnect", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_STARTTLS_is_named()
    {
        await using var server = ScriptedImapServer.WithInbox("IMAP4rev1 AUTH=PLAIN", 0, _ => "{tag} OK\r\n");
        var box = Box(server);
        box.Tls = MailboxTls.StartTls;

        Assert.Contains("does not offer STARTTLS", await OpenAsync(box), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_is_self_signed_and_for_another_name_is_refused_by_default()
    {
        var box = await dovecot.NewMailboxAsync();
        (box.Host, box.Tls, box.Port) = ("localhost", MailboxTls.SslOnConnect, dovecot.ImapsPort);

        var fault = await OpenAsync(box);

        Assert.Contains("certificate of localhost", fault, StringComparison.Ordinal);
        Assert.Contains($"it is made for \"{DovecotServer.CertificateName}\", not for \"localhost\"; it is self-signed", fault, StringComparison.Ordinal);
        Assert.Contains("Mailboxes:box:CheckCertificate", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_certificate_is_refused_with_its_date()
    {
        using var certificate = TestCertificate.SelfSigned("localhost", Now.AddYears(-2), new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero));
        await using var server = new ScriptedImapServer(_ => "", certificate: certificate);
        var box = Box(server);
        (box.Host, box.Tls) = ("localhost", MailboxTls.SslOnConnect);

        Assert.Contains("it expired on 2026-01-31", await OpenAsync(box), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_folder_is_named_with_those_that_exist()
    {
        var box = await dovecot.NewMailboxAsync();
        box.Folder = "Bouncs";

        var fault = await OpenAsync(box);

        Assert.Contains("there is no folder \"Bouncs\"; the server shows \"INBOX\"", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_message_is_one_line()
    {
        await using var server = new ScriptedImapServer(_ => "", greeting: "220 mail.example.com\tESMTP\r\n");

        var fault = await OpenAsync(Box(server));

        Assert.DoesNotContain('\n', fault);
        Assert.Contains("did not greet as an IMAP server", fault, StringComparison.Ordinal);
    }

    private static MailboxOptions Box(ScriptedImapServer server) => new()
    {
        Host = "127.0.0.1",
        Port = server.Port,
        Tls = MailboxTls.None,
        Username = "u",
        Password = "p",
        ReplyTimeout = TimeSpan.FromSeconds(1),
    };

    private static async Task<string> OpenAsync(MailboxOptions box)
    {
        await using var source = MailSources.Open("box", box);
        return (await Assert.ThrowsAsync<MailboxException>(() => Mails.OpenAsync(source))).Message;
    }
}
