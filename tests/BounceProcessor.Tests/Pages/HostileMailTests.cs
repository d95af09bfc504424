using System.Net;

using Xunit;

namespace BounceProcessor.Tests.Pages;

public sealed class HostileMailTests
{
    private const string Script = "<script>alert(1)</script><img src=x onerror=alert(2)>";

    private static readonly DateTimeOffset Morning = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("/events")]
    [InlineData("/events/1")]
    public async Task Markup_in_a_mail_stays_text(string path)
    {
        await using var site = await TestSite.StartAsync();
        await site.FileAsync(TestSite.Report("kadri@example.net", "550 5.1.1 " + Script, Script), Morning);
        using var visitor = await site.SignedInAsync();

        var page = await visitor.OpenAsync(path);

        Assert.Contains("&lt;script&gt;alert(1)", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_for_markup_stays_text()
    {
        await using var site = await TestSite.StartAsync();
        using var visitor = await site.SignedInAsync();

        var page = await visitor.OpenAsync("/events?q=" + Uri.EscapeDataString("\">" + Script));

        Assert.DoesNotContain("<script>alert", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signs_that_turn_the_reading_order_become_visible()
    {
        await using var site = await TestSite.StartAsync();
        await site.FileAsync(TestSite.Report("kadri@example.net", subject: "Arve \u202Efdp.exe"), Morning);
        using var visitor = await site.SignedInAsync();

        var list = await visitor.OpenAsync("/events");
        var one = await visitor.OpenAsync("/events/1");

        Assert.All([list.Text, one.Text], text => Assert.DoesNotContain("\u202E", WebUtility.HtmlDecode(text), StringComparison.Ordinal));
        Assert.Contains("U+202E", WebUtility.HtmlDecode(list.Text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_in_a_mail_are_never_links()
    {
        await using var site = await TestSite.StartAsync();
        await site.FileAsync(TestSite.Report("kadri@example.net", "550 5.7.1 see https://evil.example/help"), Morning);
        using var visitor = await site.SignedInAsync();

        Assert.DoesNotContain("href=\"https://", (await visitor.OpenAsync("/events/1")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_raw_mail_comes_whole_and_only_as_a_download()
    {
        await using var site = await TestSite.StartAsync();
        var mail = TestSite.Report("kadri@example.net");
        await site.FileAsync(mail, Morning);
        using var visitor = await site.SignedInAsync();

        var answer = await visitor.OpenAsync("/events/1/mail.eml");

        Assert.Equal(mail.ReplaceLineEndings("\r\n"), answer.Text);
        Assert.Equal("application/octet-stream", answer.Headers["Content-Type"]);
        Assert.StartsWith("attachment; filename=event-1.eml", answer.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
    }

    [Fact]
    public async Task A_long_raw_mail_is_shown_up_to_its_limit()
    {
        await using var site = await TestSite.StartAsync();
        var end = "the very end of it";
        await site.FileAsync(TestSite.Report("kadri@example.net") + new string('x', 70_000) + end, Morning);
        using var visitor = await site.SignedInAsync();

        var page = await visitor.OpenAsync("/events/1");

        Assert.Contains("first 64 KiB", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(end, page.Text, StringComparison.Ordinal);
    }
}
