using BounceProcessor.SignIn;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.SignIn;

public sealed class RefusalTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("invalid_client", 7000215, "is wrong", "Mailboxes:events:OAuth:ClientSecret to the secret's value")]
    [InlineData("invalid_client", 7000222, "has expired", "make a new secret")]
    [InlineData("unauthorized_client", 700016, "directory \"firma.example\" does not know application", "Mailboxes:events:OAuth:ClientId")]
    [InlineData("invalid_request", 90002, "there is no directory \"firma.example\"", "Mailboxes:events:OAuth:Tenant")]
    [InlineData("invalid_grant", 65001, "nobody has consented", "grant consent")]
    [InlineData("invalid_grant", 50034, "the user \"bounces@firma.example\" is not in directory", "Username")]
    [InlineData("access_denied", 53003, "conditional access rule blocks", "sign-in log")]
    [InlineData("invalid_grant", 9999999, "the sign-in is no longer good", "bounceproc mailbox sign-in events")]
    [InlineData("unauthorized_client", 9999999, "may not ask so", "app registration")]
    public async Task What_Microsoft_refuses_is_told_with_cause_value_and_remedy(string error, int code, string cause, string remedy)
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        endpoint.Refusal = _ => TokenEndpoint.Microsoft(error, code, "Words of the service.");

        var fault = await AskAsync(endpoint, SignInLine.Microsoft(endpoint));

        Assert.Contains(cause, fault.Cause, StringComparison.Ordinal);
        Assert.Contains($"({error}, AADSTS{code}: Words of the service.)", fault.Cause, StringComparison.Ordinal);
        Assert.Contains(remedy, fault.Remedy, StringComparison.Ordinal);
        Assert.False(fault.IsPassing);
    }

    [Fact]
    public async Task A_refresh_token_of_Microsoft_that_expired_asks_to_sign_in_again()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        var account = SignInLine.Microsoft(endpoint, options => (options.Grant, options.ClientSecret) = (TokenGrant.MicrosoftUser, ""));
        await using var line = await SignInLine.StartAsync(_folder, endpoint);
        await line.Tokens.SignInAsync(account, new SignInPlace(_ => Task.CompletedTask, 0), TestContext.Current.CancellationToken);
        endpoint.Refusal = _ => TokenEndpoint.Microsoft("invalid_grant", 700082, "The refresh token has expired due to inactivity.");
        var kept = (await line.Store.FindAsync(account, TestContext.Current.CancellationToken)).Kept;
        await line.Store.SaveAsync(account, new GrantedToken("old", TimeSpan.Zero, kept), TestContext.Current.CancellationToken);

        var fault = await Assert.ThrowsAsync<TokenException>(() => line.Tokens.GetAsync(account, TestContext.Current.CancellationToken));

        Assert.Contains("the refresh token has expired, since it was not used for a long time", fault.Cause, StringComparison.Ordinal);
        Assert.Equal("sign in again: bounceproc mailbox sign-in events", fault.Remedy);
    }

    [Theory]
    [InlineData("unauthorized_client", "Client is unauthorized to retrieve access tokens using this method.", "domain-wide delegation or its scope https://mail.google.com/ is missing", "client id 104857600000000000001 (bounces@project.iam.gserviceaccount.example)")]
    [InlineData("invalid_grant", "Invalid JWT Signature.", "the key of the service account is not good any more", "Mailboxes:events:OAuth:KeyFile")]
    [InlineData("invalid_grant", "Invalid email or User ID", "\"bounces@firma.example\" is no user of the organisation", "Username")]
    [InlineData("invalid_grant", "Invalid JWT: Token must be a short-lived token", "the time of the request is wrong", "clock")]
    public async Task What_Google_refuses_a_service_account_is_told_with_cause_value_and_remedy(string error, string words, string cause, string remedy)
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        endpoint.Refusal = _ => TokenEndpoint.Google(error, words);
        var (path, key) = GoogleKey.Write(_folder.Path);
        key.Dispose();

        var fault = await AskAsync(endpoint, SignInLine.Google(endpoint, options => (options.Grant, options.KeyFile) = (TokenGrant.GoogleServiceAccount, path)));

        Assert.Contains(cause, fault.Cause, StringComparison.Ordinal);
        Assert.Contains(remedy, fault.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("invalid_grant", "Token has been expired or revoked.", "expired or was revoked", "bounceproc mailbox sign-in events")]
    [InlineData("invalid_client", "The OAuth client was not found.", "is unknown or its secret is wrong", "Mailboxes:events:OAuth:ClientSecret")]
    public async Task What_Google_refuses_a_person_is_told_with_cause_value_and_remedy(string error, string words, string cause, string remedy)
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        endpoint.Refusal = _ => TokenEndpoint.Google(error, words);

        var fault = await AskAsync(endpoint, SignInLine.Google(endpoint));

        Assert.Contains(cause, fault.Cause, StringComparison.Ordinal);
        Assert.Contains(remedy, fault.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(407)]
    [InlineData(200)]
    public async Task A_page_of_a_proxy_is_no_refusal(int status)
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        endpoint.Refusal = _ => (status, "<html>Proxy authentication required</html>");

        var microsoft = await AskAsync(endpoint, SignInLine.Microsoft(endpoint));
        var google = await AskAsync(endpoint, SignInLine.Google(endpoint));

        Assert.Contains($"answered with status {status} and no reason; a proxy may have answered", microsoft.Cause, StringComparison.Ordinal);
        Assert.Contains($"answered with status {status} and no reason; a proxy may have answered", google.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_is_not_there_is_the_networks_doing()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        var port = FreePorts.Take(1)[0];

        var microsoft = await AskAsync(endpoint, SignInLine.Microsoft(endpoint, options => options.Authority = $"https://localhost:{port}"));
        var google = await AskAsync(endpoint, SignInLine.Google(endpoint, options => options.TokenEndpoint = "http://no-such-host.invalid/token"));

        Assert.Contains("refused the connection; that is the network's doing, not a refusal", microsoft.Cause, StringComparison.Ordinal);
        Assert.Contains("Mailboxes:events:OAuth:Authority", microsoft.Remedy, StringComparison.Ordinal);
        Assert.Contains("the host \"no-such-host.invalid\" was not found", google.Cause, StringComparison.Ordinal);
        Assert.True(microsoft.IsPassing && google.IsPassing);
    }

    [Fact]
    public async Task An_endpoint_whose_certificate_is_not_trusted_is_told()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        await using var line = await SignInLine.StartAsync(_folder);

        var fault = await Assert.ThrowsAsync<TokenException>(() => line.Tokens.GetAsync(SignInLine.Microsoft(endpoint), TestContext.Current.CancellationToken));

        Assert.Contains("does not show a certificate that this machine trusts", fault.Cause, StringComparison.Ordinal);
    }

    private async Task<TokenException> AskAsync(TokenEndpoint endpoint, TokenAccount account)
    {
        await using var line = await SignInLine.StartAsync(_folder, endpoint);
        return await Assert.ThrowsAsync<TokenException>(() => line.Tokens.GetAsync(account, TestContext.Current.CancellationToken));
    }
}
