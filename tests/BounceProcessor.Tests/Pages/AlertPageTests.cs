using System.Data.Common;
using System.Net;

using BounceProcessor.Alerts;
using BounceProcessor.Events;

using Xunit;

namespace BounceProcessor.Tests.Pages;

public sealed class AlertPageTests
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("en", "A mailbox is not being polled", "The alert resolves itself with the next successful poll")]
    [InlineData("et", "Postkasti ei loeta", "Häire laheneb ise, kui lugemine jälle õnnestub")]
    public async Task An_alert_has_its_title_and_advice_in_the_language_of_the_page(string language, string title, string advice)
    {
        await using var site = await TestSite.StartAsync();
        await RaiseAsync(site);
        using var visitor = await site.SignedInAsync();
        await visitor.OpenAsync($"/language/{language}");

        var list = WebUtility.HtmlDecode((await visitor.OpenAsync("/events?kind=alert")).Text);
        var page = WebUtility.HtmlDecode((await visitor.OpenAsync("/events/1")).Text);

        Assert.Contains("href=\"/events/1\"", list, StringComparison.Ordinal);
        Assert.Contains(title, list, StringComparison.Ordinal);
        Assert.Contains($"<h1>{title}</h1>", page, StringComparison.Ordinal);
        Assert.Contains(advice, page, StringComparison.Ordinal);
        Assert.Contains("has not been polled for 1 h", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_filters_by_what_an_alert_is_about()
    {
        await using var site = await TestSite.StartAsync();
        await RaiseAsync(site);
        await site.FileAsync(TestSite.Report("kadri@example.net"), Morning);
        using var visitor = await site.SignedInAsync();

        var page = await visitor.OpenAsync("/events?reason=poll-silence");

        Assert.Contains("href=\"/events/1\"", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/events/2\"", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_raw_mail_of_an_alert_can_be_downloaded_as_any_other()
    {
        await using var site = await TestSite.StartAsync();
        await RaiseAsync(site);
        using var visitor = await site.SignedInAsync();

        var mail = await visitor.OpenAsync("/events/1/mail.eml");

        Assert.Contains("has not been polled for 1 h", mail.Text, StringComparison.Ordinal);
    }

    private static async Task RaiseAsync(TestSite site)
    {
        await using var connection = await site.Service<DbDataSource>().OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await new AlertEvents(transaction, Morning, CancellationToken.None).AddAsync(new NewAlert
        {
            Company = "firmanimi",
            Mailbox = "events",
            Condition = AlertCondition.PollSilence,
            Severity = "block",
            Fixer = "our-admin",
            Title = "Mailbox \"events\" is not being polled",
            Text = "Mailbox \"events\" has not been polled for 1 h.",
            At = Morning,
        });
        await transaction.CommitAsync();
    }
}
