using System.Data.Common;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Events;
using BounceProcessor.Matching;
using BounceProcessor.Sending.Resending;
using BounceProcessor.Tests.Matching;
using BounceProcessor.Tokens;

using Dapper;

using Xunit;

namespace BounceProcessor.Tests.Pages;

/// <summary>What the pages say of the sent mail that an event is about.</summary>
public sealed class EventSentTests
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_proved_event_shows_its_sent_mail_and_what_proved_means_in_both_languages()
    {
        await using var site = await TestSite.StartAsync();
        var (token, messageId) = await SendAsync(site);
        await FileAsync(site, new ReportText { To = ReportText.Back(token), MessageId = messageId, Recipients = ["ann@example.net"] });
        using var visitor = await site.SignedInAsync();

        var english = (await visitor.OpenAsync("/events/1")).Text;
        await visitor.OpenAsync("/language/et?returnUrl=%2Fevents%2F1");
        var estonian = (await visitor.OpenAsync("/events/1")).Text;

        Assert.All(
            ["Proved", "A valid token of our mail came back", "(transmission 70)", "href=\"/outbox/7\"", "Directo-Reply-To", "Ann@Example.net", "MARI", "C1024", "invoice 1024", "Arve 1024"],
            expected => Assert.Contains(expected, english, StringComparison.Ordinal));
        Assert.All(["Tõendatud", "kehtiv tunnus", "Saadeti aadressile"], expected => Assert.Contains(expected, System.Net.WebUtility.HtmlDecode(estonian), StringComparison.Ordinal));
        Assert.DoesNotContain("may have forged it", english, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suspicious_event_is_marked_in_the_list_and_on_its_page_and_shows_no_mail()
    {
        await using var site = await TestSite.StartAsync();
        var (token, _) = await SendAsync(site);
        await FileAsync(site, new ReportText { To = ReportText.Back(token[..^1] + (token[^1] == 'a' ? 'b' : 'a')), Recipients = ["ann@example.net"] });
        await FileAsync(site, new ReportText { Recipients = ["bob@example.net"] });
        using var visitor = await site.SignedInAsync();

        var list = (await visitor.OpenAsync("/events?trust=suspicious")).Text;
        var page = (await visitor.OpenAsync("/events/1")).Text;

        Assert.Contains("trust-suspicious", list, StringComparison.Ordinal);
        Assert.Contains("ann@example.net", list, StringComparison.Ordinal);
        Assert.DoesNotContain("bob@example.net", list, StringComparison.Ordinal);
        Assert.Contains("Somebody may have forged it", page, StringComparison.Ordinal);
        Assert.Contains("we did not sign it", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/outbox/", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_whose_mail_was_sent_again_links_the_new_mail_with_its_address_and_state()
    {
        await using var site = await TestSite.StartAsync();
        await site.BounceAsync("ann@exmaple.net");
        await site.Service<MailResend>().SendAsync(new ResendRequest(1, "ann@example.net", "mari"), CancellationToken.None);
        using var visitor = await site.SignedInAsync();

        var page = (await visitor.OpenAsync("/events/1")).Text;

        Assert.Contains("Sent again", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/outbox/2\"", page, StringComparison.Ordinal);
        Assert.Contains("ann@example.net", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/events/1\"", (await visitor.OpenAsync("/outbox/2")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trust=proved", 1)]
    [InlineData("trust=unmatched", 1)]
    [InlineData("trust=likely", 0)]
    [InlineData("user=MARI", 1)]
    [InlineData("customer=C1024", 1)]
    [InlineData("document=invoice+1024", 1)]
    [InlineData("customer=C1", 0)]
    public async Task The_list_is_filtered_by_trust_user_customer_and_document(string query, int rows)
    {
        await using var site = await TestSite.StartAsync();
        var (token, _) = await SendAsync(site);
        await FileAsync(site, new ReportText { To = ReportText.Back(token), Recipients = ["ann@example.net"] });
        await FileAsync(site, new ReportText { Recipients = ["bob@example.net"] });
        using var visitor = await site.SignedInAsync();

        var list = (await visitor.OpenAsync("/events?" + query)).Text;

        Assert.Equal(rows, list.Split("row-link").Length - 1);
    }

    private static async Task<(string Token, string MessageId)> SendAsync(TestSite site)
    {
        var tokens = site.Service<SignedTokens>();
        await tokens.PrepareAsync(CancellationToken.None);
        var token = tokens.Issue(TokenKind.Transmission, "firmanimi", 70);
        var messageId = $"{tokens.Issue(TokenKind.Mail, "firmanimi", 7)}@{MatchLine.Domain}";
        await using var connection = await site.Service<DbDataSource>().OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            INSERT INTO sent_mails (id, company, user_code, message_id, mode, from_address, subject, customer, document, size_bytes, accepted_at)
            VALUES (7, 'firmanimi', 'MARI', @messageId, 'directo-reply-to', 'firmanimi@event.data.directo.ee', 'Arve 1024', 'C1024', 'invoice 1024', 1, 1700000000000);
            INSERT INTO transmissions (id, company, mail_id, user_code, envelope_sender, token, server, state, priority, next_at, expires_at, changed_at)
            VALUES (70, 'firmanimi', 7, 'MARI', 'x', @token, 'localhost:25', 'done', 0, 0, 0, 0);
            INSERT INTO sent_recipients (id, company, mail_id, transmission_id, kind, address, address_key, state, changed_at)
            VALUES (700, 'firmanimi', 7, 70, 'to', 'Ann@Example.net', 'ann@example.net', 'accepted', 0);
            """,
            new { messageId, token });
        return (token, messageId);
    }

    private static async Task FileAsync(TestSite site, ReportText report)
    {
        var bytes = report.Bytes();
        var diagnosis = new MailDiagnoser(RuleBook.Embedded).Diagnose(bytes, CancellationToken.None);
        var filing = site.Service<MatchedFiling>();
        await using var connection = await site.Service<DbDataSource>().OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var matched = await filing.MatchAsync([NewMail.Prepare("firmanimi", "test", Morning, bytes, headersOnly: false, diagnosis)], transaction, CancellationToken.None);
        await filing.FileAsync(matched, transaction, CancellationToken.None);
        await transaction.CommitAsync();
    }
}
