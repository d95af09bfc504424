using Microsoft.Playwright;

using Xunit;

[assembly: AssemblyFixture(typeof(BounceProcessor.BrowserTests.Chromium))]

namespace BounceProcessor.BrowserTests;

/// <summary>Debian's Chromium, started once for all tests. Where it is missing the tests fail; they are not skipped.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Executable = "/usr/bin/chromium";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Executable))
        {
            return;
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable,
            Headless = true,
            Args = ["--no-sandbox", "--disable-dev-shm-usage"],
        });
    }

    /// <summary>A window with cookies of its own.</summary>
    internal async Task<IPage> OpenAsync(Uri site, string language = "en", int width = 1280, int height = 800, ColorScheme scheme = ColorScheme.Light)
    {
        Assert.True(_browser is not null, $"{Executable} is missing. Install it with \"apt-get install chromium\", or run tests/run, which does so.");
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = site.ToString(),
            Locale = language,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
            TimezoneId = "Europe/Tallinn",
        });
        context.SetDefaultTimeout(15_000);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
