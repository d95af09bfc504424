using BounceProcessor.Tests.Pages;

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
        await page.WaitForURLAsync("**/events");
    }

    /// <summary>Waits until the page is live; before that a change of a field does nothing.</summary>
    public static Task LiveAsync(this IPage page) => page.WaitForFunctionAsync("() => document.querySelector('.mud-snackbar-provider, #mud-snackbar-container') !== null && window.Blazor !== undefined");

    /// <summary>Fails with what axe finds that is serious or critical.</summary>
    public static async Task IsAccessibleAsync(this IPage page)
    {
        var result = await page.RunAxe();
        Assert.Empty(result.Violations
            .Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {violation.Help} {string.Join(" | ", violation.Nodes.Select(node => node.Html))}"));
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
