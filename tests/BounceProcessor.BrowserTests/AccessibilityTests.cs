using BounceProcessor.ApiTokens;
using BounceProcessor.Marks;
using BounceProcessor.Tests.Pages;
using BounceProcessor.Webhooks;

using Microsoft.Playwright;

using Xunit;

namespace BounceProcessor.BrowserTests;

public sealed class AccessibilityTests(Chromium chromium)
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    public async Task Axe_finds_nothing_serious_and_nothing_overflows_on_any_page(int width, ColorScheme scheme)
    {
        await using var site = await TestSite.StartAsync();
        for (var i = 1; i <= 30; i++)
        {
            await site.FileAsync(TestSite.Report($"{new string('x', 40 * (i % 3))}{i}@example.net"), DateTimeOffset.UnixEpoch.AddDays(i));
        }

        await site.Service<AddressMarks>().MarkAsync(
            new NewMark { Company = "firmanimi", Address = $"{new string('x', 60)}@example.net", By = "test", Note = new string('y', 400) }, CancellationToken.None);
        await FillSendingAsync(site);
        var page = await chromium.OpenAsync(site.Address, "et", width, 844, scheme);
        await page.GotoAsync("/sign-in");
        await CheckAsync(page);
        await page.GotoAsync(site.FirstLink ?? "");
        await CheckAsync(page);
        await page.SetFirstPasswordAsync(site);
        foreach (var address in new[] { "/events", "/events?size=25&page=2", "/events?q=zzzz", "/events/1", "/password", "/events/4711", "/test-fault", "/mailboxes", "/runs", "/quarantine", "/marks", "/marks?q=zzzz", "/marks/1", "/programs", "/programs/webhooks/1", "/outbox", "/outbox/1", "/mass-mail", "/mass-mail/1", "/mass-mail/1?rows=all", "/mass-mail/1/rows/2", "/new-mass-mail" })
        {
            await page.GotoAsync(address);
            await CheckAsync(page);
        }
    }

    [Fact]
    public async Task The_first_tab_stop_leads_to_the_content()
    {
        await using var site = await TestSite.StartAsync();
        var page = await chromium.OpenAsync(site.Address);
        await page.SetFirstPasswordAsync(site);
        await page.LiveAsync();

        await page.EvaluateAsync("() => document.activeElement.blur()");
        await page.FocusAsync(".skip");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("main")).ToBeFocusedAsync();
    }

    // A mail that waits and is what an event is about, a webhook whose delivery failed, a token, a mass mail with faults and long words.
    private static async Task FillSendingAsync(TestSite site)
    {
        await site.DraftAsync();
        await site.SendAsync($"{new string('y', 60)}@example.net");
        await site.ExecuteAsync("UPDATE events SET trust = 'proved', sent_mail_id = 1, sent_recipient_id = (SELECT MIN(id) FROM sent_recipients), company = 'firmanimi' WHERE id = 1");
        await site.Service<ApiTokenStore>().CreateAsync(new ApiTokenRequest("firmanimi", new string('N', 100), ApiScopes.All, null, "test"), CancellationToken.None);
        await site.Service<WebhookEndpoints>().AddAsync(
            new NewWebhook("firmanimi", $"https://hooks.example.org/{new string('h', 200)}", WebhookEvents.All, "test"), CancellationToken.None);
        await site.FileAsync(TestSite.Report("late@example.net"), DateTimeOffset.UnixEpoch.AddDays(40));
        await site.ExecuteAsync("UPDATE webhook_endpoints SET url = 'https://10.1.2.3/' || substr(url, 27)");
        await site.Service<WebhookRound>().RunAsync(CancellationToken.None);
    }

    private static async Task CheckAsync(IPage page)
    {
        await page.PictureAsync(page.Url);
        await page.IsAccessibleAsync();
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(overflow <= 0, $"{page.Url} is {overflow} pixels wider than the window.");
    }
}
