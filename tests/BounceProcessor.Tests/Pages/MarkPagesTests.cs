using System.Net;

using BounceProcessor.Marks;

using Xunit;

namespace BounceProcessor.Tests.Pages;

public sealed class MarkPagesTests : IAsyncLifetime
{
    private TestSite? _site;

    private TestSite Site => _site ?? throw new InvalidOperationException("The site is not started.");

    public async ValueTask InitializeAsync() => _site = await TestSite.StartAsync();

    public async ValueTask DisposeAsync() => await Site.DisposeAsync();

    [Theory]
    [InlineData("/marks")]
    [InlineData("/marks/1")]
    [InlineData("/marks/marks.csv")]
    public async Task Without_a_session_the_visitor_is_sent_to_sign_in(string path)
    {
        using var visitor = Site.NewVisitor();

        var answer = await visitor.OpenAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.Contains("/sign-in?returnUrl=", answer.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_paint_of_the_list_has_the_marks_in_force()
    {
        await MarkAsync("jaan@example.net");
        await MarkAsync("gone@example.net");
        await Site.Service<AddressMarks>().ReleaseAsync("firmanimi", 2, "tiiu", null, CancellationToken.None);
        using var visitor = await Site.SignedInAsync();

        var page = await visitor.OpenAsync("/marks");
        var over = await visitor.OpenAsync("/marks?state=over");

        Assert.Contains("jaan@example.net", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("gone@example.net", page.Text, StringComparison.Ordinal);
        Assert.Contains("gone@example.net", over.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_is_filtered_by_its_address()
    {
        await MarkAsync("jaan@example.net");
        await MarkAsync("tiiu@example.org");
        using var visitor = await Site.SignedInAsync();

        var page = await visitor.OpenAsync("/marks?q=example.org&kind=by-hand");

        Assert.Contains("tiiu@example.org", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("jaan@example.net", page.Text, StringComparison.Ordinal);
        Assert.Contains("/marks/marks.csv?q=example.org&amp;kind=by-hand", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_mark_shows_its_note_as_text_and_its_history()
    {
        await MarkAsync("jaan@example.net", "<script>alert(1)</script>");
        await Site.Service<AddressMarks>().ReleaseAsync("firmanimi", 1, "tiiu", "called", CancellationToken.None);
        using var visitor = await Site.SignedInAsync();

        var page = await visitor.OpenAsync("/marks/1");

        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert(1)", page.Text, StringComparison.Ordinal);
        Assert.Contains("tiiu", page.Text, StringComparison.Ordinal);
        Assert.Contains("called", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_mark_is_not_found()
    {
        using var visitor = await Site.SignedInAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.OpenAsync("/marks/4711")).Status);
    }

    [Fact]
    public async Task The_file_holds_all_marks_and_no_formula()
    {
        for (var i = 0; i < 520; i++)
        {
            await MarkAsync($"a{i}@example.net");
        }

        await MarkAsync("=cmd@example.net", "=1+1");
        using var visitor = await Site.SignedInAsync();

        var file = await visitor.OpenAsync("/marks/marks.csv");

        var lines = file.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(522, lines.Length);
        Assert.StartsWith("address,company,kind", lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.StartsWith('=') || line.Contains(",=", StringComparison.Ordinal));
        Assert.Contains("attachment", file.Headers["Content-Disposition"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_about_no_mail_of_ours_says_that_it_cannot_be_sent_again()
    {
        await Site.FileAsync(TestSite.Report("jaan@example.net"), DateTimeOffset.UnixEpoch);
        using var visitor = await Site.SignedInAsync();

        var page = await visitor.OpenAsync("/events/1");

        Assert.Contains("there is nothing to send again", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"resend-address\"", page.Text, StringComparison.Ordinal);
    }

    private async Task MarkAsync(string address, string? note = null) => Assert.NotNull(await Site.Service<AddressMarks>().MarkAsync(
        new NewMark { Company = "firmanimi", Address = address, By = "test", Note = note }, CancellationToken.None));
}
