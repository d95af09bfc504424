using System.Data.Common;
using System.Net;

using BounceProcessor.Companies;
using BounceProcessor.Senders;

using Dapper;

using Xunit;

namespace BounceProcessor.Tests.Pages;

public sealed class SenderPagesTests : IAsyncLifetime
{
    private TestSite? _site;

    private TestSite Site => _site ?? throw new InvalidOperationException("The site is not started.");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await TestSite.StartAsync();

    public async ValueTask DisposeAsync() => await Site.DisposeAsync();

    [Theory]
    [InlineData("/companies")]
    [InlineData("/new-company")]
    [InlineData("/companies/firmanimi")]
    [InlineData("/companies/firmanimi/new-user")]
    [InlineData("/companies/firmanimi/users/MARI")]
    public async Task Without_a_session_the_visitor_is_sent_to_sign_in(string path)
    {
        using var visitor = Site.NewVisitor();

        var answer = await visitor.OpenAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.Contains("/sign-in?returnUrl=", answer.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_paint_of_a_card_says_what_is_in_force_and_where_it_comes_from()
    {
        await FillAsync();
        using var visitor = await Site.SignedInAsync();

        var page = await visitor.OpenAsync("/companies/firmanimi/users/mari");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("smtp.zone.eu", page.Text, StringComparison.Ordinal);
        Assert.Contains("(from user ADMIN)", page.Text, StringComparison.Ordinal);
        Assert.Contains("mari@firmanimi.example", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_on_no_page()
    {
        await FillAsync();
        using var visitor = await Site.SignedInAsync();

        foreach (var path in new[] { "/companies", "/companies/firmanimi", "/companies/firmanimi/users/ADMIN", "/companies/firmanimi/users/MARI" })
        {
            Assert.DoesNotContain("kolm sinist", (await visitor.OpenAsync(path)).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_page_speaks_the_visitors_language_down_to_the_faults()
    {
        await FillAsync();
        await SaveAsync(new UserCard { Company = "firmanimi", Code = "KARI", Mode = SenderMode.Smtp });
        using var visitor = await Site.SignedInAsync();
        await visitor.OpenAsync("/language/et?returnUrl=%2F");

        var page = await visitor.OpenAsync("/companies/firmanimi/users/KARI");

        Assert.Contains("See kasutaja ei saa praegu kirju saata.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Kasutaja KARI kaardil ei ole e-posti aadressi", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_that_look_like_markup_are_shown_as_they_are()
    {
        await FillAsync();
        await SaveAsync(new UserCard { Company = "firmanimi", Code = "X&Y", Name = "<script>alert(1)</script>", Email = "x@firmanimi.example" });
        using var visitor = await Site.SignedInAsync();

        var company = await visitor.OpenAsync("/companies/firmanimi");
        var card = await visitor.OpenAsync("/companies/firmanimi/users/X&Y");

        Assert.DoesNotContain("<script>alert", company.Text + card.Text, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", card.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/companies/nobody")]
    [InlineData("/companies/firmanimi/users/NOBODY")]
    [InlineData("/companies/nobody/new-user")]
    public async Task What_is_not_there_is_told_so(string path)
    {
        await FillAsync();
        using var visitor = await Site.SignedInAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.OpenAsync(path)).Status);
    }

    [Fact]
    public async Task The_list_is_searched_by_code_name_and_address()
    {
        await FillAsync();
        await Site.Service<CompanyDirectory>().SaveAsync(new Company { Code = "puu", Name = "Puu OÜ", EventAddress = "" }, "jaan", Stop);
        using var visitor = await Site.SignedInAsync();

        var found = (await visitor.OpenAsync("/companies?q=puu%20o")).Text;

        Assert.Contains("/companies/puu", found, StringComparison.Ordinal);
        Assert.DoesNotContain("/companies/firmanimi\"", found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_company_with_six_thousand_users_shows_some_and_every_one_of_them_is_found()
    {
        await FillAsync();
        await FillManyAsync(5_998);
        await SaveAsync(new UserCard { Company = "firmanimi", Code = "ZOE", Name = "Õnne Ööbik", Email = "zoe@firmanimi.example" });
        using var visitor = await Site.SignedInAsync();

        var all = (await visitor.OpenAsync("/companies/firmanimi")).Text;
        var byCode = (await visitor.OpenAsync("/companies/firmanimi?q=zo")).Text;
        var byName = (await visitor.OpenAsync("/companies/firmanimi?q=%C3%B5nne%20%C3%B6%C3%B6")).Text;
        var byEmail = (await visitor.OpenAsync("/companies/firmanimi?q=ZOE@FIRMANIMI")).Text;

        Assert.Contains("6,001 users; the first 200 by code are shown.", all, StringComparison.Ordinal);
        Assert.DoesNotContain("zoe@firmanimi.example", all, StringComparison.Ordinal);
        Assert.All([byCode, byName, byEmail], page => Assert.Contains("zoe@firmanimi.example", page, StringComparison.Ordinal));
        Assert.All([byCode, byName, byEmail], page => Assert.Contains("1 user suits the search.", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_search_that_finds_more_users_than_are_shown_says_how_many_and_asks_to_narrow_it()
    {
        await FillAsync();
        await FillManyAsync(5_998);
        using var visitor = await Site.SignedInAsync();

        var english = (await visitor.OpenAsync("/companies/firmanimi?q=u")).Text;
        await visitor.OpenAsync("/language/et?returnUrl=%2F");
        var estonian = WebUtility.HtmlDecode((await visitor.OpenAsync("/companies/firmanimi?q=u")).Text);

        Assert.Contains("5,998 users suit the search; the first 200 are shown.", english, StringComparison.Ordinal);
        Assert.Matches("Otsingule vastab 5.998 kasutajat; näha on esimesed 200. Kitsendage otsingut", estonian);
        Assert.Equal(200, english.Split("href=\"/companies/firmanimi/users/U").Length - 1);
    }

    [Fact]
    public async Task One_company_and_several_are_counted_right_in_both_languages()
    {
        await FillAsync();
        using var visitor = await Site.SignedInAsync();

        var one = (await visitor.OpenAsync("/companies?q=firmanimi")).Text;
        await visitor.OpenAsync("/language/et?returnUrl=%2F");
        var oneInEstonian = (await visitor.OpenAsync("/companies?q=firmanimi")).Text;
        await Site.Service<CompanyDirectory>().SaveAsync(new Company { Code = "puu", Name = "Puu OÜ", EventAddress = "" }, "jaan", Stop);
        var severalInEstonian = (await visitor.OpenAsync("/companies")).Text;

        Assert.Contains(">1 company<", one, StringComparison.Ordinal);
        Assert.Contains(">1 firma<", oneInEstonian, StringComparison.Ordinal);
        Assert.Matches(">[2-9] firmat<", severalInEstonian);
    }

    [Fact]
    public async Task A_search_that_finds_no_user_says_so_and_leads_back_to_all()
    {
        await FillAsync();
        using var visitor = await Site.SignedInAsync();

        var page = (await visitor.OpenAsync("/companies/firmanimi?q=%25")).Text;

        Assert.Contains("No user suits the search.", page, StringComparison.Ordinal);
        Assert.Contains("All users", page, StringComparison.Ordinal);
        Assert.DoesNotContain("mari@firmanimi.example", page, StringComparison.Ordinal);
    }

    private async Task FillManyAsync(int users)
    {
        await using var connection = await Site.Service<DbDataSource>().OpenConnectionAsync(Stop);
        await connection.ExecuteAsync(
            """
            WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < @users)
            INSERT INTO user_cards (company, user_code, user_key, language) SELECT 'firmanimi', 'U' || n, 'u' || n, 'et' FROM numbers
            """,
            new { users });
    }

    private async Task FillAsync()
    {
        await Site.Service<CompanyDirectory>().SaveAsync(new Company { Code = "firmanimi", Name = "Firmanimi OÜ", EventAddress = "", MailUserCode = "ADMIN" }, "jaan", Stop);
        await SaveAsync(
            new UserCard { Company = "firmanimi", Code = "ADMIN", Email = "admin@firmanimi.example", Mode = SenderMode.Smtp, Host = "smtp.zone.eu", Port = 465, Username = "admin" },
            PasswordChange.To("kolm sinist"));
        await SaveAsync(new UserCard { Company = "firmanimi", Code = "MARI", Name = "Mari Maasikas", Email = "mari@firmanimi.example" });
    }

    private Task<CardSaving> SaveAsync(UserCard card, PasswordChange? password = null) =>
        Site.Service<CardEditing>().SaveAsync(card, password ?? PasswordChange.Keep, "jaan", Stop);
}
