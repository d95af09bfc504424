using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Mailboxes;

/// <summary>Where STARTTLS is configured, nothing of the sign-in goes in clear, whatever somebody on the way says.</summary>
public sealed class StartTlsTests
{
    private const string Capabilities = "IMAP4rev1 STARTTLS AUTH=PLAIN";

    [Fact]
    public async Task A_server_that_refuses_STARTTLS_gets_no_password()
    {
        await using var server = new ScriptedImapServer(
            command => command == "STARTTLS" ? "{tag} NO not today\r\n" : $"* CAPABILITY {Capabilities}\r\n{{tag}} OK done\r\n", $"* OK [CAPABILITY {Capabilities}] ready\r\n");

        await RefusedAsync(server);
    }

    [Fact]
    public async Task A_greeting_that_claims_a_signed_in_connection_is_not_believed()
    {
        await using var server = ScriptedImapServer.WithInbox(Capabilities, 0, _ => "{tag} OK done\r\n", "PREAUTH");

        await RefusedAsync(server);
    }

    [Fact]
    public async Task What_was_said_before_TLS_is_not_taken_as_said_in_it()
    {
        using var certificate = TestCertificate.SelfSigned("localhost", TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        await using var server = new ScriptedImapServer(
            command => command switch
            {
                // In one piece with the answer, as somebody on the way would put it: the answer to the next command.
                "STARTTLS" => "{tag} OK begin\r\n* CAPABILITY IMAP4rev1 INJECTED\r\n{next} OK injected\r\n",
                "CAPABILITY" => "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n{tag} OK done\r\n",
                _ when command.StartsWith("AUTHENTICATE", StringComparison.Ordinal) => "{tag} NO [AUTHENTICATIONFAILED] no\r\n",
                _ => "{tag} OK done\r\n",
            },
            $"* OK [CAPABILITY {Capabilities}] ready\r\n")
        {
            StartTlsCertificate = certificate,
        };
        var box = Box(server);
        box.CheckCertificate = false;

        var fault = await Assert.ThrowsAsync<MailboxException>(() => OpenAsync(box));

        // Had the injected capabilities been believed, there would be no AUTH=PLAIN, and the password would go by LOGIN or not at all.
        Assert.Equal(MailboxFaultKind.SignInRefused, fault.Kind);
        Assert.Contains(server.Commands, command => command.StartsWith("AUTHENTICATE PLAIN", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("LOGIN", StringComparison.Ordinal));
    }

    private static async Task RefusedAsync(ScriptedImapServer server)
    {
        await Assert.ThrowsAsync<MailboxException>(() => OpenAsync(Box(server)));

        Assert.DoesNotContain(server.Commands, command =>
            command.StartsWith("AUTHENTICATE", StringComparison.Ordinal) || command.StartsWith("LOGIN", StringComparison.Ordinal)
            || command.StartsWith("EXAMINE", StringComparison.Ordinal));
    }

    private static MailboxOptions Box(ScriptedImapServer server) => new()
    {
        Host = "localhost",
        Port = server.Port,
        Tls = MailboxTls.StartTls,
        Username = "u",
        Password = "p",
        ReplyTimeout = TimeSpan.FromSeconds(5),
    };

    private static async Task OpenAsync(MailboxOptions box)
    {
        await using var source = MailSources.Open("box", box);
        await Mails.OpenAsync(source);
    }
}
