using BounceProcessor.Intake.Quarantine;
using BounceProcessor.Tests.Intake;
using BounceProcessor.Tests.Pages;

using Microsoft.Playwright;

using Xunit;

namespace BounceProcessor.BrowserTests;

public sealed class ServiceJourneyTests(Chromium chromium)
{
    private readonly ScriptedMailSource _source = new ScriptedMailSource().With(
        BounceText.Failure("one", "a@example.net"), BounceText.Failure("two", "b@example.net"));

    [Fact]
    public async Task From_a_failing_mailbox_to_its_runs_and_one_of_them()
    {
        await using var site = await TestSite.StartAsync();
        await site.SetAsideAsync(_source);
        await site.FailAsync("catch-all", "Mailbox \"catch-all\": no answer.");
        var page = await chromium.OpenAsync(site.Address);
        await page.SetFirstPasswordAsync(site);
        await page.LiveAsync();

        await page.ClickAsync(".site-nav a >> text=Mailboxes");
        await page.IsAtAsync("/mailboxes");
        await page.ClickAsync(".card:first-child .card-foot a");
        await page.IsAtAsync("/runs?mailbox=catch-all");
        await Assertions.Expect(page.Locator(".row-link")).ToHaveCountAsync(1);
        await page.SelectOptionAsync("#filter-mailbox", "");
        await page.IsAtAsync("/runs");
        await page.CheckAsync("input[name=faults]");
        await page.IsAtAsync("/runs?faults=1");
        await Assertions.Expect(page.Locator(".row-link")).ToHaveCountAsync(2);
        await page.FocusAsync(".row-link >> nth=0");
        await page.Keyboard.PressAsync("Enter");

        await page.IsAtAsync("/runs/2");
        await Assertions.Expect(page.Locator(".words")).ToHaveTextAsync("Mailbox \"catch-all\": no answer.");
    }

    [Fact]
    public async Task A_mail_in_quarantine_is_tried_again_after_a_question_and_filed()
    {
        await using var site = await TestSite.StartAsync();
        await site.SetAsideAsync(_source);
        var page = await chromium.OpenAsync(site.Address);
        await page.SetFirstPasswordAsync(site);
        await page.GotoAsync("/quarantine/1");
        await page.LiveAsync();

        await page.ClickAsync("#retry");
        await Assertions.Expect(page.Locator(".confirm button[type=submit]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#retry")).ToBeVisibleAsync();
        await page.ClickAsync("#retry");
        await Assertions.Expect(page.Locator(".confirm button[type=submit]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".history li")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator(".history li").Last).ToContainTextAsync("Failed again");
        await site.ExecuteAsync("DROP TRIGGER poison");
        await page.ClickAsync("#retry");
        await page.ClickAsync(".confirm button[type=submit]");

        await Assertions.Expect(page.Locator(".history li").Last).ToContainTextAsync("Filed");
        await Assertions.Expect(page.Locator("#retry")).ToHaveCountAsync(0);
        Assert.Equal("admin", (await site.Service<QuarantineStore>().HistoryAsync(1, TestContext.Current.CancellationToken))[^1].By);
    }

    [Fact]
    public async Task A_mail_is_discarded_after_a_question_with_who_and_why()
    {
        await using var site = await TestSite.StartAsync();
        await site.SetAsideAsync(_source);
        var page = await chromium.OpenAsync(site.Address);
        await page.SetFirstPasswordAsync(site);
        await page.GotoAsync("/quarantine");
        await page.LiveAsync();
        await page.ClickAsync(".row-link");
        await page.IsAtAsync("/quarantine/1");

        await page.ClickAsync("#discard");
        await Assertions.Expect(page.Locator("#discard-reason")).ToBeFocusedAsync();
        await page.IsAccessibleAsync();
        await page.FillAsync("#discard-reason", "a test of ours");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator(".history li").Last).ToContainTextAsync("Discarded: a test of ours");
        await page.GotoAsync("/quarantine");
        await Assertions.Expect(page.Locator(".row-link")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_page_left_open_discards_nothing_once_the_password_was_changed()
    {
        await using var site = await TestSite.StartAsync();
        await site.SetAsideAsync(_source);
        var page = await chromium.OpenAsync(site.Address);
        await page.SetFirstPasswordAsync(site);
        await page.GotoAsync("/quarantine/1");
        await page.LiveAsync();
        using var elsewhere = site.NewVisitor();
        await elsewhere.SignInAsync("admin", TestSite.Password);
        await elsewhere.OpenAsync("/password");
        await elsewhere.SubmitAsync("password", ("old-password", TestSite.Password), ("new-password", "a new password"), ("repeated", "a new password"));

        await page.ClickAsync("#discard");
        await page.ClickAsync(".confirm button[type=submit]");

        await page.IsAtAsync("/sign-in?returnUrl=%2Fquarantine%2F1");
        Assert.Equal("waiting", (await site.Service<QuarantineStore>().FindAsync(1, TestContext.Current.CancellationToken))?.State);
    }
}
