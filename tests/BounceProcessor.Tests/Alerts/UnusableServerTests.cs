using BounceProcessor.Alerts;
using BounceProcessor.Diagnosis;
using BounceProcessor.Events;
using BounceProcessor.Sending.Outbox;

using Xunit;

namespace BounceProcessor.Tests.Alerts;

public sealed class UnusableServerTests
{
    private const string Server = "smtp.example.org:587 mari@firmanimi.example";

    [Fact]
    public async Task A_server_that_refuses_the_sign_in_is_one_alert_however_often_it_is_asked()
    {
        await using var line = await AlertLine.CreateAsync();
        await RefuseAsync(line, faults: 1);
        await WaitsAsync(line, 1, "firmanimi");

        await line.LookAtServersAsync();
        await RefuseAsync(line, faults: 2);
        await line.LookAtServersAsync();
        await line.LookAsync();

        var alert = Assert.Single(await line.AlertEventsAsync());
        Assert.Equal(("sign-in-refused", "block", "new", "firmanimi", "outbox"), (alert.Reason, alert.Severity, alert.Status, alert.Company, alert.Mailbox));
        var log = Assert.Single(line.Log.Lines, text => text.Contains("sign-in-refused", StringComparison.Ordinal));
        Assert.Contains("535 5.7.8 no", log, StringComparison.Ordinal);
        Assert.DoesNotContain("mari@firmanimi.example", await line.Database.ScalarAsync<string>("SELECT mailbox FROM alerts") ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_resolved_when_the_server_lets_us_in_and_raised_anew_at_the_next_refusal()
    {
        await using var line = await AlertLine.CreateAsync();
        await RefuseAsync(line, faults: 1);
        await WaitsAsync(line, 1, "firmanimi");
        await line.LookAtServersAsync();

        await line.Database.ExecuteAsync("DELETE FROM outbox_servers");
        await line.LookAtServersAsync();
        Assert.Equal(EventStatus.Resolved, Assert.Single(await line.AlertEventsAsync()).Status);
        await RefuseAsync(line, faults: 1);
        await line.LookAtServersAsync();

        Assert.Equal(["new", "resolved"], (await line.AlertEventsAsync()).Select(alert => alert.Status).Order());
    }

    [Fact]
    public async Task Without_mail_that_waits_nobody_is_told()
    {
        await using var line = await AlertLine.CreateAsync();
        await RefuseAsync(line, faults: 1);

        await line.LookAtServersAsync();

        Assert.Empty(await line.AlertEventsAsync());
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_no_refused_sign_in()
    {
        await using var line = await AlertLine.CreateAsync();
        await RefuseAsync(line, faults: 1, cause: "connection");
        await WaitsAsync(line, 1, "firmanimi");

        await line.LookAtServersAsync();

        Assert.Empty(await line.AlertEventsAsync());
    }

    [Theory]
    [InlineData("en", "has an address inside the operator's network", "no sign-in was tried")]
    [InlineData("et", "aadress on operaatori sisevõrgus", "sisse logida ei proovitud")]
    public async Task A_server_inside_the_operators_network_is_an_alert_of_its_own_that_names_the_setting(string language, string what, string notWhat)
    {
        await using var line = await AlertLine.CreateAsync();
        line.EventOptions.Language = language;
        await RefuseAsync(line, faults: 1, cause: RestCause.NotPublic.ToCode());
        await WaitsAsync(line, 1, "firmanimi");

        await line.LookAtServersAsync();

        var alert = Assert.Single(await line.AlertEventsAsync());
        Assert.Equal(("server-not-public", "block", "new", "firmanimi", "outbox"), (alert.Reason, alert.Severity, alert.Status, alert.Company, alert.Mailbox));
        Assert.All([what, notWhat, "Sending:Connecting:AllowedNetworks"], text => Assert.Contains(text, alert.Content, StringComparison.Ordinal));
        Assert.Contains(line.Log.Lines, text => text.Contains("server-not-public", StringComparison.Ordinal) && text.Contains("Sending:Connecting:AllowedNetworks", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_cause_that_only_people_can_mend_has_an_alert_of_its_own()
    {
        var conditions = Enum.GetValues<RestCause>().Where(cause => cause != RestCause.Connection)
            .Select(cause => new UnusableServer { Server = Server, Cause = cause.ToCode(), Reply = "", RestUntil = default, Waiting = 1 }.Condition)
            .ToList();

        Assert.Equal([AlertCondition.SignInRefused, AlertCondition.ServerNotPublic, AlertCondition.ServerSetUp], conditions);
        Assert.All(conditions, condition => Assert.True(AlertCondition.IsOfServer(condition)));
    }

    [Fact]
    public async Task A_server_that_fails_otherwise_than_before_is_resolved_for_the_one_and_raised_for_the_other()
    {
        await using var line = await AlertLine.CreateAsync();
        await RefuseAsync(line, faults: 1, cause: RestCause.SetUp.ToCode());
        await WaitsAsync(line, 1, "firmanimi");
        await line.LookAtServersAsync();

        await RefuseAsync(line, faults: 1);
        await line.LookAtServersAsync();
        await line.LookAsync();

        Assert.Equal(
            [("server-set-up", "resolved"), ("sign-in-refused", "new")],
            (await line.AlertEventsAsync()).Select(alert => (alert.Reason, alert.Status)).Order());
    }

    [Fact]
    public async Task The_operators_server_with_mail_of_several_companies_is_nobodys_company()
    {
        await using var line = await AlertLine.CreateAsync();
        await RefuseAsync(line, faults: 1);
        await WaitsAsync(line, 1, "firmanimi");
        await WaitsAsync(line, 2, "teine");

        await line.LookAtServersAsync();

        Assert.Equal("", Assert.Single(await line.AlertEventsAsync()).Company);
    }

    [Fact]
    public async Task When_the_mail_was_cancelled_and_nobody_asks_any_more_it_is_over()
    {
        await using var line = await AlertLine.CreateAsync();
        await RefuseAsync(line, faults: 1);
        await WaitsAsync(line, 1, "firmanimi");
        await line.LookAtServersAsync();

        await line.Database.ExecuteAsync("UPDATE transmissions SET state = 'cancelled'");
        await line.LookAtServersAsync();
        Assert.Equal(EventStatus.New, Assert.Single(await line.AlertEventsAsync()).Status);
        line.Time.Advance(TimeSpan.FromHours(3));
        await line.LookAtServersAsync();

        Assert.Equal(EventStatus.Resolved, Assert.Single(await line.AlertEventsAsync()).Status);
    }

    private static Task RefuseAsync(AlertLine line, int faults, string cause = "sign-in") => line.Database.ExecuteAsync(FormattableString.Invariant($"""
        INSERT INTO outbox_servers (server, faults, rest_until, cause, reply, changed_at)
        VALUES ('{Server}', {faults}, {line.Time.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds()}, '{cause}', '535 5.7.8 no', {line.Time.GetUtcNow().ToUnixTimeMilliseconds()})
        ON CONFLICT (server) DO UPDATE SET faults = excluded.faults, cause = excluded.cause
        """));

    private static async Task WaitsAsync(AlertLine line, int id, string company)
    {
        await line.Database.ExecuteAsync(FormattableString.Invariant($"""
            INSERT INTO sent_mails (id, company, user_code, message_id, mode, from_address, subject, size_bytes, accepted_at)
            VALUES ({id}, '{company}', 'MARI', 'm{id}@event.example', 'smtp', 'mari@firmanimi.example', 'Arve', 1, 1)
            """));
        await line.Database.ExecuteAsync(FormattableString.Invariant($"""
            INSERT INTO transmissions (id, company, mail_id, user_code, envelope_sender, token, server, state, priority, next_at, expires_at, changed_at)
            VALUES ({id}, '{company}', {id}, 'MARI', 'mari@firmanimi.example', 't{id}', '{Server}', 'waiting', 5, 1, 1, 1)
            """));
    }
}
