using System.Data.Common;
using System.Net;

using BounceProcessor.Companies;
using BounceProcessor.Senders;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Outbox;
using BounceProcessor.Sending.Records;
using BounceProcessor.Tests.Servers;

using Dapper;

using Xunit;

namespace BounceProcessor.Tests.Pages;

public sealed class OutboxPagesTests : IAsyncLifetime
{
    private TestSite? _site;

    private TestSite Site => _site ?? throw new InvalidOperationException("The site is not started.");

    public async ValueTask InitializeAsync() => _site = await TestSite.StartAsync();

    public async ValueTask DisposeAsync() => await Site.DisposeAsync();

    [Theory]
    [InlineData("/outbox")]
    [InlineData("/outbox/1")]
    public async Task Without_a_session_the_visitor_is_sent_to_sign_in(string path)
    {
        using var visitor = Site.NewVisitor();

        var answer = await visitor.OpenAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
    }

    [Fact]
    public async Task The_first_paint_of_the_list_has_the_mails_and_filters_by_its_address()
    {
        await AcceptAsync("jaan@example.net", "Arve 1");
        await AcceptAsync("tiiu@example.net", "Arve 2");
        using var visitor = await Site.SignedInAsync();

        var all = await visitor.OpenAsync("/outbox");
        var one = await visitor.OpenAsync("/outbox?recipient=TIIU@example.net&user=mari&document=Arve%202");
        var none = await visitor.OpenAsync("/outbox?state=unsure");

        Assert.Contains("jaan@example.net", all.Text, StringComparison.Ordinal);
        Assert.Contains("tiiu@example.net", all.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("jaan@example.net", one.Text, StringComparison.Ordinal);
        Assert.Contains("tiiu@example.net", one.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("tiiu@example.net", none.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_that_may_have_gone_out_is_put_before_a_person()
    {
        var mail = await AcceptAsync("jaan@example.net", "Arve 1");
        await ExecuteAsync("UPDATE transmissions SET state = 'unsure', reply = 'the connection ended'");
        await ExecuteAsync("UPDATE sent_recipients SET state = 'unsure'");
        using var visitor = await Site.SignedInAsync();

        var list = await visitor.OpenAsync("/outbox?state=unsure");
        var page = await visitor.OpenAsync($"/outbox/{mail.Id}");

        Assert.Contains("id=\"unsure-title\"", list.Text, StringComparison.Ordinal);
        Assert.Contains("jaan@example.net", list.Text, StringComparison.Ordinal);
        Assert.Contains("id=\"do-sent\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("id=\"do-again\"", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"do-cancel\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("the connection ended", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_inside_the_operators_network_is_told_as_that_with_the_setting_in_both_languages()
    {
        await Site.ExecuteAsync("""
            INSERT INTO outbox_servers (server, faults, rest_until, cause, reply, changed_at)
            VALUES ('mail.firmanimi.example:587 mari', 1, 1, 'not-public', 'mail.firmanimi.example = 10.1.2.3', 1)
            """);
        using var visitor = await Site.SignedInAsync();

        var english = WebUtility.HtmlDecode((await visitor.OpenAsync("/outbox")).Text);
        await visitor.OpenAsync("/language/et?returnUrl=%2F");
        var estonian = WebUtility.HtmlDecode((await visitor.OpenAsync("/outbox")).Text);

        Assert.All([english, estonian], page => Assert.Contains("Sending:Connecting:AllowedNetworks", page, StringComparison.Ordinal));
        Assert.Contains("inside the operator's network", english, StringComparison.Ordinal);
        Assert.Contains("on operaatori sisevõrgus", estonian, StringComparison.Ordinal);
        Assert.DoesNotContain("refuses our sign-in", english, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_a_mail_tells_its_story_and_one_that_is_not_there_is_not_found()
    {
        var mail = await AcceptAsync("jaan@example.net", "Arve <b>1</b>");
        await Site.Service<OutboxControl>().HoldAsync(OutboxSelection.Mail("firmanimi", mail.Id), "tiiu", CancellationToken.None);
        using var visitor = await Site.SignedInAsync();

        var page = await visitor.OpenAsync($"/outbox/{mail.Id}");
        var missing = await visitor.OpenAsync("/outbox/4711");

        Assert.Contains("tiiu", page.Text, StringComparison.Ordinal);
        Assert.Contains(mail.MessageId, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>1</b>", page.Text, StringComparison.Ordinal);
        Assert.Contains("id=\"do-release\"", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, missing.Status);
    }

    private async Task<SentMail> AcceptAsync(string address, string document)
    {
        var companies = Site.Service<CompanyDirectory>();
        await companies.SaveAsync(new Company { Code = "firmanimi", Name = "Firma", EventAddress = "" }, "test", CancellationToken.None);

        // Nobody listens there: what is accepted waits.
        var card = new UserCard
        {
            Company = "firmanimi",
            Code = "mari",
            Email = "mari@firmanimi.example",
            Mode = SenderMode.Smtp,
            Host = "127.0.0.1",
            Port = FreePorts.Take(1)[0],
            Tls = SubmissionTls.None,
        };
        await Site.Service<UserCards>().SaveAsync(card, PasswordChange.Keep, "test", CancellationToken.None);
        var request = new MailRequest
        {
            Company = "firmanimi",
            User = "mari",
            Subject = document,
            Document = document,
            Text = "Tere!",
            Recipients = [new MailRecipient(RecipientKind.To, address, null)],
        };
        var acceptance = await Site.Service<MailOutbox>().AcceptAsync(request, CancellationToken.None);
        return acceptance.Mail ?? throw new InvalidOperationException(acceptance.Faults[0].Text.En);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await Site.Service<DbDataSource>().OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }
}
