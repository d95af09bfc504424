using System.Net;

using BounceProcessor.Intake.Quarantine;
using BounceProcessor.Polling;
using BounceProcessor.Rules;
using BounceProcessor.Tests.Intake;
using BounceProcessor.Tests.Rules;

using Xunit;

namespace BounceProcessor.Tests.Pages;

public sealed class ServicePagesTests : IAsyncLifetime
{
    private readonly ScriptedMailSource _source = new ScriptedMailSource().With(
        BounceText.Failure("one", "a@example.net"), BounceText.Failure("<script>two</script>", "b@example.net"));

    private TestSite? _site;

    private TestSite Site => _site ?? throw new InvalidOperationException("The site is not started.");

    public async ValueTask InitializeAsync() => _site = await TestSite.StartAsync();

    public async ValueTask DisposeAsync() => await Site.DisposeAsync();

    [Theory]
    [InlineData("/mailboxes")]
    [InlineData("/runs")]
    [InlineData("/runs/1")]
    [InlineData("/quarantine")]
    [InlineData("/quarantine/1")]
    [InlineData("/quarantine/1/mail.eml")]
    public async Task Without_a_session_the_visitor_is_sent_to_sign_in(string path)
    {
        using var visitor = Site.NewVisitor();

        var answer = await visitor.OpenAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.Contains("/sign-in?returnUrl=", answer.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mailboxes_show_their_last_runs_their_fault_and_their_quarantine()
    {
        await Site.SetAsideAsync(_source);
        await Site.FailAsync("catch-all", "Mailbox \"catch-all\": no answer from <imap.example.org>.");
        using var visitor = await Site.SignedInAsync();

        var page = await visitor.OpenAsync("/mailboxes");

        Assert.Contains("2 in all, 1 failing", page.Text, StringComparison.Ordinal);
        Assert.Contains("no answer from &lt;imap.example.org&gt;.", page.Text, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/quarantine\">1</a>", page.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"/runs/1\"", page.Text, StringComparison.Ordinal);
        Assert.True(page.Text.IndexOf(">catch-all<", StringComparison.Ordinal) < page.Text.IndexOf(">events-eu<", StringComparison.Ordinal), "What fails stands first.");
    }

    [Fact]
    public async Task A_mailbox_that_rests_shows_its_next_try_and_one_that_is_read_who_reads_it()
    {
        var next = new DateTimeOffset(2026, 11, 23, 8, 15, 30, TimeSpan.Zero);
        await Site.Service<MailboxStates>().ChangeAsync("catch-all", "", state => state with { NextTryAt = next }, CancellationToken.None);
        await Site.Service<MailboxLeases>().TryTakeAsync("events-eu", LeaseOwner.Current, CancellationToken.None);
        using var visitor = await Site.SignedInAsync();

        var page = await visitor.OpenAsync("/mailboxes");

        Assert.Contains("23 Nov 2026 10:15:30 UTC+02:00", WebUtility.HtmlDecode(page.Text), StringComparison.Ordinal);
        Assert.Contains($"process {Environment.ProcessId} on {Environment.MachineName}", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_that_are_refused_are_told_with_their_faults_beside_those_in_force()
    {
        Directory.CreateDirectory(Site.RulesFolder);
        var file = Path.Combine(Site.RulesFolder, "mine.json");
        await File.WriteAllTextAsync(file, OperatorFolder.Rule("mine", "user unknown"), TestContext.Current.CancellationToken);
        Assert.Equal(1, Site.Service<RulesInForce>().State.OperatorRules);
        await File.WriteAllTextAsync(file, OperatorFolder.Rule("mine", "User Unknown or not"), TestContext.Current.CancellationToken);
        await LookUntilRefusedAsync();
        using var visitor = await Site.SignedInAsync();

        var page = await visitor.OpenAsync("/mailboxes");

        Assert.Contains("What lies in the folder now is not in force", page.Text, StringComparison.Ordinal);
        Assert.Contains("operator/mine.json, line 1", page.Text, StringComparison.Ordinal);
        Assert.Contains("<dt>Own rules in force</dt><dd>1</dd>", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_runs_show_their_sums_newest_first_and_filter_by_mailbox_and_faults()
    {
        await Site.SetAsideAsync(_source);
        await Site.FailAsync("catch-all", "Mailbox \"catch-all\": no answer.");
        await Site.RunAsync("events-eu", _source);
        await Site.RunAsync("events-eu", _source);
        using var visitor = await Site.SignedInAsync();

        var all = await visitor.OpenAsync("/runs");
        var one = await visitor.OpenAsync("/runs?mailbox=events-eu");
        var faults = await visitor.OpenAsync("/runs?faults=1");

        Assert.Contains("1–3 of 3", WebUtility.HtmlDecode(all.Text), StringComparison.Ordinal);
        Assert.Contains("2 runs, the last", all.Text, StringComparison.Ordinal);
        Assert.Contains("1–2 of 2", WebUtility.HtmlDecode(one.Text), StringComparison.Ordinal);
        Assert.Contains("1–2 of 2", WebUtility.HtmlDecode(faults.Text), StringComparison.Ordinal);
        Assert.Contains("no answer.", faults.Text, StringComparison.Ordinal);
        Assert.True(all.Text.IndexOf("/runs/3", StringComparison.Ordinal) < all.Text.IndexOf("/runs/1\"", StringComparison.Ordinal), "The newest stands first.");
    }

    [Fact]
    public async Task A_killed_run_is_shown_as_killed()
    {
        await Site.RunAsync("events-eu", _source);
        await Site.ExecuteAsync("UPDATE runs SET ended_at = NULL");
        using var visitor = await Site.SignedInAsync();

        var list = await visitor.OpenAsync("/runs?faults=1");
        var page = await visitor.OpenAsync("/runs/1");

        Assert.Contains("run-killed", list.Text, StringComparison.Ordinal);
        Assert.Contains("Its process was killed.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_run_is_shown_with_all_its_sums()
    {
        await Site.SetAsideAsync(_source);
        using var visitor = await Site.SignedInAsync();

        var page = await visitor.OpenAsync("/runs/1");

        foreach (var (name, value) in new[] { ("Seen", 2), ("Known", 0), ("New", 2), ("Events added", 1) })
        {
            Assert.Contains($"<dt>{name}</dt><dd>{value}</dd>", page.Text, StringComparison.Ordinal);
        }

        Assert.Contains("<dt class=\"part\">Quarantined</dt><dd>1</dd>", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_beyond_the_last_and_numbers_that_are_none_fail_no_page()
    {
        await Site.SetAsideAsync(_source);
        using var visitor = await Site.SignedInAsync();

        foreach (var path in new[] { "/runs?page=9", "/runs?page=x", "/quarantine?page=9", "/quarantine?page=-1" })
        {
            Assert.Equal(HttpStatusCode.OK, (await visitor.OpenAsync(path)).Status);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.OpenAsync("/runs/4711")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.OpenAsync("/quarantine/4711")).Status);
    }

    [Fact]
    public async Task A_mail_in_quarantine_is_shown_with_its_fault_and_its_text_escaped()
    {
        await Site.SetAsideAsync(_source);
        using var visitor = await Site.SignedInAsync();

        var list = await visitor.OpenAsync("/quarantine");
        var page = await visitor.OpenAsync("/quarantine/1");

        Assert.Contains("1 mail<", list.Text, StringComparison.Ordinal);
        Assert.Contains("poisoned", list.Text, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;two&lt;/script&gt;", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>two", page.Text, StringComparison.Ordinal);
        Assert.Contains("   at ", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bytes_leave_the_site_only_as_a_download()
    {
        await Site.SetAsideAsync(_source);
        using var visitor = await Site.SignedInAsync();

        var answer = await visitor.OpenAsync("/quarantine/1/mail.eml");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("application/octet-stream", answer.Headers["Content-Type"]);
        Assert.StartsWith("attachment", answer.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.OpenAsync("/quarantine/17/mail.eml")).Status);
    }

    [Fact]
    public async Task What_was_discarded_is_in_the_list_only_when_asked_for()
    {
        await Site.SetAsideAsync(_source);
        await Site.Service<QuarantineStore>().DiscardAsync(1, "mari", "a test of ours", CancellationToken.None);
        using var visitor = await Site.SignedInAsync();

        Assert.Contains("No mail is in quarantine", (await visitor.OpenAsync("/quarantine")).Text, StringComparison.Ordinal);
        Assert.Contains("quarantine-discarded", (await visitor.OpenAsync("/quarantine?all=1")).Text, StringComparison.Ordinal);
        var page = await visitor.OpenAsync("/quarantine/1");
        Assert.Contains("a test of ours", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"discard\"", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_took_a_process_down_is_not_tried_from_the_page()
    {
        await Site.SetAsideAsync(_source);
        await Site.ExecuteAsync("UPDATE quarantine SET state = 'stuck'");
        using var visitor = await Site.SignedInAsync();

        var page = await visitor.OpenAsync("/quarantine/1");

        Assert.DoesNotContain("id=\"retry\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("bounceproc quarantine retry 1", page.Text, StringComparison.Ordinal);
    }

    private async Task LookUntilRefusedAsync()
    {
        var rules = Site.Service<RulesInForce>();
        for (var look = 0; rules.State.Faults.Count == 0; look++)
        {
            Assert.True(look < 600, "The rules are not looked at.");
            rules.LookAgain(CancellationToken.None);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
