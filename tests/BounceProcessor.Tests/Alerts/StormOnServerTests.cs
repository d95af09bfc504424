using System.Net;

using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Commands;
using BounceProcessor.Tests.Health;
using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Alerts;

/// <summary>The behaviours of a storm, not its times: <c>storm</c> of the benchmarks measures a hundred thousand.</summary>
public sealed class StormOnServerTests(DovecotServer dovecot) : IDisposable
{
    private const int Bounces = 1_500;

    private readonly Commands.TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_storm_in_one_mailbox_is_one_alert_few_lines_and_no_wait_for_the_others()
    {
        var stormy = await dovecot.NewMailboxAsync();
        var quiet = await dovecot.NewMailboxAsync();
        var file = Configuration(stormy, quiet);
        using var service = await ServiceRun.StartAsync(_folder.Path, file);

        var storm = dovecot.DeliverAsync(stormy, Enumerable.Range(0, Bounces).Select(PostfixBounce.Text));
        await service.UntilAsync("/health", text => text.Contains("storm of stormy", StringComparison.Ordinal));
        await dovecot.DeliverAsync(quiet, PostfixBounce.Text(Bounces));
        await service.UntilAsync("/metrics", text => text.Contains("""mailbox="quiet",outcome="bounce"} 1""", StringComparison.Ordinal));
        var page = await service.GetAsync("/sign-in");
        await storm;
        await service.UntilAsync("/metrics", text => text.Contains($$"""mailbox="stormy",outcome="bounce"} {{Bounces}}""", StringComparison.Ordinal));
        var alerts = await Run.HereAsync("events", "list", "--kind", "alert", "--config", file);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("1 of 1 event,", alerts.Output, StringComparison.Ordinal);
        Assert.InRange(service.Said.Count(line => line.Contains("stormy", StringComparison.Ordinal)), 1, Bounces / 10);
    }

    private string Configuration(MailboxOptions stormy, MailboxOptions quiet) => _folder.Configuration($$"""
        "Mailboxes": { "stormy": {{Box(stormy)}}, "quiet": {{Box(quiet)}} },
        "Polling": { "MaxParallel": 2 },
        "Alerts": { "Interval": "00:00:01", "StormMails": 300 },
        "Logging": { "LogLevel": { "Default": "Information", "Microsoft": "Warning", "Quartz": "Warning" } },
        "Web": { "Listen": "http://127.0.0.1:0" }
        """);

    private static string Box(MailboxOptions box) => ProductProcess.Box(box.Port, box.Username, "Flag").ToJsonString();
}
