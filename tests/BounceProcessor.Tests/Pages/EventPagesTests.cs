using System.Data.Common;
using System.Net;

using Dapper;

using Xunit;

namespace BounceProcessor.Tests.Pages;

public sealed class EventPagesTests
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_list_has_its_rows_in_the_first_answer()
    {
        await using var site = await TestSite.StartAsync();
        await site.FileAsync(TestSite.Report("kadri@example.net", subject: "Arve 1001"), Morning);
        using var visitor = await site.SignedInAsync();

        var page = await visitor.OpenAsync("/events");

        Assert.Contains("kadri@example.net", page.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"/events/1\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("1–1 of 1", WebUtility.HtmlDecode(page.Text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_list_says_what_to_do()
    {
        await using var site = await TestSite.StartAsync();
        using var visitor = await site.SignedInAsync();

        var page = await visitor.OpenAsync("/events");

        Assert.Contains("bounceproc mailbox test", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_reproduces_the_page_of_the_list()
    {
        await using var site = await TestSite.StartAsync();
        for (var i = 1; i <= 26; i++)
        {
            await site.FileAsync(TestSite.Report($"r{i:00}@example.net"), Morning.AddMinutes(i));
        }

        using var visitor = await site.SignedInAsync();

        var first = await visitor.OpenAsync("/events?size=25");
        var second = await visitor.OpenAsync("/events?size=25&page=2");

        Assert.Contains("r26@example.net", first.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("r01@example.net", first.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"/events?size=25&amp;page=2\"", first.Text, StringComparison.Ordinal);
        Assert.Contains("r01@example.net", second.Text, StringComparison.Ordinal);
        Assert.Contains("26–26 of 26", WebUtility.HtmlDecode(second.Text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("q=kadri", true)]
    [InlineData("q=nobody", false)]
    [InlineData("company=firmanimi", true)]
    [InlineData("company=-", false)]
    [InlineData("kind=failure", true)]
    [InlineData("kind=delay", false)]
    [InlineData("status=new", true)]
    [InlineData("status=resolved", false)]
    [InlineData("severity=no-such-severity", false)]
    [InlineData("reason=no-such-reason", false)]
    public async Task A_filter_in_the_address_restricts_the_list(string query, bool found)
    {
        await using var site = await TestSite.StartAsync();
        await site.FileAsync(TestSite.Report("kadri@example.net"), Morning);
        using var visitor = await site.SignedInAsync();

        var page = await visitor.OpenAsync("/events?" + query);

        Assert.Equal(found, page.Text.Contains("href=\"/events/1\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("page=0")]
    [InlineData("page=-3")]
    [InlineData("page=abc")]
    [InlineData("page=99999999999999999999")]
    [InlineData("size=1000000")]
    [InlineData("page=7")]
    public async Task An_address_with_nonsense_numbers_still_makes_a_page(string query)
    {
        await using var site = await TestSite.StartAsync();
        await site.FileAsync(TestSite.Report("kadri@example.net"), Morning);
        using var visitor = await site.SignedInAsync();

        Assert.Equal(HttpStatusCode.OK, (await visitor.OpenAsync("/events?" + query)).Status);
    }

    [Fact]
    public async Task One_event_shows_the_servers_words_the_original_and_the_evidence()
    {
        await using var site = await TestSite.StartAsync();
        await site.FileAsync(TestSite.Report("kadri@example.net", "550 5.1.1 no such person here", "Arve 1001"), Morning);
        using var visitor = await site.SignedInAsync();

        var page = await visitor.OpenAsync("/events/1");

        Assert.All(
            ["550 5.1.1 no such person here", "Arve 1001", "mari@firma.example.com", "mx.example.net", "mail.example.com", "2026-11-23T08:00:00Z"],
            expected => Assert.Contains(expected, page.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_mail_above_the_limit_is_marked()
    {
        await using var site = await TestSite.StartAsync();
        await site.FileAsync(TestSite.Report("kadri@example.net"), Morning, headersOnly: true);
        using var visitor = await site.SignedInAsync();

        Assert.Contains("larger than the limit", (await visitor.OpenAsync("/events/1")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/events/4711")]
    [InlineData("/events/4711/mail.eml")]
    [InlineData("/events/abc")]
    [InlineData("/nowhere")]
    public async Task What_does_not_exist_gets_a_page_that_says_so(string path)
    {
        await using var site = await TestSite.StartAsync();
        using var visitor = await site.SignedInAsync();

        var page = await visitor.OpenAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains("There is no such page", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_shows_an_id_and_not_its_cause()
    {
        await using var site = await TestSite.StartAsync();
        using var visitor = await site.SignedInAsync();

        var page = await visitor.OpenAsync("/test-fault");

        Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
        Assert.Contains("give support this id", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret cause", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_whose_stored_mail_is_damaged_is_shown_without_it()
    {
        await using var site = await TestSite.StartAsync();
        await site.FileAsync(TestSite.Report("kadri@example.net"), Morning);
        using var visitor = await site.SignedInAsync();
        await using (var connection = await site.Service<DbDataSource>().OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await connection.ExecuteAsync("UPDATE mail_contents SET compressed = x'00'");
        }

        var page = await visitor.OpenAsync("/events/1");

        Assert.Contains("kadri@example.net", page.Text, StringComparison.Ordinal);
        Assert.Contains("bytes of this mail are damaged", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_a_page_stays_in_the_browser()
    {
        await using var site = await TestSite.StartAsync();
        await site.FileAsync(TestSite.Report("kadri@example.net"), Morning);
        using var visitor = await site.SignedInAsync();

        foreach (var path in new[] { "/events", "/events/1", "/events/1/mail.eml" })
        {
            Assert.Contains("no-store", (await visitor.OpenAsync(path)).Headers["Cache-Control"], StringComparison.Ordinal);
        }
    }
}
