using BounceProcessor.Tests.Webhooks;

using Xunit;

namespace BounceProcessor.Tests.Commands;

public sealed class ProgramCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly string _file;

    public ProgramCommandTests() => _file = _folder.Configuration("""
        "Companies": { "List": [ { "Code": "firmanimi" } ] },
        "Webhooks": { "AllowHttp": true, "AllowedNetworks": [ "127.0.0.0/8", "::1" ] }
        """);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_token_is_shown_once_listed_by_its_beginning_and_revoked()
    {
        var made = await Run.HereAsync("api-token", "create", "firmanimi", "shop", "--scope", "mails:send", "--scope", "mails:read", "--expires", "90d", "--config", _file);
        var list = await Run.HereAsync("api-token", "list", "firmanimi", "--config", _file);
        var revoked = await Run.HereAsync("api-token", "revoke", "1", "--config", _file);
        var after = await Run.HereAsync("api-token", "list", "--config", _file);

        Assert.Equal((0, 0, 0, 0), (made.Code, list.Code, revoked.Code, after.Code));
        var token = Assert.Single(made.Lines);
        Assert.StartsWith("bounceproc_", token, StringComparison.Ordinal);
        Assert.Contains(token[..17], list.Output, StringComparison.Ordinal);
        Assert.Contains("mails:send mails:read", list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(token, list.Output + revoked.Output + after.Output, StringComparison.Ordinal);
        Assert.Contains("revoked", after.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_of_companies_and_scopes_that_do_not_exist_are_refused()
    {
        var company = await Run.HereAsync("api-token", "create", "nobody", "shop", "--scope", "mails:send", "--config", _file);
        var scope = await Run.HereAsync("api-token", "create", "firmanimi", "shop", "--scope", "mails:eat", "--config", _file);
        var expired = await Run.HereAsync("api-token", "create", "firmanimi", "shop", "--scope", "mails:send", "--expires", "2020-01-01", "--config", _file);
        var unknown = await Run.HereAsync("api-token", "revoke", "7", "--config", _file);

        Assert.Equal((2, 1, 3, 2), (company.Code, scope.Code, expired.Code, unknown.Code));
        Assert.Contains("there are firmanimi", company.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_is_added_tried_looked_at_and_removed()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var added = await Run.HereAsync("webhook", "add", "firmanimi", receiver.Url, "--event", "mail.refused", "--config", _file);
        var test = await Run.HereAsync("webhook", "test", "1", "--config", _file);
        var log = await Run.HereAsync("webhook", "log", "1", "--config", _file);
        var list = await Run.HereAsync("webhook", "list", "--config", _file);
        var removed = await Run.HereAsync("webhook", "remove", "1", "--config", _file);
        var gone = await Run.HereAsync("webhook", "test", "1", "--config", _file);

        Assert.Equal((0, 0, 0, 0, 0, 2), (added.Code, test.Code, log.Code, list.Code, removed.Code, gone.Code));
        Assert.True(Assert.Single(receiver.Heard).IsSignedWith(added.Output.Trim()));
        Assert.Contains("Webhook 1: HTTP 204", test.Output, StringComparison.Ordinal);
        Assert.Contains("webhook.test", log.Output, StringComparison.Ordinal);
        Assert.Contains("mail.refused", list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(added.Output.Trim(), test.Output + log.Output + list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_test_is_told_and_the_exit_code_says_so()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.AnswerWith(500, "out of order");
        await Run.HereAsync("webhook", "add", "firmanimi", receiver.Url, "--config", _file);

        var test = await Run.HereAsync("webhook", "test", "1", "--config", _file);

        Assert.Equal(3, test.Code);
        Assert.Contains("HTTP 500", test.Output, StringComparison.Ordinal);
        Assert.Contains("out of order", test.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_in_a_private_network_is_refused_with_the_remedy()
    {
        var refused = await Run.HereAsync("webhook", "add", "firmanimi", "https://10.1.2.3/hooks", "--config", _file);

        Assert.Equal(3, refused.Code);
        Assert.Contains("Webhooks:AllowedNetworks", refused.Error, StringComparison.Ordinal);
    }
}
