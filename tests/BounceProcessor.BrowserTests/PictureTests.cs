using BounceProcessor.Tests.Pages;

using Microsoft.Playwright;

using Xunit;

namespace BounceProcessor.BrowserTests;

/// <summary>Pictures for people, made when asked for: <c>-explicit only</c>.</summary>
public sealed class PictureTests(Chromium chromium)
{
    [Fact(Explicit = true)]
    public async Task Picture_of_the_list_for_the_readme()
    {
        await using var site = await TestSite.StartAsync();
        await site.FileSamplesAsync();
        var page = await chromium.OpenAsync(site.Address);
        await page.SetFirstPasswordAsync(site);

        var path = Path.Combine(Steps.RepositoryRoot(), "docs", "events.png");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = path });

        Assert.InRange(new FileInfo(path).Length, 10_000, 200_000);
    }

    [Fact(Explicit = true)]
    public async Task Pictures_of_all_pages_for_looking_at()
    {
        await using var site = await TestSite.StartAsync();
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "bounceprocessor-pictures")).FullName;
        var first = await chromium.OpenAsync(site.Address);
        await first.GotoAsync(site.FirstLink ?? "");
        await first.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, "first.png") });
        await first.SetFirstPasswordAsync(site);
        await first.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, "empty.png") });
        await site.FileSamplesAsync();
        var looks = new (string Name, string Language, int Width, ColorScheme Scheme)[]
        {
            ("en-light", "en", 1280, ColorScheme.Light),
            ("et-dark", "et", 1280, ColorScheme.Dark),
            ("et-phone", "et", 390, ColorScheme.Light),
        };
        foreach (var look in looks)
        {
            var page = await chromium.OpenAsync(site.Address, look.Language, look.Width, 800, look.Scheme);
            foreach (var (name, address) in new[]
            {
                ("sign-in", "/sign-in"), ("list", "/events"), ("filtered", "/events?severity=hard&q=example&page=1"), ("none", "/events?q=zzzz"), ("event", "/events/7"), ("event-other", "/events/150"), ("password", "/password"), ("not-found", "/events/99999"), ("error", "/test-fault"),
            })
            {
                if (name == "list")
                {
                    await page.FillAsync("#name", "admin");
                    await page.FillAsync("#password", TestSite.Password);
                    await page.ClickAsync("button[type=submit]");
                    await page.WaitForURLAsync("**/events");
                }

                await page.GotoAsync(address);
                await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{look.Name}-{name}.png"), FullPage = name.StartsWith("event", StringComparison.Ordinal) });
            }
        }
    }
}
