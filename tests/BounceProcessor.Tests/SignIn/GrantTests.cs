using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

using BounceProcessor.SignIn;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.SignIn;

public sealed class GrantTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_application_asks_with_its_secret_for_all_that_was_granted_to_it()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        await using var line = await SignInLine.StartAsync(_folder, endpoint);
        var account = SignInLine.Microsoft(endpoint);

        var token = await line.Tokens.GetAsync(account, TestContext.Current.CancellationToken);

        var form = Assert.Single(endpoint.Requests);
        Assert.Equal("access-token-1", token.Value);
        Assert.Equal(("client_credentials", account.Options.ClientId, "the-client-secret"), (form["grant_type"], form["client_id"], form["client_secret"]));
        Assert.Equal("https://outlook.office365.com/.default", form["scope"]);
    }

    [Theory]
    [InlineData("pfx")]
    [InlineData("pem")]
    public async Task An_application_with_a_certificate_signs_its_request_and_sends_no_secret(string kind)
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        await using var line = await SignInLine.StartAsync(_folder, endpoint);
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=bounceproc", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var path = _folder.File($"app.{kind}");
        await File.WriteAllBytesAsync(
            path,
            kind == "pfx" ? certificate.Export(X509ContentType.Pkcs12, "the-file-password") : Encoding.ASCII.GetBytes($"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}"),
            TestContext.Current.CancellationToken);
        var account = SignInLine.Microsoft(endpoint, options =>
            (options.ClientSecret, options.CertificateFile, options.CertificatePassword) = ("", path, kind == "pfx" ? "the-file-password" : ""));

        await line.Tokens.GetAsync(account, TestContext.Current.CancellationToken);

        var form = Assert.Single(endpoint.Requests);
        Assert.False(form.ContainsKey("client_secret"));
        Assert.Equal("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", form["client_assertion_type"]);
        Assert.Equal(account.Options.ClientId, Claims(form["client_assertion"]).GetProperty("iss").GetString());
    }

    [Fact]
    public async Task A_service_account_signs_in_the_name_of_the_mailbox()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        await using var line = await SignInLine.StartAsync(_folder);
        var (path, key) = GoogleKey.Write(_folder.Path);
        using var _ = key;
        var account = SignInLine.Google(endpoint, options => (options.Grant, options.KeyFile) = (TokenGrant.GoogleServiceAccount, path));

        var token = await line.Tokens.GetAsync(account, TestContext.Current.CancellationToken);

        var form = Assert.Single(endpoint.Requests);
        var claims = Claims(form["assertion"]);
        Assert.Equal("access-token-1", token.Value);
        Assert.Equal("urn:ietf:params:oauth:grant-type:jwt-bearer", form["grant_type"]);
        Assert.Equal("bounces@firma.example", claims.GetProperty("sub").GetString());
        Assert.Equal("https://mail.google.com/", claims.GetProperty("scope").GetString());
        Assert.Equal("https://oauth2.googleapis.com/token", claims.GetProperty("aud").GetString());
        var parts = form["assertion"].Split('.');
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public async Task A_refresh_token_that_was_replaced_is_kept_before_the_access_token_is_used_and_asked_with_next()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var line = await SignInLine.StartAsync(_folder, time: time);
        var account = SignInLine.Google(endpoint);

        await line.Tokens.GetAsync(account, TestContext.Current.CancellationToken);
        var kept = (await line.Store.FindAsync(account, TestContext.Current.CancellationToken)).Kept;
        time.Advance(TimeSpan.FromHours(1));
        await line.Tokens.GetAsync(account, TestContext.Current.CancellationToken);

        Assert.Equal("refresh-token-1", kept);
        Assert.Equal(["refresh-token-0", "refresh-token-1"], endpoint.Requests.Select(form => form["refresh_token"]));
    }

    [Fact]
    public async Task A_new_refresh_token_in_the_configuration_takes_the_place_of_the_kept_one()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        await using var line = await SignInLine.StartAsync(_folder);
        await line.Tokens.GetAsync(SignInLine.Google(endpoint), TestContext.Current.CancellationToken);

        await line.Tokens.GetAsync(SignInLine.Google(endpoint, options => options.RefreshToken = "another-token"), TestContext.Current.CancellationToken);

        Assert.Equal(["refresh-token-0", "another-token"], endpoint.Requests.Select(form => form["refresh_token"]));
    }

    [Fact]
    public async Task A_person_signs_in_with_a_code_once_and_another_process_renews_it()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var account = SignInLine.Microsoft(endpoint, options => (options.Grant, options.ClientSecret) = (TokenGrant.MicrosoftUser, ""));
        var told = new List<string>();
        string? person;
        await using (var commandLine = await SignInLine.StartAsync(_folder, endpoint, time))
        {
            person = await commandLine.Tokens.SignInAsync(account, new SignInPlace(line => Tell(told, line), 0), TestContext.Current.CancellationToken);
        }

        await using var service = await SignInLine.StartAsync(_folder, endpoint, time);
        var first = await service.Tokens.GetAsync(account, TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromHours(1));
        var second = await service.Tokens.GetAsync(account, TestContext.Current.CancellationToken);

        Assert.Equal("kasutaja@firma.example", person);
        Assert.Contains("https://microsoft.com/devicelogin", Assert.Single(told), StringComparison.Ordinal);
        Assert.Contains("ABCD-EFGH", told[0], StringComparison.Ordinal);
        Assert.Equal(("access-token-1", "access-token-2"), (first.Value, second.Value));
        Assert.Equal("refresh-token-1", endpoint.Requests.Last()["refresh_token"]);
        Assert.Contains("https://outlook.office.com/IMAP.AccessAsUser.All", endpoint.Requests.Last()["scope"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_signs_in_at_google_and_the_browser_comes_back_to_this_machine()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        await using var line = await SignInLine.StartAsync(_folder);
        var account = SignInLine.Google(endpoint, options => options.RefreshToken = "");
        var address = new TaskCompletionSource<Uri>();
        var signingIn = line.Tokens.SignInAsync(account, new SignInPlace(text => TellAddress(address, text), 0), TestContext.Current.CancellationToken);
        var query = System.Web.HttpUtility.ParseQueryString((await address.Task.WaitAsync(TestContext.Current.CancellationToken)).Query);
        using var browser = new HttpClient();

        var forged = await browser.GetAsync(new Uri($"{query["redirect_uri"]}?state=guessed&code=forged"), TestContext.Current.CancellationToken);
        var page = await browser.GetStringAsync(new Uri($"{query["redirect_uri"]}?state={query["state"]}&code=the-code"), TestContext.Current.CancellationToken);
        await signingIn;

        var form = Assert.Single(endpoint.Requests);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, forged.StatusCode);
        Assert.Contains("You are signed in", page, StringComparison.Ordinal);
        Assert.Equal(("offline", "consent", "https://mail.google.com/", "S256"), (query["access_type"], query["prompt"], query["scope"], query["code_challenge_method"]));
        Assert.Equal(("the-code", query["redirect_uri"]), (form["code"], form["redirect_uri"]));
        Assert.True(form["code_verifier"].Length >= 43);
        Assert.Equal("access-token-1", (await line.Tokens.GetAsync(account, TestContext.Current.CancellationToken)).Value);
    }

    private static Task Tell(List<string> told, string line)
    {
        told.Add(line);
        return Task.CompletedTask;
    }

    private static Task TellAddress(TaskCompletionSource<Uri> address, string text)
    {
        if (text.Split(' ') is ["Open", var shown, ..])
        {
            address.TrySetResult(new Uri(shown));
        }

        return Task.CompletedTask;
    }

    private static JsonElement Claims(string token) => JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement;
}
