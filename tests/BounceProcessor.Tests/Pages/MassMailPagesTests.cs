using System.Net;
using System.Text;

using BounceProcessor.MassMail;

using Xunit;

namespace BounceProcessor.Tests.Pages;

public sealed class MassMailPagesTests : IAsyncLifetime
{
    private TestSite? _site;

    private TestSite Site => _site ?? throw new InvalidOperationException("The site is not started.");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _site = await TestSite.StartAsync();

    public async ValueTask DisposeAsync() => await Site.DisposeAsync();

    [Theory]
    [InlineData("/mass-mail")]
    [InlineData("/mass-mail/1")]
    [InlineData("/mass-mail/1/rows/2")]
    [InlineData("/mass-mail/1/report.csv")]
    [InlineData("/new-mass-mail")]
    public async Task Without_a_session_the_visitor_is_sent_to_sign_in(string path)
    {
        using var visitor = Site.NewVisitor();

        Assert.Equal(HttpStatusCode.Redirect, (await visitor.OpenAsync(path)).Status);
    }

    [Fact]
    public async Task A_draft_shows_its_faulty_rows_first_with_number_and_cause_in_both_languages()
    {
        await Site.DraftAsync();
        using var visitor = await Site.SignedInAsync();

        var english = WebUtility.HtmlDecode((await visitor.OpenAsync("/mass-mail/1")).Text);
        await visitor.OpenAsync("/language/et?returnUrl=%2F");
        var estonian = WebUtility.HtmlDecode((await visitor.OpenAsync("/mass-mail/1")).Text);

        Assert.Contains("\"no-address\" is no e-mail address", english, StringComparison.Ordinal);
        Assert.Contains("(Text, line 1)", english, StringComparison.Ordinal);
        Assert.DoesNotContain("dee@example.net", english, StringComparison.Ordinal);
        Assert.Contains("\"no-address\" ei ole e-posti aadress", estonian, StringComparison.Ordinal);
        Assert.Contains("(Tekst, rida 1)", estonian, StringComparison.Ordinal);
        Assert.Contains(">3</td>", estonian, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_shows_the_letter_of_a_row_and_lets_nothing_out_of_its_frame()
    {
        await Site.DraftAsync();
        using var visitor = await Site.SignedInAsync();

        var page = await visitor.OpenAsync("/mass-mail/1/rows/6");
        var missing = await visitor.OpenAsync("/mass-mail/1/rows/99");

        Assert.Contains("Tere, &lt;b&gt;Dee&lt;/b&gt;!", page.Text, StringComparison.Ordinal);
        Assert.Matches("<iframe [^>]*sandbox( |=\"\"|>)", page.Text);
        Assert.Contains("&amp;lt;b&amp;gt;Dee", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, missing.Status);
    }

    [Fact]
    public async Task The_report_is_a_file_of_all_rows_in_the_language_of_the_page()
    {
        await Site.DraftAsync();
        using var visitor = await Site.SignedInAsync();
        await visitor.OpenAsync("/language/et?returnUrl=%2F");

        var report = await visitor.OpenAsync("/mass-mail/1/report.csv");

        Assert.StartsWith("attachment", report.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Equal(6, report.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("ei ole e-posti aadress", report.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_and_a_letter_become_a_draft_and_nothing_is_sent_yet()
    {
        await Site.SaveSenderAsync();
        using var visitor = await Site.SignedInAsync();

        var answer = await UploadAsync(visitor, "address;name\nann@example.net;Ann\n", ("text", "Tere, {{ name }}!"));

        Assert.Equal((HttpStatusCode.Redirect, "/mass-mail/1"), (answer.Status, new Uri(Site.Address, answer.Location).AbsolutePath));
        var batch = Assert.IsType<Batch>(await Site.Service<BatchStore>().FindAsync(null, 1, Stop));
        Assert.Equal(("draft", "admin", "Tere, {{ name }}!"), (batch.State, batch.CreatedBy, batch.TextTemplate));
    }

    [Theory]
    [InlineData("user", "NOBODY", "setting-user", "\"NOBODY\"")]
    [InlineData("name", "", "setting-name", "must be a line of 1 to 200 characters")]
    [InlineData("rate", "many", "setting-rate", "\"many\" is no number")]
    [InlineData("rate", "0", "setting-rate", "0 mails a minute is out of range")]
    [InlineData("subject", "{{ sum }}", "setting-subject", "Subject, line 1")]
    [InlineData("text", "Tere!\n{{ sum }}", "setting-text", "Text, line 2")]
    [InlineData("html", "<p>\n\n{% if name %}", "setting-html", "HTML, line 3")]
    public async Task A_fault_stands_at_its_field_and_what_was_typed_stays(string field, string value, string id, string words)
    {
        await Site.SaveSenderAsync();
        using var visitor = await Site.SignedInAsync();

        var answer = await UploadAsync(visitor, "address;name\nann@example.net;Ann\n", ("text", "Tere, kallis {{ name }}!"), (field, value));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var page = WebUtility.HtmlDecode(answer.Text);
        Assert.Contains(words, FaultOf(page, id), StringComparison.Ordinal);
        Assert.Contains($"id=\"{id}\"", page, StringComparison.Ordinal);
        Assert.Contains("aria-invalid=\"true\"", page, StringComparison.Ordinal);
        Assert.Contains(field == "text" ? value : "Tere, kallis {{ name }}!", page, StringComparison.Ordinal);
        Assert.Equal(0, (await Site.Service<BatchStore>().ListAsync(null, 1, 10, Stop)).Total);
    }

    [Theory]
    [InlineData("", "There is no file of recipients")]
    [InlineData("who;name\nann@example.net;Ann\n", "Row 1 names no column for the address")]
    [InlineData("address;name;NAME\nann@example.net;Ann;A\n", "Row 1 has more than one column")]
    public async Task A_fault_of_the_list_stands_at_the_list(string csv, string words)
    {
        await Site.SaveSenderAsync();
        using var visitor = await Site.SignedInAsync();

        var answer = await UploadAsync(visitor, csv, ("text", "Tere!"));

        Assert.Contains(words, FaultOf(WebUtility.HtmlDecode(answer.Text), "setting-recipients"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_template_file_over_the_limit_is_refused_with_the_limit_and_one_within_is_read()
    {
        await Site.SaveSenderAsync();
        using var visitor = await Site.SignedInAsync();
        await visitor.OpenAsync("/language/et?returnUrl=%2F");

        var large = await UploadAsync(visitor, "address;name\nann@example.net;Ann\n", file: ("html-file", new string('x', 1024 * 1024 + 1)));
        var fine = await UploadAsync(visitor, "address;name\nann@example.net;Ann\n", file: ("html-file", "<p>Tere, {{ name }}!</p>"));

        Assert.Contains("Failis „letter.html“ on 1048577 baiti; loetakse kuni 1048576.", FaultOf(WebUtility.HtmlDecode(large.Text), "setting-html-file"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, fine.Status);
        Assert.Equal("<p>Tere, {{ name }}!</p>", (await Site.Service<BatchStore>().FindAsync(null, 1, Stop))?.HtmlTemplate);
    }

    private static async Task<Visitor.Answer> UploadAsync(Visitor visitor, string csv, params (string Name, string Value)[] fields) => await UploadAsync(visitor, csv, null, fields);

    private static async Task<Visitor.Answer> UploadAsync(Visitor visitor, string csv, (string Name, string Text)? file, params (string Name, string Value)[] fields)
    {
        await visitor.OpenAsync("/new-mass-mail");
        var all = visitor.Hidden();
        all["_handler"] = "new-mass-mail";
        foreach (var (name, value) in new[] { ("company", "firmanimi"), ("user", "mari"), ("name", "Arved"), ("subject", "Arve"), ("duplicates", "address-and-document") }.Concat(fields))
        {
            all[name] = value;
        }

        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in all)
        {
            content.Add(new StringContent(value), name);
        }

        content.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(csv)), "recipients", "list.csv");
        if (file is var (field, text))
        {
            content.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), field, "letter.html");
        }

        return await visitor.SendAsync("/new-mass-mail", content);
    }

    private static string FaultOf(string page, string id)
    {
        var start = page.IndexOf($"id=\"{id}-fault\"", StringComparison.Ordinal);
        return start < 0 ? "" : page[start..page.IndexOf("</p>", start, StringComparison.Ordinal)];
    }
}
