using System.Text;

using BounceProcessor.Senders;
using BounceProcessor.Sending.Checking;
using BounceProcessor.Sending.Connecting;
using BounceProcessor.SignIn;
using BounceProcessor.Tests.Sending.Connecting;
using BounceProcessor.Tests.Servers;
using BounceProcessor.Tests.SignIn;

using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

using Xunit;

namespace BounceProcessor.Tests.Sending.Checking;

public sealed class TokenFaultTests : IDisposable
{
    private const string User = "mari@firmanimi.example";
    private const string Reason = """{"status":"400","schemes":"Bearer","scope":"https://mail.google.com/"}""";

    private static readonly string[] SendRoles = ["SMTP.SendAsApp"];

    private static readonly string[] ReadRoles = ["IMAP.AccessAsApp"];

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Microsofts_token_for_sending_is_asked_for_with_its_scope_and_signs_in()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        await using var server = new ScriptedSmtpServer();

        var run = await RunAsync(server, endpoint, TokenGrant.MicrosoftApp);

        Assert.DoesNotContain(run.Steps, step => step.Outcome == SenderCheckOutcome.Failed);
        var request = Assert.Single(endpoint.Requests);
        Assert.Equal(("client_credentials", "https://outlook.office365.com/.default"), (request["grant_type"], request["scope"]));
        var sent = Assert.Single(server.Lines, line => line.StartsWith("AUTH", StringComparison.Ordinal));
        Assert.Equal($"user={User}\u0001auth=Bearer access-token-1\u0001\u0001", Encoding.UTF8.GetString(Convert.FromBase64String(sent.Split(' ')[2])));
        Assert.DoesNotContain("access-token-1", run.Transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_reason_behind_334_is_decoded_and_the_final_535_is_fetched_with_an_empty_line()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        endpoint.AccessToken = (_, _) => Jwt(new { aud = "https://outlook.office365.com", roles = SendRoles });
        await using var server = Refusing("535 5.7.3 Authentication unsuccessful");

        var run = await RunAsync(server, endpoint, TokenGrant.MicrosoftApp);

        run.AssertFailed(
            "sign-in",
            "XOAUTH2: 535 5.7.3 Authentication unsuccessful; status 400, schemes Bearer, scope https://mail.google.com/",
            "XOAUTH2: 535 5.7.3 Authentication unsuccessful; status 400, schemes Bearer");
        Assert.Contains("Add-RecipientPermission -Identity mari@firmanimi.example", run.Failed.Text.En, StringComparison.Ordinal);
        Assert.Contains("vaja on kõiki neid", run.Failed.Text.Et, StringComparison.Ordinal);
        Assert.Contains("", server.Lines);
    }

    [Fact]
    public async Task A_token_without_the_right_to_send_is_told()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        endpoint.AccessToken = (_, _) => Jwt(new { aud = "https://outlook.office365.com", roles = ReadRoles });
        await using var server = Refusing("535 5.7.3 Authentication unsuccessful");

        var run = await RunAsync(server, endpoint, TokenGrant.MicrosoftApp);

        run.AssertFailed("sign-in", "lacks the application permission SMTP.SendAsApp (roles IMAP.AccessAsApp)", "tõend ise ütleb, miks");
    }

    [Fact]
    public async Task Smtp_switched_off_for_the_mailbox_is_told_for_a_token_as_well()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        await using var server = Refusing("535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.");

        var run = await RunAsync(server, endpoint, TokenGrant.MicrosoftApp);

        run.AssertFailed("sign-in", "switched off for the mailbox \"mari@firmanimi.example\"", "postkastil \"mari@firmanimi.example\" välja lülitatud");
    }

    [Fact]
    public async Task A_refused_token_is_replaced_once()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var line = await SignInLine.StartAsync(_folder, endpoint, time);
        await using var server = new ScriptedSmtpServer(said =>
            said.StartsWith("AUTH", StringComparison.Ordinal) && Encoding.UTF8.GetString(Convert.FromBase64String(said.Split(' ')[2])).Contains("access-token-1", StringComparison.Ordinal) ? "535 5.7.3 expired" : null);
        var account = Account(endpoint, TokenGrant.MicrosoftApp);
        await line.Tokens.GetAsync(account, TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMinutes(2));

        var run = await RunAsync(server, new SubmissionCredentials(null, account, line.Tokens, time));

        Assert.DoesNotContain(run.Steps, step => step.Outcome == SenderCheckOutcome.Failed);
        Assert.Equal(2, endpoint.Requests.Count);
    }

    [Fact]
    public async Task A_token_endpoint_that_refuses_is_told_before_the_server_is_asked()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        endpoint.Refusal = _ => TokenEndpoint.Microsoft("invalid_client", 7000222, "The provided client secret keys are expired.");
        await using var server = new ScriptedSmtpServer();

        var run = await RunAsync(server, endpoint, TokenGrant.MicrosoftApp);

        run.AssertFailed("access token", "there is no access token for \"mari@firmanimi.example\"", "kasutajale \"mari@firmanimi.example\" ei saadud pääsutõendit");
        Assert.Contains("Sending:Microsoft365:OAuth:ClientSecret", run.Failed.Text.En, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Lines, line => line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_sign_in_the_command_for_it_is_told()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        await using var server = new ScriptedSmtpServer();

        var run = await RunAsync(server, endpoint, TokenGrant.MicrosoftUser);

        run.AssertFailed("access token", "sign in: bounceproc user sign-in firmanimi mari", "logige Microsofti uuesti sisse: bounceproc user sign-in firmanimi mari");
    }

    [Fact]
    public async Task A_user_who_signed_in_once_sends_with_the_scope_for_sending()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        await using var line = await SignInLine.StartAsync(_folder, endpoint);
        var account = Account(endpoint, TokenGrant.MicrosoftUser);
        await using var server = new ScriptedSmtpServer();
        var told = new List<string>();

        await line.Tokens.SignInAsync(account, new SignInPlace(text => { told.Add(text); return Task.CompletedTask; }, 0), TestContext.Current.CancellationToken);
        var run = await RunAsync(server, new SubmissionCredentials(null, account, line.Tokens, TimeProvider.System));

        Assert.DoesNotContain(run.Steps, step => step.Outcome == SenderCheckOutcome.Failed);
        Assert.Contains("or as somebody who may send as that mailbox", Assert.Single(told), StringComparison.Ordinal);
        Assert.All(endpoint.Requests, request => Assert.Contains("https://outlook.office.com/SMTP.Send", request["scope"], StringComparison.Ordinal));
        Assert.All(endpoint.Requests, request => Assert.Contains("offline_access", request["scope"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_without_xoauth2_is_told()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        await using var server = new ScriptedSmtpServer { Offers = ["AUTH PLAIN LOGIN"] };

        var run = await RunAsync(server, endpoint, TokenGrant.MicrosoftApp);

        run.AssertFailed("sign-in", "does not take access tokens (XOAUTH2); it offers LOGIN, PLAIN", "ei võta pääsutõendeid (XOAUTH2) vastu; see pakub: LOGIN, PLAIN");
    }

    [Fact]
    public void A_companys_own_application_goes_before_the_operators()
    {
        var options = new Microsoft365Options { OAuth = new OAuthOptions { Grant = TokenGrant.MicrosoftUser, ClientId = "operator" } };
        options.Companies["FIRMANIMI"] = new Microsoft365CompanyOptions { OAuth = new OAuthOptions { Grant = TokenGrant.MicrosoftApp, ClientId = "company" } };
        var accounts = new Microsoft365Accounts(Options.Create(options));

        var own = accounts.Find(TestSettings.Of(587, username: User, signIn: SubmissionSignIn.Xoauth2));
        var other = accounts.Find(TestSettings.Of(587, username: User, signIn: SubmissionSignIn.Xoauth2) with { Company = "teine" });

        Assert.Equal(("company", "sender:firmanimi"), (own?.Options.ClientId, own?.StoreKey));
        Assert.Equal(("operator", "sender:teine:mari"), (other?.Options.ClientId, other?.StoreKey));
    }

    private static ScriptedSmtpServer Refusing(string final) => new(line =>
        line.StartsWith("AUTH XOAUTH2", StringComparison.Ordinal) ? $"334 {Convert.ToBase64String(Encoding.UTF8.GetBytes(Reason))}" : line.Length == 0 ? final : null);

    private static string Jwt(object claims)
    {
        static string Encode(object part) => System.Buffers.Text.Base64Url.EncodeToString(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(part));
        return $"{Encode(new { alg = "none" })}.{Encode(claims)}.x";
    }

    private static TokenAccount Account(TokenEndpoint endpoint, TokenGrant grant) => new(
        "mari",
        Microsoft365Options.Section,
        "firmanimi",
        User,
        new OAuthOptions { Grant = grant, Tenant = "firma.example", ClientId = Guid.NewGuid().ToString(), ClientSecret = grant == TokenGrant.MicrosoftApp ? "the-client-secret" : "", Authority = endpoint.Authority })
    {
        Purpose = TokenPurpose.SendMail,
    };

    private static Task<CheckRun> RunAsync(ScriptedSmtpServer server, SubmissionCredentials credentials) =>
        new CheckRun { Settings = TestSettings.Of(server.Port, username: User, signIn: SubmissionSignIn.Xoauth2), Credentials = credentials }.RunAsync();

    private async Task<CheckRun> RunAsync(ScriptedSmtpServer server, TokenEndpoint endpoint, TokenGrant grant)
    {
        await using var line = await SignInLine.StartAsync(_folder, endpoint);
        return await RunAsync(server, new SubmissionCredentials(null, Account(endpoint, grant), line.Tokens, TimeProvider.System));
    }
}
