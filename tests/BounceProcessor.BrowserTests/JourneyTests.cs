using BounceProcessor.Tests.Pages;

using Microsoft.Playwright;

using Xunit;

namespace BounceProcessor.BrowserTests;

public sealed class JourneyTests(Chromium chromium)
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task From_the_first_link_to_an_event_and_out_again()
    {
        await using var site = await TestSite.StartAsync();
        await site.FileAsync(TestSite.Report("kadri@example.net"), Morning);
        await site.FileAsync(TestSite.Report("toomas@example.net"), Morning.AddMinutes(1));
        var page = await chromium.OpenAsync(site.Address);

        await page.SetFirstPasswordAsync(site);
        Assert.Equal(2, await page.Locator(".row-link").CountAsync());

        await page.LiveAsync();
        await page.FillAsync("#filter-q", "kadri");
        await page.PressAsync("#filter-q", "Enter");
        await page.IsAtAsync("/events?q=kadri");
        await Assertions.Expect(page.Locator(".row-link")).ToHaveCountAsync(1);

        await page.ClickAsync(".row-link");
        await page.IsAtAsync("/events/1");
        await Assertions.Expect(page.Locator(".head-recipient")).ToHaveTextAsync("kadri@example.net");

        await page.ClickAsync("text=Eesti");
        await Assertions.Expect(page.Locator("#verdict-title")).ToHaveTextAsync("Hinnang ja soovitus");
        Assert.EndsWith("/events/1", page.Url, StringComparison.Ordinal);
        Assert.Equal("et", await page.GetAttributeAsync("html", "lang"));

        await page.ClickAsync("text=Logi välja");
        await page.IsAtAsync("/sign-in");
        await page.GotoAsync("/events");
        Assert.Contains("/sign-in?returnUrl=", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chosen_filter_changes_list_and_address_without_loading_the_page_anew()
    {
        await using var site = await TestSite.StartAsync();
        await site.FileAsync(TestSite.Report("kadri@example.net"), Morning);
        var page = await chromium.OpenAsync(site.Address);
        await page.SetFirstPasswordAsync(site);
        await page.LiveAsync();
        await page.EvaluateAsync("() => window.sameDocument = true");

        await page.SelectOptionAsync("#filter-kind", "delay");

        await page.IsAtAsync("/events?kind=delay");
        await Assertions.Expect(page.Locator(".row-link")).ToHaveCountAsync(0);
        Assert.True(await page.EvaluateAsync<bool>("() => window.sameDocument === true"));
        await page.GoBackAsync(new() { WaitUntil = WaitUntilState.Commit });
        await Assertions.Expect(page.Locator(".row-link")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#filter-kind")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task The_way_back_from_an_event_keeps_the_view()
    {
        await using var site = await TestSite.StartAsync();
        await site.FileAsync(TestSite.Report("kadri@example.net"), Morning);
        var page = await chromium.OpenAsync(site.Address);
        await page.SetFirstPasswordAsync(site);
        await page.GotoAsync("/events?status=new&size=25");
        await page.LiveAsync();
        await page.ClickAsync(".row-link");
        await page.IsAtAsync("/events/1");

        await page.ClickAsync(".trail a");

        await page.IsAtAsync("/events?status=new&size=25");
    }

    [Fact]
    public async Task A_row_opens_by_mouse_anywhere_and_by_keyboard()
    {
        await using var site = await TestSite.StartAsync();
        await site.FileAsync(TestSite.Report("kadri@example.net"), Morning);
        var page = await chromium.OpenAsync(site.Address);
        await page.SetFirstPasswordAsync(site);
        await page.LiveAsync();

        // The link covers the row; a click on the cell itself would wait for the link to go away.
        var cell = await page.Locator(".cell-company").BoundingBoxAsync() ?? throw new InvalidOperationException("The row is not on the screen.");
        await page.Mouse.ClickAsync(cell.X + 5, cell.Y + 5);
        await page.IsAtAsync("/events/1");
        await page.GoBackAsync(new() { WaitUntil = WaitUntilState.Commit });
        await page.FocusAsync(".row-link");
        await page.Keyboard.PressAsync("Enter");

        await page.IsAtAsync("/events/1");
    }

    [Fact]
    public async Task A_changed_status_is_stored_and_stands_in_the_history()
    {
        await using var site = await TestSite.StartAsync();
        await site.FileAsync(TestSite.Report("kadri@example.net"), Morning);
        var page = await chromium.OpenAsync(site.Address);
        await page.SetFirstPasswordAsync(site);
        await page.GotoAsync("/events/1");
        await page.LiveAsync();
        await Assertions.Expect(page.Locator("#handling-status")).ToBeEnabledAsync();

        await page.SelectOptionAsync("#handling-status", "resolved");

        await Assertions.Expect(page.Locator(".history li")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator(".history li").Last).ToContainTextAsync("New → Resolved");
        Assert.Equal("resolved", (await site.Store.FindAsync(1, TestContext.Current.CancellationToken))?.Status);
    }

    [Fact]
    public async Task A_hundred_rows_come_alive()
    {
        await using var site = await TestSite.StartAsync();
        for (var i = 0; i < 100; i++)
        {
            await site.FileAsync(TestSite.Report($"õ{i:000}@example.net", subject: new string('õ', 300)), Morning.AddMinutes(i));
        }

        var page = await chromium.OpenAsync(site.Address);
        await page.SetFirstPasswordAsync(site);
        await page.GotoAsync("/events?size=100");
        await page.LiveAsync();

        await page.SelectOptionAsync("#filter-size", "25");

        await Assertions.Expect(page.Locator(".row-link")).ToHaveCountAsync(25);
    }

    [Fact]
    public async Task A_hostile_mail_runs_nothing()
    {
        await using var site = await TestSite.StartAsync();
        const string attack = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
        await site.FileAsync(TestSite.Report("kadri@example.net", "550 5.1.1 " + attack, attack), Morning);
        var page = await chromium.OpenAsync(site.Address);
        await page.SetFirstPasswordAsync(site);
        await page.LiveAsync();

        await page.ClickAsync(".row-link");
        await page.IsAtAsync("/events/1");
        await page.ClickAsync("section[aria-labelledby=raw-title] summary");

        await Assertions.Expect(page.Locator(".mail-text").Last).ToContainTextAsync("<script>document.title='owned'</script>");
        Assert.NotEqual("owned", await page.TitleAsync());
    }

    [Fact]
    public async Task The_pages_keep_to_their_own_policy_and_log_no_errors()
    {
        await using var site = await TestSite.StartAsync();
        await site.FileAsync(TestSite.Report("kadri@example.net"), Morning);
        var page = await chromium.OpenAsync(site.Address);
        List<string> complaints = [];
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Add(message.Text);
            }
        };

        await page.SetFirstPasswordAsync(site);
        await page.LiveAsync();
        await page.GotoAsync("/events/1");
        await page.LiveAsync();

        Assert.Empty(complaints);
    }

    [Fact]
    public async Task A_lost_connection_is_told_in_the_language_of_the_page()
    {
        var site = await TestSite.StartAsync();
        var page = await chromium.OpenAsync(site.Address, "et");
        await page.SetFirstPasswordAsync(site);
        await page.LiveAsync();

        await site.DisposeAsync();

        await Assertions.Expect(page.Locator("#components-reconnect-modal")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await Assertions.Expect(page.Locator("#components-reconnect-modal")).ToContainTextAsync("Ühendus");
    }
}
