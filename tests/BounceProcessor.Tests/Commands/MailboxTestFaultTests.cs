using System.Text.Json;

using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Servers;
using BounceProcessor.Tests.SignIn;

using Xunit;

namespace BounceProcessor.Tests.Commands;

/// <summary>One run of <c>bounceproc mailbox test</c> over mailboxes of which each has a fault of its own, made by real servers where they can make it.</summary>
public sealed class MailboxTestFaultTests(DovecotServer dovecot) : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private static readonly (string Name, string[] Words)[] Expected =
    [
        ("unknown-host", ["the host \"no-such-host.invalid\" was not found", "Mailboxes:unknown-host:Host"]),
        ("nothing-listens", ["refused the connection: nothing listens there", "Mailboxes:nothing-listens:Port"]),
        ("wrong-tls", ["does not speak TLS from the first byte", "Tls to StartTls"]),
        ("certificate", ["it is made for \"mail.example.test\", not for \"localhost\"; it is self-signed", "CheckCertificate"]),
        ("password", ["was refused", "Mailboxes:password:Password"]),
        ("method", ["it offers PLAIN, not XOAUTH2", "Mailboxes:method:SignIn"]),
        ("expired", ["the token expired at", "Mailboxes:expired:AccessToken"]),
        ("secret-wrong", ["the client secret of application secret-wrong is wrong", "OAuth:ClientSecret to the secret's value"]),
        ("secret-expired", ["has expired", "make a new secret"]),
        ("tenant", ["there is no directory \"firma.example\"", "OAuth:Tenant"]),
        ("application", ["does not know application application", "OAuth:ClientId"]),
        ("consent", ["nobody has consented", "grant consent"]),
        ("audience", ["is meant for \"https://graph.microsoft.com\" (aud), not for Exchange Online", "OAuth:Scope empty"]),
        ("roles", ["lacks the application permission IMAP.AccessAsApp (roles Mail.Read)", "grant admin consent"]),
        ("permission", ["although the token is in order", "New-ServicePrincipal -AppId permission", "Add-MailboxPermission -Identity"]),
        ("not-connected", ["was accepted, but Exchange Online does not open that mailbox", "-ImapEnabled $true"]),
        ("nobody", ["nobody has signed in yet", "bounceproc mailbox sign-in nobody"]),
        ("delegation", ["domain-wide delegation or its scope https://mail.google.com/ is missing", "client id 104857600000000000001"]),
        ("revoked", ["the refresh token has expired or was revoked", "bounceproc mailbox sign-in revoked"]),
        ("app-password", ["Google wants an app password here", "SignIn to AppPassword"]),
        ("imap-off", ["IMAP is switched off for the mailbox", "Google Admin console"]),
        ("endpoint-away", ["refused the connection; that is the network's doing, not a refusal", "OAuth:Authority"]),
    ];

    private readonly TestFolder _folder = new();
    private readonly Dictionary<string, object> _mailboxes = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_of_twenty_two_faults_is_told_apart_with_cause_value_and_remedy()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        await using var google = ScriptedImapServer.WithInbox("IMAP4rev1 AUTH=PLAIN SASL-IR", 0, _ => "{tag} OK done\r\n");
        await using var exchange = ScriptedImapServer.WithInbox("IMAP4rev1 SASL-IR AUTH=XOAUTH2", 0, _ => "{tag} OK done\r\n");
        google.Override = Google;
        exchange.Override = command => command.StartsWith("AUTHENTICATE", StringComparison.Ordinal) || command == "LOGOUT" ? null : "{tag} BAD User is authenticated but not connected.\r\n";
        var box = await dovecot.NewMailboxAsync();
        AddServerFaults(box, google.Port);
        AddMicrosoftFaults(box, endpoint, exchange.Port);
        AddGoogleFaults(box, endpoint);

        var run = await RunAsync(endpoint);

        TestContext.Current.TestOutputHelper?.WriteLine(run.Output + run.Error);
        Assert.Equal(5, run.Code);
        var parts = $"\n{run.Output}".Split("\nMailbox \"")[1..].ToDictionary(part => part[..part.IndexOf("\"\n", StringComparison.Ordinal)]);
        Assert.All(Expected, expected => Assert.All(expected.Words.Prepend("FAILED"), words => Assert.Contains(words, parts[expected.Name], StringComparison.Ordinal)));
        Assert.DoesNotContain("the-client-secret", run.Output + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("the-wrong-password", run.Output + run.Error, StringComparison.Ordinal);
    }

    private static string? Google(string command) => !command.StartsWith("AUTHENTICATE", StringComparison.Ordinal) ? null
        : System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(command.Split(' ')[^1])).Contains("imap-off", StringComparison.Ordinal)
            ? "{tag} NO [ALERT] Your account is not enabled for IMAP use. Please visit your Gmail settings page and enable your account for IMAP access. (Failure)\r\n"
            : "{tag} NO [ALERT] Application-specific password required: https://support.google.com/accounts/answer/185833 (Failure)\r\n";

    private static (int Status, string Body)? Refuse(IReadOnlyDictionary<string, string> form) => form.GetValueOrDefault("client_id") switch
    {
        "secret-wrong" => TokenEndpoint.Microsoft("invalid_client", 7000215, "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID."),
        "secret-expired" => TokenEndpoint.Microsoft("invalid_client", 7000222, "The provided client secret keys are expired."),
        "tenant" => TokenEndpoint.Microsoft("invalid_request", 90002, "Tenant 'firma.example' not found."),
        "application" => TokenEndpoint.Microsoft("unauthorized_client", 700016, "Application with identifier 'application' was not found in the directory."),
        "consent" => TokenEndpoint.Microsoft("invalid_grant", 65001, "The user or administrator has not consented to use the application."),
        "revoked" => TokenEndpoint.Google("invalid_grant", "Token has been expired or revoked."),
        null => TokenEndpoint.Google("unauthorized_client", "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested."),
        _ => null,
    };

    private void AddServerFaults(MailboxOptions box, int passwordsOnly)
    {
        Add("unknown-host", box, new { Host = "no-such-host.invalid", Password = "x" });
        Add("nothing-listens", box, new { Port = FreePorts.Take(1)[0], Password = "x" });
        Add("wrong-tls", box, new { Tls = "SslOnConnect", Password = "x" });
        Add("certificate", box, new { Host = "localhost", Port = dovecot.ImapsPort, Tls = "SslOnConnect", Password = "x" });
        Add("password", box, new { Password = "the-wrong-password" });
        Add("method", box, new { Port = passwordsOnly, SignIn = "XOAuth2", AccessToken = DovecotServer.AccessToken(box, Now.AddHours(1)) });
        Add("expired", box, new { SignIn = "XOAuth2", AccessToken = DovecotServer.AccessToken(box, Now.AddHours(-1)) });
        Add("app-password", box, new { Port = passwordsOnly, Username = "app-password", Password = "the-wrong-password" });
        Add("imap-off", box, new { Port = passwordsOnly, Username = "imap-off", Password = "abcd efgh ijkl mnop", SignIn = "AppPassword" });
    }

    private void AddMicrosoftFaults(MailboxOptions box, TokenEndpoint endpoint, int exchange)
    {
        object App(string clientId, string authority) => new { Grant = "MicrosoftApp", Tenant = "firma.example", ClientId = clientId, ClientSecret = "the-client-secret", Authority = authority };

        endpoint.Refusal = Refuse;
        endpoint.AccessToken = (form, _) => DovecotServer.AccessToken(box, Now.AddHours(1), new Dictionary<string, object>
        {
            ["email"] = "another-mailbox@event.example.test",
            ["aud"] = form.GetValueOrDefault("client_id") == "audience" ? "https://graph.microsoft.com" : "https://outlook.office365.com",
            ["roles"] = new[] { form.GetValueOrDefault("client_id") == "roles" ? "Mail.Read" : "IMAP.AccessAsApp" },
        });
        foreach (var name in new[] { "secret-wrong", "secret-expired", "tenant", "application", "consent", "audience", "roles", "permission" })
        {
            Add(name, box, new { SignIn = "XOAuth2", OAuth = App(name, endpoint.Authority) });
        }

        Add("not-connected", box, new { Port = exchange, SignIn = "XOAuth2", OAuth = App("not-connected", endpoint.Authority) });
        Add("endpoint-away", box, new { SignIn = "XOAuth2", OAuth = App("endpoint-away", $"https://localhost:{FreePorts.Take(1)[0]}") });
        Add("nobody", box, new { SignIn = "XOAuth2", OAuth = new { Grant = "MicrosoftUser", ClientId = "nobody", Authority = endpoint.Authority } });
    }

    private void AddGoogleFaults(MailboxOptions box, TokenEndpoint endpoint)
    {
        var (path, key) = GoogleKey.Write(_folder.Path);
        key.Dispose();
        Add("delegation", box, new { SignIn = "XOAuth2", OAuth = new { Grant = "GoogleServiceAccount", KeyFile = path, TokenEndpoint = endpoint.Address } });
        Add("revoked", box, new { SignIn = "OAuthBearer", OAuth = new { Grant = "GoogleUser", ClientId = "revoked", ClientSecret = "the-client-secret", RefreshToken = "refresh-token-0", TokenEndpoint = endpoint.Address } });
    }

    // Each name for itself: two mailboxes must not name the same place.
    private void Add(string name, MailboxOptions box, object more)
    {
        var settings = new Dictionary<string, object> { ["Kind"] = "Imap", ["Host"] = "127.0.0.1", ["Port"] = box.Port, ["Tls"] = "None", ["Username"] = $"{box.Username}+{name}", ["ReplyTimeout"] = "00:00:20" };
        foreach (var property in more.GetType().GetProperties())
        {
            settings[property.Name] = property.GetValue(more)!;
        }

        _mailboxes[name] = settings;
    }

    private async Task<Run> RunAsync(TokenEndpoint endpoint)
    {
        var file = _folder.Configuration($"\"Mailboxes\": {JsonSerializer.Serialize(_mailboxes)}");
        var start = Run.StartInfo(_folder.Path, "mailbox", "test", "--config", file);
        start.Environment["SSL_CERT_FILE"] = _folder.Write("trusted.pem", endpoint.CertificatePem);
        using var process = System.Diagnostics.Process.Start(start) ?? throw new InvalidOperationException("the program does not start");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Run(process.ExitCode, await output, await error);
    }
}
