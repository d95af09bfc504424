using System.Net;

using BounceProcessor.Tests.Pages;

using Xunit;

namespace BounceProcessor.Tests.Access;

public sealed class FirstLinkTests
{
    [Fact]
    public async Task The_first_link_sets_the_password_and_signs_in()
    {
        await using var site = await TestSite.StartAsync();
        using var visitor = site.NewVisitor();

        await visitor.OpenAsync(site.FirstLink ?? "");
        var answer = await visitor.SubmitAsync("first", ("new-password", TestSite.Password), ("repeated", TestSite.Password));

        Assert.Equal("/events", PathOf(answer));
        Assert.Equal(HttpStatusCode.OK, (await visitor.OpenAsync("/events")).Status);
    }

    [Fact]
    public async Task The_first_link_works_once()
    {
        await using var site = await TestSite.StartAsync();
        using var first = await site.SignedInAsync();
        using var second = site.NewVisitor();

        var page = await second.OpenAsync(site.FirstLink ?? "");

        Assert.DoesNotContain("new-password", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_opened_the_first_link_set_one_password()
    {
        await using var site = await TestSite.StartAsync();
        using var quick = site.NewVisitor();
        using var slow = site.NewVisitor();
        await quick.OpenAsync(site.FirstLink ?? "");
        await slow.OpenAsync(site.FirstLink ?? "");
        await quick.SubmitAsync("first", ("new-password", TestSite.Password), ("repeated", TestSite.Password));

        await slow.SubmitAsync("first", ("new-password", "another password"), ("repeated", "another password"));

        using var later = site.NewVisitor();
        Assert.NotEqual(HttpStatusCode.Redirect, (await later.SignInAsync("admin", "another password")).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await later.SignInAsync("admin", TestSite.Password)).Status);
    }

    [Fact]
    public async Task A_link_of_the_start_before_is_dead()
    {
        var before = await TestSite.StartAsync();
        var old = before.FirstLink ?? "";
        await using var site = await before.RestartAsync();
        using var visitor = site.NewVisitor();

        var page = await visitor.OpenAsync(old);

        Assert.DoesNotContain("new-password", page.Text, StringComparison.Ordinal);
        Assert.NotEqual(old, site.FirstLink);
        Assert.Contains("new-password", (await visitor.OpenAsync(site.FirstLink ?? "")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_link_is_printed_once_there_is_a_password()
    {
        var before = await TestSite.StartAsync();
        (await before.SignedInAsync()).Dispose();

        await using var site = await before.RestartAsync();

        Assert.Empty(site.Console);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?token=")]
    [InlineData("?token=0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task A_guessed_token_opens_nothing(string query)
    {
        await using var site = await TestSite.StartAsync();
        using var visitor = site.NewVisitor();

        var page = await visitor.OpenAsync("/sign-in/first" + query);

        Assert.DoesNotContain("new-password", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kort", "kort")]
    [InlineData("long enough one", "long enough two")]
    public async Task A_short_or_mistyped_password_is_not_set(string password, string repeated)
    {
        await using var site = await TestSite.StartAsync();
        using var visitor = site.NewVisitor();
        await visitor.OpenAsync(site.FirstLink ?? "");

        var answer = await visitor.SubmitAsync("first", ("new-password", password), ("repeated", repeated));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("role=\"alert\"", answer.Text, StringComparison.Ordinal);
        Assert.Contains("new-password", answer.Text, StringComparison.Ordinal);
    }

    private static string PathOf(Visitor.Answer answer) => new Uri(new Uri("http://site"), answer.Location ?? "").PathAndQuery;
}
