using BounceProcessor.Host.Health;
using BounceProcessor.Senders;
using BounceProcessor.Sending.Outbox;
using BounceProcessor.Sending.Records;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

using Xunit;

namespace BounceProcessor.Tests.Sending.Outbox;

/// <summary>As what a server that cannot be used is told.</summary>
public sealed class RestCauseTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_inside_the_operators_network_is_no_refused_sign_in_and_is_not_connected_to()
    {
        await using var line = await OutboxLine.StartAsync(("Sending:Connecting:AllowedNetworks:0", "192.0.2.1"));
        var mail = await line.AcceptAsync("a@example.test");

        await line.WorkAsync();
        var rest = await RestAsync(line);

        Assert.Equal(RestCause.NotPublic, rest.Cause);
        Assert.Equal("127.0.0.1 = 127.0.0.1", rest.Reply);
        Assert.Equal(new OutboxOptions().ServerRest, rest.RestUntil - rest.ChangedAt);
        Assert.Equal(0, line.Sink.Connections);
        await line.UntilAsync(TransmissionState.Waiting, 1);
        var waiting = Assert.Single(await line.Mails.TransmissionsAsync("firmanimi", mail.Id, Stop));
        Assert.Equal(0, waiting.Attempts);
        Assert.Contains("which is inside the operator's network", waiting.Reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_the_encryption_of_the_card_is_not_set_up_right_and_refused_no_sign_in()
    {
        await using var line = await OutboxLine.StartAsync();
        await line.Services.GetRequiredService<UserCards>().SaveAsync(
            new UserCard { Company = "firmanimi", Code = "mari", Email = "mari@firmanimi.example", Mode = SenderMode.Smtp, Host = "127.0.0.1", Port = line.Sink.Port, Tls = SubmissionTls.StartTls },
            PasswordChange.Keep,
            "test",
            Stop);
        await line.AcceptAsync("a@example.test");

        await line.WorkAsync();

        Assert.Equal(RestCause.SetUp, (await RestAsync(line)).Cause);
    }

    [Fact]
    public async Task Health_says_of_each_cause_how_many_servers_it_is_and_which_setting_opens_the_network()
    {
        await using var line = await OutboxLine.StartAsync();
        var metrics = line.Services.GetRequiredService<OutboxMetrics>();
        metrics.Look(new OutboxCount(), [Rest("a", "connection"), Rest("b", "not-public"), Rest("c", "sign-in"), Rest("d", "sign-in")]);

        var health = await new OutboxHealth(metrics, TimeProvider.System).CheckHealthAsync(new HealthCheckContext(), Stop);

        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Equal(
            "2 servers refuse the sign-in; 1 server has an address inside the operator's network (Sending:Connecting:AllowedNetworks allows it)", health.Description);
    }

    private static ServerRest Rest(string server, string cause) =>
        new() { Server = server, Faults = 1, RestUntil = DateTimeOffset.UnixEpoch, CauseCode = cause, Reply = "", ChangedAt = DateTimeOffset.UnixEpoch };

    private static async Task<ServerRest> RestAsync(OutboxLine line)
    {
        await OutboxLine.UntilAsync(async () => await line.ReadAsync<long>("SELECT COUNT(*) FROM outbox_servers") == 1, "the server rests");
        return Assert.Single(await line.Services.GetRequiredService<ServerRests>().ListAsync(Stop));
    }
}
