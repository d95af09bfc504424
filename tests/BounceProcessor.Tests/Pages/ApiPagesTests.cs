using System.Net;

using BounceProcessor.ApiTokens;
using BounceProcessor.Webhooks;

using Xunit;

namespace BounceProcessor.Tests.Pages;

public sealed class ApiPagesTests : IAsyncLifetime
{
    private TestSite? _site;

    private TestSite Site => _site ?? throw new InvalidOperationException("The site is not started.");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _site = await TestSite.StartAsync();
        await _site.SaveSenderAsync();
    }

    public async ValueTask DisposeAsync() => await Site.DisposeAsync();

    [Theory]
    [InlineData("/programs")]
    [InlineData("/programs/webhooks/1")]
    public async Task Without_a_session_the_visitor_is_sent_to_sign_in(string path)
    {
        using var visitor = Site.NewVisitor();

        Assert.Equal(HttpStatusCode.Redirect, (await visitor.OpenAsync(path)).Status);
    }

    [Fact]
    public async Task The_first_paint_has_tokens_and_webhooks_and_no_secret_of_either()
    {
        var made = await Site.Service<ApiTokenStore>().CreateAsync(new ApiTokenRequest("firmanimi", "Directo", [ApiScopes.MailsSend], null, "test"), Stop);
        var (_, secret) = await AddAsync();
        using var visitor = await Site.SignedInAsync();

        var page = await visitor.OpenAsync("/programs");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.All(["Directo", made.Token.Prefix, "mails:send", "https://hooks.example.org/bounces", "event.filed"], text => Assert.Contains(text, page.Text, StringComparison.Ordinal));
        Assert.DoesNotContain(made.Text, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_shows_its_deliveries_with_event_answer_and_next_try_in_the_language_of_the_page()
    {
        await AddAsync();
        await DeliverAsync();
        using var visitor = await Site.SignedInAsync();
        await visitor.OpenAsync("/language/et?returnUrl=%2F");

        var page = WebUtility.HtmlDecode((await visitor.OpenAsync("/programs/webhooks/1")).Text);
        var missing = await visitor.OpenAsync("/programs/webhooks/7");

        Assert.Contains("event.filed", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/events/1\"", page, StringComparison.Ordinal);
        Assert.Contains("ootel", page, StringComparison.Ordinal);
        Assert.Contains("järgmine katse", page, StringComparison.Ordinal);
        Assert.Contains("10.1.2.3 is not a public address", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, missing.Status);
    }

    private async Task<(WebhookEndpoint Endpoint, string Secret)> AddAsync() => await Site.Service<WebhookEndpoints>().AddAsync(
        new NewWebhook("firmanimi", "https://hooks.example.org/bounces", [WebhookEvents.EventFiled], "test"), Stop);

    // The address leads nowhere that may be told: no name server is asked, nothing is connected to.
    private async Task DeliverAsync()
    {
        await Site.ExecuteAsync("UPDATE webhook_endpoints SET url = 'https://10.1.2.3/bounces'");
        await Site.FileAsync(TestSite.Report("kadri@example.net"), DateTimeOffset.UnixEpoch.AddDays(20_000));
        await Site.Service<WebhookRound>().RunAsync(Stop);
    }
}
