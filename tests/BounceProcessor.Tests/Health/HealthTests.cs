using System.Globalization;
using System.Net;
using System.Text.Json;

using BounceProcessor.Host.Health;
using BounceProcessor.Tests.Commands;
using BounceProcessor.Tests.Servers;

using Microsoft.AspNetCore.Http;

using Xunit;

namespace BounceProcessor.Tests.Health;

public sealed class HealthTests : IDisposable
{
    private readonly Commands.TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_service_tells_how_it_does_to_a_page_a_command_and_a_collector_of_metrics()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "mails"));
        var file = Configuration(""" "good": { "Kind": "Folder", "Path": "mails", "Interval": "00:00:01" } """);
        using var service = await ServiceRun.StartAsync(_folder.Path, file);

        var answer = await service.UntilAsync("/health", text => text.Contains("\"lastSuccess\": \"", StringComparison.Ordinal));
        var command = await Run.HereAsync("health", "--config", file);
        var metrics = await service.GetAsync("/metrics");

        using var json = JsonDocument.Parse(answer.Text);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("Healthy", json.RootElement.GetProperty("status").GetString());
        Assert.Equal(
            ["alerts", "database", "disk", "mailboxes", "outbox", "quarantine", "rules"],
            json.RootElement.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("name").GetString()).Order());
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/health/live")).Status);
        Assert.Equal(HttpStatusCode.OK, (await service.GetAsync("/health/ready")).Status);
        Assert.Equal(0, command.Code);
        Assert.Contains("mailboxes   Healthy    1 polled", command.Output, StringComparison.Ordinal);
        foreach (var series in new[]
        {
            "bounceprocessor_mailbox_age_seconds{", "bounceprocessor_intake_runs_total{", "bounceprocessor_intake_run_duration_seconds_bucket{",
            "le=\"600\"", "bounceprocessor_alerts_open{", "condition=\"poll-silence\"", "bounceprocessor_database_usable",
        })
        {
            Assert.Contains(series, metrics.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_mailbox_that_cannot_be_polled_becomes_an_alert_event_a_state_and_a_metric()
    {
        var port = FreePorts.Take(1)[0].ToString(CultureInfo.InvariantCulture);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "mails"));
        var file = Configuration(
            $$""" "good": { "Kind": "Folder", "Path": "mails", "Interval": "00:00:01" }, "dead": { "Host": "127.0.0.1", "Port": {{port}}, "Tls": "None", "Username": "u", "Password": "p", "Interval": "00:00:01" } """,
            """ "Alerts": { "Interval": "00:00:01", "PollSilence": "00:00:01" }, """);
        using var service = await ServiceRun.StartAsync(_folder.Path, file);

        var answer = await service.UntilAsync("/health", text => text.Contains("poll-silence of dead", StringComparison.Ordinal));
        var command = await Run.HereAsync("health", "--config", file);
        var events = await Run.HereAsync("events", "list", "--kind", "alert", "--config", file);
        var metrics = await service.GetAsync("/metrics");

        Assert.Contains("\"status\": \"Degraded\"", answer.Text, StringComparison.Ordinal);
        Assert.Equal(3, command.Code);
        Assert.Contains("poll-silence", events.Output, StringComparison.Ordinal);
        Assert.Contains("Mailbox \"dead\" is not being polled", events.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 1 event,", events.Output, StringComparison.Ordinal);
        Assert.Contains("""condition="poll-silence",mailbox="dead"} 1""", metrics.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_told_with_exit_code_5()
    {
        var file = _folder.Configuration($$""" "Web": { "Listen": "http://127.0.0.1:{{FreePorts.Take(1)[0]}}" } """);

        var run = await Run.HereAsync("health", "--config", file);

        Assert.Equal(5, run.Code);
        Assert.Contains("does not answer", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", null, true)]
    [InlineData("::1", null, true)]
    [InlineData("127.0.0.1", "203.0.113.9", false)]
    [InlineData("203.0.113.9", null, false)]
    [InlineData("192.0.2.17", null, true)]
    [InlineData("::ffff:192.0.2.17", null, true)]
    [InlineData("198.51.100.4", null, true)]
    [InlineData("198.51.100.5", null, false)]
    public void Only_this_machine_and_configured_networks_may_ask(string from, string? forwardedFor, bool allowed)
    {
        Assert.True(HealthNetworks.TryParse("192.0.2.0/24", out var network));
        Assert.True(HealthNetworks.TryParse("198.51.100.4", out var address));
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(from);
        if (forwardedFor is not null)
        {
            context.Request.Headers["X-Forwarded-For"] = forwardedFor;
        }

        Assert.Equal(allowed, new HealthNetworks([network, address]).Allows(context));
    }

    private string Configuration(string mailboxes, string sections = "") => _folder.Configuration($$"""
        "Mailboxes": { {{mailboxes}} },
        {{sections}}
        "Web": { "Listen": "http://127.0.0.1:{{FreePorts.Take(1)[0]}}" }
        """);
}
