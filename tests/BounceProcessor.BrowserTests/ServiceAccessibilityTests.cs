using BounceProcessor.Tests.Intake;
using BounceProcessor.Tests.Pages;

using Microsoft.Playwright;

using Xunit;

namespace BounceProcessor.BrowserTests;

public sealed class ServiceAccessibilityTests(Chromium chromium)
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    public async Task Axe_finds_nothing_serious_and_nothing_overflows_on_a_page_of_the_service(int width, ColorScheme scheme)
    {
        await using var site = await TestSite.StartAsync();
        await FillAsync(site);
        var page = await chromium.OpenAsync(site.Address, "et", width, 844, scheme);
        await page.SetFirstPasswordAsync(site);
        foreach (var address in new[] { "/mailboxes", "/runs", "/runs/4", "/quarantine?all=1", "/quarantine/1", "/quarantine/2" })
        {
            await page.GotoAsync(address);
            await page.LiveAsync();
            await page.PictureAsync(page.Url);
            await page.IsAccessibleAsync();
            Assert.Equal(1, await page.Locator("h1").CountAsync());
            var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(overflow <= 0, $"{address} is {overflow} pixels wider than the window.");
        }
    }

    // Something of everything: news, nothing, a fault with long words, a killed run, mails set aside, one of them stuck, broken rules.
    private static async Task FillAsync(TestSite site)
    {
        Directory.CreateDirectory(site.RulesFolder);
        await File.WriteAllTextAsync(Path.Combine(site.RulesFolder, "mine.json"), "{ \"rules\": [ 1 ] }", TestContext.Current.CancellationToken);
        var source = new ScriptedMailSource().With(
            BounceText.Failure("one", "a@example.net"), BounceText.Failure("two", "b@example.net"), BounceText.Failure("three", "b@example.net"));
        await site.SetAsideAsync(source);
        await site.RunAsync("events-eu", source);
        await site.RunAsync("events-eu", source);
        await site.FailAsync("catch-all", "Mailbox \"catch-all\": imap.example.org did not answer within 00:00:30 (a-very-long-name-without-any-gap-" + new string('x', 120) + "). Check Mailboxes:catch-all:Host.");
        await site.RunAsync("catch-all", new ScriptedMailSource().With(BounceText.Failure("four", "d@example.net")));
        await site.FailAsync("catch-all", "Mailbox \"catch-all\": login as \"bounces@example.org\" was refused (NO [AUTHENTICATIONFAILED]).");
        await site.ExecuteAsync("UPDATE runs SET ended_at = NULL WHERE id = 4");
        await site.ExecuteAsync("UPDATE quarantine SET state = 'stuck' WHERE id = 2");
    }
}
