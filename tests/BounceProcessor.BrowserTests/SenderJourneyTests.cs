using BounceProcessor.Companies;
using BounceProcessor.Senders;
using BounceProcessor.Tests.Pages;

using Microsoft.Playwright;

using Xunit;

namespace BounceProcessor.BrowserTests;

public sealed class SenderJourneyTests(Chromium chromium)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_company_a_base_user_and_a_user_are_made_with_the_keyboard_and_the_users_settings_name_their_source()
    {
        await using var site = await TestSite.StartAsync();
        var page = await chromium.OpenAsync(site.Address);
        await page.SetFirstPasswordAsync(site);
        await page.LiveAsync();

        await page.ClickAsync(".site-nav a >> text=Companies");
        await page.ClickAsync("text=Add a company");
        await page.FillAsync("#setting-code", "firmanimi");
        await page.FillAsync("#setting-name", "Firmanimi OÜ");
        await page.FillAsync("#setting-mail-user", "ADMIN");
        await page.Keyboard.PressAsync("Enter");
        await page.IsAtAsync("/companies/firmanimi");

        await page.ClickAsync("text=Add a user");
        await page.FillAsync("#setting-code", "ADMIN");
        await page.FillAsync("#setting-email", "admin@firmanimi.example");
        await page.SelectOptionAsync("#provider", "zone-eu");
        await page.FocusAsync("#fill-in");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#setting-host")).ToHaveValueAsync("smtp.zone.eu");
        await Assertions.Expect(page.Locator("#setting-username")).ToHaveValueAsync("admin@firmanimi.example");
        await page.FillAsync("#setting-password", "kolm sinist");
        await page.Keyboard.PressAsync("Enter");
        await page.IsAtAsync("/companies/firmanimi/users/ADMIN");
        await Assertions.Expect(page.Locator("#setting-password")).ToHaveValueAsync("");

        await page.GotoAsync("/companies/firmanimi/new-user");
        await page.LiveAsync();
        await page.FillAsync("#setting-code", "MARI");
        await page.FillAsync("#setting-email", "mari@firmanimi.example");
        await page.ClickAsync("#save-user");
        await page.IsAtAsync("/companies/firmanimi/users/MARI");

        await Assertions.Expect(page.Locator(".in-force")).ToContainTextAsync("smtp.zone.eu (from user ADMIN)");
        await Assertions.Expect(page.Locator(".in-force")).ToContainTextAsync("stored (from user ADMIN)");
        await Assertions.Expect(page.Locator(".history")).ToContainTextAsync("admin");
        var settings = (await site.Service<SenderSettings>().FindAsync("firmanimi", "MARI", Stop)).Settings;
        Assert.Equal("kolm sinist", await site.Service<SenderPasswords>().ReadAsync(settings!, Stop));
    }

    [Fact]
    public async Task Faults_take_the_focus_and_stand_at_their_fields()
    {
        await using var site = await TestSite.StartAsync();
        await FillAsync(site);
        var page = await chromium.OpenAsync(site.Address);
        await page.SetFirstPasswordAsync(site);
        await page.GotoAsync("/companies/firmanimi/users/MARI");
        await page.LiveAsync();

        await page.FillAsync("#setting-email", "mari");
        await page.FillAsync("#setting-port", "abc");
        await page.ClickAsync("#save-user");

        await Assertions.Expect(page.Locator("#setting-faults")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#setting-faults li")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("#setting-email")).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(page.Locator("#setting-email-fault")).ToContainTextAsync("\"mari\" is no e-mail address");
        await page.PictureAsync("user-faults");
        await page.IsAccessibleAsync();
        Assert.Equal("mari@firmanimi.example", (await site.Service<UserCards>().FindAsync("firmanimi", "MARI", Stop))?.Email);
    }

    [Fact]
    public async Task Who_chooses_a_password_at_Microsoft_reads_the_dates_before_entering_it()
    {
        await using var site = await TestSite.StartAsync();
        await FillAsync(site);
        var page = await chromium.OpenAsync(site.Address, "et");
        await page.SetFirstPasswordAsync(site);
        await page.GotoAsync("/companies/firmanimi/users/MARI");
        await page.LiveAsync();

        await page.SelectOptionAsync("#setting-mode", "smtp");
        await page.FillAsync("#setting-host", "smtp.office365.com");
        await page.FocusAsync("#setting-port");

        await Assertions.Expect(page.Locator(".settings-form .notice")).ToContainTextAsync("2026. aasta detsembri lõpus");
        await page.SelectOptionAsync("#provider", "gmail");
        await Assertions.Expect(page.Locator(".steps li")).ToHaveCountAsync(5);
        await page.PictureAsync("user-warning");
        await page.IsAccessibleAsync();
    }

    [Fact]
    public async Task A_user_is_removed_after_a_question()
    {
        await using var site = await TestSite.StartAsync();
        await FillAsync(site);
        var page = await chromium.OpenAsync(site.Address);
        await page.SetFirstPasswordAsync(site);
        await page.GotoAsync("/companies/firmanimi/users/MARI");
        await page.LiveAsync();

        await page.ClickAsync("#remove");
        await Assertions.Expect(page.Locator(".confirm button[type=submit]")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");

        await page.IsAtAsync("/companies/firmanimi");
        Assert.Null(await site.Service<UserCards>().FindAsync("firmanimi", "MARI", Stop));
    }

    [Fact]
    public async Task One_of_six_thousand_users_is_found_with_the_keyboard_and_the_way_back_shows_all()
    {
        await using var site = await TestSite.StartAsync();
        await FillAsync(site);
        await FillManyAsync(site);
        var page = await chromium.OpenAsync(site.Address);
        await page.SetFirstPasswordAsync(site);
        await page.GotoAsync("/companies/firmanimi");
        await page.LiveAsync();

        await page.GetByRole(AriaRole.Search, new() { Name = "Search users" }).GetByLabel("Code, name or e-mail").FocusAsync();
        await page.Keyboard.TypeAsync("kasutaja 5999");
        await page.Keyboard.PressAsync("Enter");
        await page.IsAtAsync("/companies/firmanimi?q=kasutaja+5999");
        await Assertions.Expect(page.GetByText("1 user suits the search.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".user-lines a")).ToHaveTextAsync(["U5999"]);
        await page.LiveAsync();
        await page.Locator(".filter-clear").FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.Locator(".user-lines a")).ToHaveCountAsync(200);
        await Assertions.Expect(page.GetByLabel("Code, name or e-mail")).ToHaveValueAsync("");
    }

    [Theory]
    [InlineData(1280, "en")]
    [InlineData(1280, "et")]
    [InlineData(400, "en")]
    [InlineData(400, "et")]
    public async Task Axe_finds_nothing_serious_and_nothing_overflows_where_users_are_searched(int width, string language)
    {
        await using var site = await TestSite.StartAsync();
        await FillAsync(site);
        await FillManyAsync(site);
        var page = await chromium.OpenAsync(site.Address, language, width, 844);
        await page.SetFirstPasswordAsync(site);
        foreach (var search in new[] { "", "?q=U1", "?q=kasutaja+5999", "?q=nobody" })
        {
            await page.GotoAsync("/companies/firmanimi" + search);
            await page.LiveAsync();
            await page.PictureAsync($"users-{width}-{language}{string.Concat(search.Where(char.IsLetterOrDigit))}");
            await page.IsAccessibleAsync();
            var overflow = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
            Assert.True(overflow <= 0, $"The search \"{search}\" is {overflow} pixels wider than the window.");
        }
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    public async Task Axe_finds_nothing_serious_and_nothing_overflows_on_a_page_of_companies(int width, ColorScheme scheme)
    {
        await using var site = await TestSite.StartAsync();
        await FillAsync(site);
        var page = await chromium.OpenAsync(site.Address, "et", width, 844, scheme);
        await page.SetFirstPasswordAsync(site);
        foreach (var address in new[] { "/companies", "/new-company", "/companies/firmanimi", "/companies/firmanimi/new-user", "/companies/firmanimi/users/MARI", "/companies/firmanimi/users/KARI" })
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

    private static Task FillManyAsync(TestSite site) => site.ExecuteAsync(
        """
        WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 6000)
        INSERT INTO user_cards (company, user_code, user_key, name, email, language)
        SELECT 'firmanimi', 'U' || n, 'u' || n, 'Kasutaja ' || n, 'u' || n || '@firmanimi.example', 'et' FROM numbers
        """);

    // A base user, one who inherits everything, and one who cannot send.
    private static async Task FillAsync(TestSite site)
    {
        var company = new Company { Code = "firmanimi", Name = "Firmanimi OÜ", EventAddress = "", MailUserCode = "ADMIN", Aliases = ["bounces@firmanimi.example"] };
        await site.Service<CompanyDirectory>().SaveAsync(company, "jaan", Stop);
        var editing = site.Service<CardEditing>();
        var admin = new UserCard { Company = "firmanimi", Code = "ADMIN", Email = "admin@firmanimi.example", Mode = SenderMode.Smtp, Host = "smtp.zone.eu", Port = 465, Username = "admin" };
        await editing.SaveAsync(admin, PasswordChange.To("kolm sinist"), "jaan", Stop);
        await editing.SaveAsync(new UserCard { Company = "firmanimi", Code = "MARI", Name = "Mari Maasikas", Email = "mari@firmanimi.example" }, PasswordChange.Keep, "jaan", Stop);
        await editing.SaveAsync(
            new UserCard { Company = "firmanimi", Code = "KARI", Name = new string('K', 120), Mode = SenderMode.Smtp, Username = "kari", Host = new string('h', 60) + ".example" },
            PasswordChange.Keep,
            "jaan",
            Stop);
    }
}
