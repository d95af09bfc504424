using System.Net;

using Xunit;

namespace BounceProcessor.Tests.Pages;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("et-EE,en;q=0.5", "lang=\"et\"", "Sisselogimine")]
    [InlineData("en-GB", "lang=\"en\"", "Sign in")]
    [InlineData("fi", "lang=\"en\"", "Sign in")]
    public async Task The_browser_chooses_until_somebody_does(string accepted, string language, string title)
    {
        await using var site = await TestSite.StartAsync();
        using var visitor = site.NewVisitor();
        visitor.Http.DefaultRequestHeaders.Add("Accept-Language", accepted);

        var page = await visitor.OpenAsync("/sign-in");

        Assert.Contains(language, page.Text, StringComparison.Ordinal);
        Assert.Contains($"<h1>{title}</h1>", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_switch_is_remembered_and_returns_to_the_page()
    {
        await using var site = await TestSite.StartAsync();
        using var visitor = site.NewVisitor();
        visitor.Http.DefaultRequestHeaders.Add("Accept-Language", "en");

        var answer = await visitor.OpenAsync("/language/et?returnUrl=" + Uri.EscapeDataString("/sign-in?returnUrl=%2Fevents"));

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.Equal(new Uri(site.Address, "/sign-in?returnUrl=%2Fevents"), new Uri(site.Address, answer.Location ?? ""));
        Assert.Contains("Sisselogimine", (await visitor.OpenAsync("/sign-in")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_switch_leads_to_no_other_site()
    {
        await using var site = await TestSite.StartAsync();
        using var visitor = site.NewVisitor();

        var answer = await visitor.OpenAsync("/language/et?returnUrl=//evil.example");

        Assert.Equal(new Uri(site.Address, "/events"), new Uri(site.Address, answer.Location ?? ""));
    }

    [Fact]
    public async Task Times_are_those_of_Tallinn()
    {
        await using var site = await TestSite.StartAsync();
        await site.FileAsync(TestSite.Report("kadri@example.net"), new DateTimeOffset(2026, 7, 1, 21, 30, 0, TimeSpan.Zero));
        using var visitor = await site.SignedInAsync();
        visitor.Http.DefaultRequestHeaders.Add("Accept-Language", "et");

        Assert.Contains("02.07.2026 00:30", (await visitor.OpenAsync("/events")).Text, StringComparison.Ordinal);
    }
}
