using BounceProcessor.MassMail;
using BounceProcessor.Tests.Pages;
using BounceProcessor.Tests.Servers;

using Microsoft.Playwright;

using Xunit;

namespace BounceProcessor.BrowserTests;

/// <summary>The sending side with a keyboard: what is reachable, where the focus goes, and what a screen reader is told.</summary>
public sealed class SendingJourneyTests(Chromium chromium)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_menu_of_a_narrow_window_opens_closes_and_leads_on_by_keyboard()
    {
        await using var site = await TestSite.StartAsync();
        var page = await chromium.OpenAsync(site.Address, "et", 390, 844);
        await page.SetFirstPasswordAsync(site);
        await page.LiveAsync();
        await Assertions.Expect(page.Locator("#site-nav")).ToBeHiddenAsync();

        await page.FocusAsync(".menu-button");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#site-nav")).ToBeVisibleAsync();
        await page.PictureAsync("menu");
        await page.IsAccessibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#site-nav")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator(".menu-button")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");

        await page.IsAtAsync("/outbox");
        await Assertions.Expect(page.Locator("#site-nav")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("h1")).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("et")]
    public async Task All_entries_of_the_navigation_stand_in_one_row_of_a_wide_window(string language)
    {
        await using var site = await TestSite.StartAsync();
        var page = await chromium.OpenAsync(site.Address, language);
        await page.SetFirstPasswordAsync(site);

        var tops = await page.EvaluateAsync<double[]>("() => [...document.querySelectorAll('.site-nav a')].map(link => link.getBoundingClientRect().top)");

        Assert.Equal(9, tops.Length);
        Assert.Single(tops.Distinct());
    }

    [Fact]
    public async Task A_connection_test_tells_each_step_and_its_end_and_leaves_the_focus()
    {
        await using var site = await TestSite.StartAsync();
        await using var sink = new SmtpSink();
        await site.SaveSenderAsync(sink.Port);
        var page = await chromium.OpenAsync(site.Address, "et");
        await page.SetFirstPasswordAsync(site);
        await page.GotoAsync("/companies/firmanimi/users/mari");
        await page.LiveAsync();

        await page.FocusAsync("#test-connection");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#connection-result")).ToContainTextAsync("Valmis");
        await Assertions.Expect(page.Locator("#test-connection")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#connection-steps")).ToHaveAttributeAsync("aria-live", "polite");
        await page.IsAccessibleAsync();
        sink.Answers["MAIL"] = "550 5.7.60 no such right";
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("#connection-result")).ToContainTextAsync("Peatus sammul: saatja");
        await Assertions.Expect(page.Locator("#connection-steps .notice-bad")).ToContainTextAsync("550 5.7.60");
        await page.PictureAsync("connection-test");
        await page.IsAccessibleAsync();
    }

    [Fact]
    public async Task A_mail_is_sent_again_and_the_event_leads_to_the_new_one()
    {
        await using var site = await TestSite.StartAsync();
        await site.BounceAsync("ann@gmial.com");
        var page = await chromium.OpenAsync(site.Address);
        await page.SetFirstPasswordAsync(site);
        await page.GotoAsync("/events/1");
        await page.LiveAsync();

        await page.FillAsync("#resend-address", "ann");
        await page.EvaluateAsync("() => { document.querySelector('.resend').noValidate = true; }");
        await page.FocusAsync("#resend-address");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#resend-faults")).ToContainTextAsync("\"ann\"");
        await Assertions.Expect(page.Locator("#resend-address")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#resend-address")).ToHaveAttributeAsync("aria-describedby", "resend-faults");
        await page.FillAsync("#resend-address", "ann@gmail.com");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("#resend-sent")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#resend-sent")).ToContainTextAsync("Mail 2 to ann@gmail.com is in the outbox");
        await page.PictureAsync("resent");
        await page.IsAccessibleAsync();
        await page.ClickAsync(".resent a");
        await page.IsAtAsync("/outbox/2");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("ann@gmail.com");
    }

    [Fact]
    public async Task A_mass_mail_is_started_paused_resumed_and_stopped_by_keyboard()
    {
        await using var site = await TestSite.StartAsync();
        var draft = await site.DraftAsync();
        var page = await chromium.OpenAsync(site.Address);
        await page.SetFirstPasswordAsync(site);
        await page.GotoAsync("/mass-mail/1");
        await page.LiveAsync();

        await PressAsync(page, "#start");
        await Assertions.Expect(page.Locator(".confirm button[type=submit]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#handling-title")).ToBeFocusedAsync();
        await PressAsync(page, "#start");
        await Assertions.Expect(page.Locator(".confirm button[type=submit]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#pause")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#handling-title")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#batch-told")).ToContainTextAsync("Running. Letters through: 0 of 2.");
        await PressAsync(page, "#pause");
        await Assertions.Expect(page.Locator("#resume")).ToBeVisibleAsync();
        await page.PictureAsync("mass-mail-paused");
        await page.IsAccessibleAsync();
        await PressAsync(page, "#resume");
        await Assertions.Expect(page.Locator("#pause")).ToBeVisibleAsync();
        await PressAsync(page, "#stop");
        await Assertions.Expect(page.Locator(".confirm button[type=submit]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator("#stop")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator(".page-head .chip")).ToHaveTextAsync("Stopped");
        Assert.Equal("stopped", (await site.Service<BatchStore>().FindAsync(null, draft.Id, Stop))?.State);
    }

    [Fact]
    public async Task Faults_of_a_new_mass_mail_take_the_focus_and_stand_at_their_fields()
    {
        await using var site = await TestSite.StartAsync();
        await site.SaveSenderAsync();
        var page = await chromium.OpenAsync(site.Address, "et", 390, 844);
        await page.SetFirstPasswordAsync(site);
        await page.GotoAsync("/new-mass-mail");

        await page.FillAsync("#setting-user", "mari");
        await page.FillAsync("#setting-name", "Novembri arved");
        await page.FillAsync("#setting-subject", "Arve");
        await page.FillAsync("#setting-text", "Tere!\n{{ summa }}");
        await page.SetInputFilesAsync("#setting-recipients", new FilePayload { Name = "list.csv", MimeType = "text/csv", Buffer = "e-post;nimi\nann@example.net;Ann\n"u8.ToArray() });
        await page.ClickAsync("button:has-text(\"Kontrolli kõik read\")");

        await Assertions.Expect(page.Locator("#setting-faults")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#setting-text-fault")).ToContainTextAsync("Tekst, rida 2");
        await Assertions.Expect(page.Locator("#setting-text")).ToHaveValueAsync("Tere!\n{{ summa }}");
        await Assertions.Expect(page.Locator("#setting-user")).ToHaveValueAsync("mari");
        await page.PictureAsync("mass-mail-faults");
        await page.IsAccessibleAsync();
    }

    private static async Task PressAsync(IPage page, string selector)
    {
        await page.FocusAsync(selector);
        await page.Keyboard.PressAsync("Enter");
    }
}
