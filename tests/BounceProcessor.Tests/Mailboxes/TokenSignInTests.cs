using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Servers;
using BounceProcessor.Tests.SignIn;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

using Xunit;

namespace BounceProcessor.Tests.Mailboxes;

public sealed class TokenSignInTests(DovecotServer dovecot) : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private static readonly string[] AppRoles = ["IMAP.AccessAsApp"];

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(MailboxSignIn.XOAuth2)]
    [InlineData(MailboxSignIn.OAuthBearer)]
    public async Task A_token_that_was_asked_for_opens_the_mailbox(MailboxSignIn method)
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        await using var line = await SignInLine.StartAsync(_folder, endpoint);
        var box = await BoxAsync(endpoint, method);
        endpoint.AccessToken = (_, _) => DovecotServer.AccessToken(box, Now.AddHours(1));

        await OpenAsync(box, line);

        Assert.Single(endpoint.Requests);
    }

    [Fact]
    public async Task A_token_that_the_server_refuses_is_replaced_once_and_the_mailbox_opens()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        var time = new FakeTimeProvider(Now);
        await using var line = await SignInLine.StartAsync(_folder, endpoint, time);
        var box = await BoxAsync(endpoint, MailboxSignIn.XOAuth2);
        endpoint.AccessToken = (_, number) => DovecotServer.AccessToken(box, Now.AddHours(number == 1 ? -1 : 1));
        await line.Tokens.GetAsync(MailboxAccount.Of("box", box), TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMinutes(2));

        await OpenAsync(box, line);

        Assert.Equal(2, endpoint.Requests.Count);
        Assert.Contains(line.Log.Lines, text => text.Contains("another one is asked for, once", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_refusal_is_a_fault_and_causes_no_third_attempt()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        var time = new FakeTimeProvider(Now);
        await using var line = await SignInLine.StartAsync(_folder, endpoint, time);
        var box = await BoxAsync(endpoint, MailboxSignIn.XOAuth2);
        endpoint.AccessToken = (_, number) => DovecotServer.AccessToken(box, Now.AddHours(-number));
        await line.Tokens.GetAsync(MailboxAccount.Of("box", box), TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMinutes(2));

        var fault = await Assert.ThrowsAsync<MailboxException>(() => OpenAsync(box, line));

        Assert.Equal(2, endpoint.Requests.Count);
        Assert.Equal(MailboxFaultKind.SignInRefused, fault.Kind);
    }

    [Fact]
    public async Task A_server_that_hangs_up_after_the_refusal_is_connected_to_again_for_the_replaced_token()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        var time = new FakeTimeProvider(Now);
        await using var line = await SignInLine.StartAsync(_folder, endpoint, time);
        var isFirst = true;
        await using var server = ScriptedImapServer.WithInbox("IMAP4rev1 SASL-IR AUTH=XOAUTH2", 0, _ => "{tag} OK done\r\n");
        server.Override = command =>
        {
            var refuses = isFirst && command.StartsWith("AUTHENTICATE", StringComparison.Ordinal);
            isFirst &= !refuses;
            return refuses ? "{tag} NO AUTHENTICATE failed.\r\n* BYE too many\r\n{close}" : null;
        };
        var box = await BoxAsync(endpoint, MailboxSignIn.XOAuth2);
        box.Port = server.Port;
        await line.Tokens.GetAsync(MailboxAccount.Of("box", box), TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMinutes(2));

        await OpenAsync(box, line);

        Assert.Equal(2, server.Commands.Count(command => command.StartsWith("AUTHENTICATE", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_reason_that_comes_with_an_OAUTHBEARER_refusal_is_told()
    {
        var box = await dovecot.NewMailboxAsync();
        (box.SignIn, box.AccessToken) = (MailboxSignIn.OAuthBearer, DovecotServer.AccessToken(box, Now.AddHours(-1)));

        var fault = await Assert.ThrowsAsync<MailboxException>(() => OpenAsync(box, null));

        Assert.Contains("(OAUTHBEARER) was refused", fault.Message, StringComparison.Ordinal);
        Assert.Contains("status invalid_token", fault.Message, StringComparison.Ordinal);
        Assert.Contains("the token expired at", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(box.AccessToken, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_good_token_for_another_mailbox_names_the_three_steps_of_Exchange()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        await using var line = await SignInLine.StartAsync(_folder, endpoint);
        var box = await BoxAsync(endpoint, MailboxSignIn.XOAuth2);
        endpoint.AccessToken = (_, _) => DovecotServer.AccessToken(box, Now.AddHours(1), Exchange("roles", AppRoles));

        var fault = await Assert.ThrowsAsync<MailboxException>(() => OpenAsync(box, line));

        Assert.Contains("although the token is in order", fault.Message, StringComparison.Ordinal);
        foreach (var words in new[] { "(1) application permission IMAP.AccessAsApp", $"(2) in Exchange Online PowerShell New-ServicePrincipal -AppId {box.OAuth.ClientId}", $"(3) Add-MailboxPermission -Identity {box.Username}" })
        {
            Assert.Contains(words, fault.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("roles", "Mail.Read", "the token lacks the application permission IMAP.AccessAsApp (roles Mail.Read)", "grant admin consent")]
    [InlineData("aud", "https://graph.microsoft.com", "the token is meant for \"https://graph.microsoft.com\" (aud), not for Exchange Online", "OAuth:Scope")]
    [InlineData("tid", "11111111-1111-1111-1111-111111111111", "the token is of directory 11111111-1111-1111-1111-111111111111 (tid)", "OAuth:Tenant")]
    public async Task What_a_refused_token_says_of_itself_is_told(string claim, string value, string cause, string remedy)
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        await using var line = await SignInLine.StartAsync(_folder, endpoint);
        var box = await BoxAsync(endpoint, MailboxSignIn.XOAuth2);
        box.OAuth.Tenant = "22222222-2222-2222-2222-222222222222";
        endpoint.AccessToken = (_, _) => DovecotServer.AccessToken(box, Now.AddHours(1), new Dictionary<string, object>(Exchange("roles", "IMAP.AccessAsApp")) { [claim] = value });

        var fault = await Assert.ThrowsAsync<MailboxException>(() => OpenAsync(box, line));

        Assert.Contains(cause, fault.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_the_server_does_not_offer_is_told_with_those_it_does()
    {
        await using var server = ScriptedImapServer.WithInbox("IMAP4rev1 AUTH=PLAIN AUTH=CRAM-MD5", 0, _ => "{tag} OK done\r\n");

        var fault = await Assert.ThrowsAsync<MailboxException>(() => OpenAsync(Scripted(server, box => (box.SignIn, box.AccessToken) = (MailboxSignIn.XOAuth2, "a.b.c")), null));

        Assert.Contains("offers no way to sign in with XOAuth2 (it offers CRAM-MD5, PLAIN, not XOAUTH2)", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Commands, command => command.StartsWith("AUTHENTICATE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mailbox_that_does_not_open_behind_a_right_sign_in_names_permission_and_IMAP()
    {
        await using var server = ScriptedImapServer.WithInbox("IMAP4rev1 SASL-IR AUTH=XOAUTH2", 0, _ => "{tag} OK done\r\n");
        server.Override = command => command.StartsWith("AUTHENTICATE", StringComparison.Ordinal) || command == "LOGOUT" ? null : "{tag} BAD User is authenticated but not connected.\r\n";

        var fault = await Assert.ThrowsAsync<MailboxException>(() => OpenAsync(Scripted(server, box => (box.SignIn, box.AccessToken) = (MailboxSignIn.XOAuth2, "a.b.c")), null));

        Assert.Contains("was accepted, but Exchange Online does not open that mailbox", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Add-MailboxPermission -Identity u", fault.Message, StringComparison.Ordinal);
        Assert.Contains("-ImapEnabled $true", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)", "Google wants an app password here", "SignIn to AppPassword")]
    [InlineData("[ALERT] Your account is not enabled for IMAP use. Please visit your Gmail settings page. (Failure)", "IMAP is switched off for the mailbox", "Google Admin console")]
    [InlineData("[ALERT] Please log in via your web browser: https://support.google.com/mail/accounts/answer/78754 (Failure)", "Google wants the user to confirm", "app password")]
    public async Task What_Google_says_of_a_password_is_told_in_words(string answer, string cause, string remedy)
    {
        await using var server = ScriptedImapServer.WithInbox("IMAP4rev1 AUTH=PLAIN SASL-IR", 0, _ => "{tag} OK done\r\n");
        server.Override = command => command.StartsWith("AUTHENTICATE", StringComparison.Ordinal) ? $"{{tag}} NO {answer}\r\n" : null;

        var fault = await Assert.ThrowsAsync<MailboxException>(() => OpenAsync(Scripted(server, _ => { }), null));

        Assert.Contains(cause, fault.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MailboxSignIn.AppPassword, "abcd efgh ijkl mnop", "abcdefghijklmnop")]
    [InlineData(MailboxSignIn.AppPassword, "abcdefghijklmnop", "abcdefghijklmnop")]
    [InlineData(MailboxSignIn.AppPassword, "abcd-efgh-ijkl-mnop", "abcd-efgh-ijkl-mnop")]
    [InlineData(MailboxSignIn.AppPassword, "kolm sinist kirja", "kolm sinist kirja")]
    [InlineData(MailboxSignIn.Password, "abcd efgh ijkl mnop", "abcd efgh ijkl mnop")]
    public void The_sixteen_letters_of_Google_are_taken_with_and_without_blanks(MailboxSignIn method, string written, string sent)
    {
        var box = new MailboxOptions { SignIn = method, Password = written };

        var credentials = new ImapCredentials("box", box, new ImapFaults("box", box), tokens: null, TimeProvider.System);

        Assert.Equal(sent, credentials.Password);
    }

    private static Dictionary<string, object> Exchange(string name, object value) => new()
    {
        ["aud"] = "https://outlook.office365.com",
        ["email"] = "somebody-else@event.example.test",
        [name] = value,
    };

    private static MailboxOptions Scripted(ScriptedImapServer server, Action<MailboxOptions> change)
    {
        var box = new MailboxOptions { Host = "127.0.0.1", Port = server.Port, Tls = MailboxTls.None, Username = "u", Password = "p", ReplyTimeout = TimeSpan.FromSeconds(20) };
        change(box);
        return box;
    }

    private static async Task OpenAsync(MailboxOptions box, SignInLine? line)
    {
        await using var source = MailSources.Open("box", box, line?.Log ?? (Microsoft.Extensions.Logging.ILogger)NullLogger.Instance, line?.Tokens);
        await source.OpenAsync(TestContext.Current.CancellationToken);
    }

    private async Task<MailboxOptions> BoxAsync(TokenEndpoint endpoint, MailboxSignIn method)
    {
        var box = await dovecot.NewMailboxAsync();
        box.SignIn = method;
        box.OAuth = SignInLine.Microsoft(endpoint).Options;
        return box;
    }
}
