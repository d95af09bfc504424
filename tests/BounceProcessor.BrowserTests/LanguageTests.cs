using BounceProcessor.Tests.Pages;

using Microsoft.Playwright;

using Xunit;

namespace BounceProcessor.BrowserTests;

public sealed class LanguageTests(Chromium chromium)
{
    [Fact]
    public async Task The_live_page_speaks_the_language_of_the_first_paint()
    {
        await using var site = await TestSite.StartAsync();
        await site.FileAsync(TestSite.Report("kadri@example.net"), new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));
        var page = await chromium.OpenAsync(site.Address, "et-EE");
        await page.SetFirstPasswordAsync(site);
        await page.LiveAsync();

        await page.SelectOptionAsync("#filter-kind", "delay");

        await Assertions.Expect(page.Locator(".empty h2")).ToHaveTextAsync("Nendele filtritele ei vasta ükski sündmus");
    }
}
