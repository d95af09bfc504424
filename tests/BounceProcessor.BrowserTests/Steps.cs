using BounceProcessor.Tests.Pages;

using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

using Microsoft.Playwright;

using Xunit;

namespace BounceProcessor.BrowserTests;

/// <summary>What several tests do in a browser.</summary>
internal static class Steps
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 23, 6, 0, 0, TimeSpan.Zero);

    /// <summary>Opens the first link and sets the administrator's password.</summary>
    public static async Task SetFirstPasswordAsync(this IPage page, TestSite site)
    {
        await page.GotoAsync(site.FirstLink ?? throw new InvalidOperationException("No first link was printed."));
        await page.FillAsync("#new-password", TestSite.Password);
        await page.FillAsync("#repeated", TestSite.Password);
        await page.ClickAsync("button[type=submit]");
        await page.IsAtAsync("/events");
    }

    /// <summary>Waits for an address of the site. Not WaitForURLAsync: that waits for a load event too, which a live page does not send.</summary>
    public static Task IsAtAsync(this IPage page, string path) => Assertions.Expect(page).ToHaveURLAsync(path, new() { Timeout = 15_000 });

    /// <summary>Waits until the page is live; before that a change of a field does nothing.</summary>
    public static Task LiveAsync(this IPage page) => Assertions.Expect(page.Locator("main[data-live=true]")).ToBeAttachedAsync(new() { Timeout = 15_000 });

    /// <summary>Fails with what axe finds that is serious or critical.</summary>
    public static async Task IsAccessibleAsync(this IPage page)
    {
        // A page that goes live gives its head anew, and for that moment has no title; a page that never gets one fails here.
        if (await page.Locator("script[src*='blazor.web']").CountAsync() > 0)
        {
            await page.LiveAsync();
        }

        await Assertions.Expect(page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("."), new() { Timeout = 15_000 });

        // The only frame is the preview of a letter, in which no script runs: axe would wait there for ever.
        var result = await page.RunAxe(new AxeRunOptions { Iframes = false });
        Assert.Empty(result.Violations
            .Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {violation.Help} {string.Join(" | ", violation.Nodes.Select(node => node.Html))}"));
    }

    /// <summary>Takes a picture into the folder that the environment variable BOUNCEPROC_PICTURES names; without it does nothing.</summary>
    public static async Task PictureAsync(this IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("BOUNCEPROC_PICTURES") is { Length: > 0 } folder)
        {
            var dark = await page.EvaluateAsync<bool>("() => matchMedia('(prefers-color-scheme: dark)').matches");
            var file = name.StartsWith("http", StringComparison.Ordinal)
                ? $"{page.ViewportSize?.Width}-{(dark ? "dark" : "light")}-{string.Concat(new Uri(name).PathAndQuery.Split('=')[0].Where(char.IsLetterOrDigit))}"
                : name;
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, file + ".png"), FullPage = file != name });
        }
    }

    /// <summary>Files every sample of the repository, one a few minutes after the other.</summary>
    public static async Task FileSamplesAsync(this TestSite site)
    {
        var samples = Directory.EnumerateFiles(Path.Combine(RepositoryRoot(), "samples", "bounces"), "*.eml", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .ToList();

        // Spread over the mail systems, so that the first page shows more than one of them.
        var order = samples.Select((path, index) => (path, index)).OrderBy(sample => sample.index * 7919 % samples.Count).ToList();
        for (var i = 0; i < order.Count; i++)
        {
            var bytes = await File.ReadAllBytesAsync(order[i].path);
            await site.FileAsync(bytes, Morning.AddMinutes(-7 * (order.Count - i)), "firmanimi");
        }
    }

    public static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BounceProcessor.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("BounceProcessor.sln is in no folder above the tests.");
    }
}
