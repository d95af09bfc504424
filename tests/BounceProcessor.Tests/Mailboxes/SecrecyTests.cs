using BounceProcessor.Mailboxes;
using BounceProcessor.SignIn;
using BounceProcessor.Tests.Servers;
using BounceProcessor.Tests.SignIn;

using Xunit;

namespace BounceProcessor.Tests.Mailboxes;

/// <summary>Every way to sign in, once with success and once refused, with every log line of every library kept.</summary>
public sealed class SecrecyTests(DovecotServer dovecot) : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly TestFolder _folder = new();

    public static TheoryData<MailboxSignIn, TokenGrant> Methods =>
    [
        (MailboxSignIn.Password, TokenGrant.Fixed),
        (MailboxSignIn.AppPassword, TokenGrant.Fixed),
        (MailboxSignIn.XOAuth2, TokenGrant.Fixed),
        (MailboxSignIn.XOAuth2, TokenGrant.MicrosoftApp),
        (MailboxSignIn.XOAuth2, TokenGrant.MicrosoftUser),
        (MailboxSignIn.OAuthBearer, TokenGrant.GoogleServiceAccount),
        (MailboxSignIn.OAuthBearer, TokenGrant.GoogleUser),
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task No_secret_and_no_token_reaches_the_log_or_the_terminal(MailboxSignIn method, TokenGrant grant)
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        await using var line = await SignInLine.StartAsync(_folder, endpoint);
        var box = await BoxAsync(endpoint, method, grant);
        string[] tokens = [DovecotServer.AccessToken(box, Now.AddHours(1)), DovecotServer.AccessToken(box, Now.AddHours(-1))];
        var output = new List<string>();

        foreach (var token in tokens)
        {
            endpoint.AccessToken = (_, _) => token;
            (box.AccessToken, box.Password) = (token, token == tokens[0] ? "secret" : "the-wrong-password");
            await RunAsync("good" + (token == tokens[0]), box, line, output);
        }

        endpoint.Refusal = _ => TokenEndpoint.Microsoft("invalid_client", 7000215, "Invalid client secret provided.");
        await RunAsync("refused", box, line, output);

        Assert.Contains(output, text => text.Contains("is signed in with", StringComparison.Ordinal));
        Assert.Contains(output, text => text.StartsWith(nameof(MailboxCheckOutcome.Failed), StringComparison.Ordinal));
        string[] secrets = [.. tokens, "the-wrong-password", "the-client-secret", "refresh-token-", "device-code", tokens[0].Split('.')[2], "BEGIN PRIVATE KEY", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"\0{box.Username}\0secret"))];
        Assert.All(output.Concat(line.Log.Lines), text => Assert.DoesNotContain(secrets, secret => text.Contains(secret, StringComparison.Ordinal)));
    }

    private static async Task RunAsync(string name, MailboxOptions box, SignInLine line, List<string> output)
    {
        if (box.OAuth.Grant == TokenGrant.MicrosoftUser)
        {
            try
            {
                await line.Tokens.SignInAsync(MailboxAccount.Of(name, box), new SignInPlace(text => Add(output, text), 0), TestContext.Current.CancellationToken);
            }
            catch (TokenException fault)
            {
                output.Add(fault.ToString());
            }
        }

        var steps = await new MailboxCheck(TimeProvider.System, line.Tokens).RunAsync(name, box, progress: null, TestContext.Current.CancellationToken);
        output.AddRange(steps.Select(step => $"{step.Outcome} {step.Name} {step.Text}"));
        await using var source = MailSources.Open(name, box, line.Log, line.Tokens);
        try
        {
            await source.OpenAsync(TestContext.Current.CancellationToken);
        }
        catch (MailboxException fault)
        {
            output.Add(fault.ToString());
        }
    }

    private static Task Add(List<string> output, string text)
    {
        output.Add(text);
        return Task.CompletedTask;
    }

    private async Task<MailboxOptions> BoxAsync(TokenEndpoint endpoint, MailboxSignIn method, TokenGrant grant)
    {
        var box = await dovecot.NewMailboxAsync();
        box.SignIn = method;
        if (grant == TokenGrant.Fixed)
        {
            return box;
        }

        box.OAuth = grant is TokenGrant.MicrosoftApp or TokenGrant.MicrosoftUser ? SignInLine.Microsoft(endpoint).Options : SignInLine.Google(endpoint).Options;
        box.OAuth.Grant = grant;
        if (grant == TokenGrant.GoogleServiceAccount)
        {
            var (path, key) = GoogleKey.Write(_folder.Path);
            key.Dispose();
            box.OAuth.KeyFile = path;
        }

        return box;
    }
}
