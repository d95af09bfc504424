using BounceProcessor.Tests.Pages;

using Microsoft.Playwright;

using Xunit;

namespace BounceProcessor.BrowserTests;

public sealed class SampleTests(Chromium chromium)
{
    /// <summary>Also makes the picture of the README: <c>BOUNCEPROC_PICTURES=docs</c>.</summary>
    [Fact]
    public async Task The_list_fills_with_the_samples()
    {
        await using var site = await TestSite.StartAsync();
        await site.FileSamplesAsync();
        var page = await chromium.OpenAsync(site.Address);

        await page.SetFirstPasswordAsync(site);

        await Assertions.Expect(page.Locator(".row-link")).ToHaveCountAsync(50);
        Assert.True(await page.Locator(".chip").CountAsync() > 25, "Most samples are failures, and a failure has a severity.");
        await page.LiveAsync();
        await page.PictureAsync("events");
    }
}
