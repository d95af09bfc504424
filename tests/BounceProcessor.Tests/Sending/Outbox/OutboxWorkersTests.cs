using System.Globalization;

using BounceProcessor.Sending.Outbox;
using BounceProcessor.Sending.Records;
using BounceProcessor.Tests.Servers;

using Microsoft.Extensions.DependencyInjection;

using Xunit;

namespace BounceProcessor.Tests.Sending.Outbox;

public sealed class OutboxWorkersTests
{
    [Fact]
    public async Task A_mail_goes_out_with_its_token_and_the_reply_is_kept()
    {
        await using var line = await OutboxLine.StartAsync();
        await line.WorkAsync();

        var mail = await line.AcceptAsync("a@example.test", "b@example.test");
        await line.UntilAsync(TransmissionState.Done, 1);

        var sent = Assert.Single(line.Sink.Mails);
        var transmission = Assert.Single(await line.Mails.TransmissionsAsync("firmanimi", mail.Id, CancellationToken.None));
        Assert.Equal("mari@firmanimi.example", sent.From);
        Assert.Equal(["a@example.test", "b@example.test"], sent.Recipients);
        Assert.Contains(transmission.Token, sent.Headers, StringComparison.Ordinal);
        Assert.Contains(mail.MessageId, sent.Headers, StringComparison.Ordinal);
        Assert.Equal((1, "4ABC"), (transmission.Attempts, transmission.QueueId));
        Assert.All(await RecipientsAsync(line, mail), recipient => Assert.Equal("accepted", recipient.State));
    }

    [Fact]
    public async Task A_refused_recipient_becomes_an_event_at_once_and_the_others_get_the_mail()
    {
        await using var line = await OutboxLine.StartAsync();
        line.Sink.RecipientAnswers["b@example.test"] = "550 5.1.1 User unknown";
        await line.WorkAsync();

        var mail = await line.AcceptAsync("a@example.test", "b@example.test");
        await line.UntilAsync(TransmissionState.Done, 1);

        Assert.Equal(["a@example.test"], Assert.Single(line.Sink.Mails).Recipients);
        var recipients = await RecipientsAsync(line, mail);
        Assert.Equal([("accepted", null), ("refused", "550 5.1.1 User unknown")], recipients.Select(recipient => (recipient.State, recipient.Reply)));
        Assert.Null(recipients[0].EventId);
        Assert.Equal([("refused", "550 5.1.1 User unknown")], (await line.Mails.HistoryAsync("firmanimi", mail.Id, CancellationToken.None)).Select(entry => (entry.Action, entry.Text)));
        Assert.Equal(
            $"{recipients[1].EventId}|b@example.test|C17",
            await line.ReadAsync<string>("SELECT id || '|' || recipient || '|' || customer FROM events"));
    }

    [Fact]
    public async Task A_recipient_that_is_put_off_waits_alone_and_goes_out_later()
    {
        await using var line = await OutboxLine.StartAsync(("FirstRetry", "00:00:01"));
        line.Sink.RecipientAnswers["b@example.test"] = "451 4.7.1 Greylisted";
        await line.WorkAsync();

        var mail = await line.AcceptAsync("a@example.test", "b@example.test");
        await OutboxLine.UntilAsync(() => Task.FromResult(!line.Sink.Mails.IsEmpty), "the first try");
        line.Sink.RecipientAnswers.Clear();
        await line.UntilAsync(TransmissionState.Done, 1);

        Assert.Equal([["a@example.test"], ["b@example.test"]], line.Sink.Mails.Select(sent => sent.Recipients));
        Assert.All(await RecipientsAsync(line, mail), recipient => Assert.Equal("accepted", recipient.State));
        var history = Assert.Single(await line.Mails.HistoryAsync("firmanimi", mail.Id, CancellationToken.None));
        Assert.Equal("deferred", history.Action);
    }

    [Fact]
    public async Task What_is_put_off_until_its_time_is_over_is_given_up_and_becomes_an_event()
    {
        await using var line = await OutboxLine.StartAsync();
        line.Sink.Answers["RCPT"] = "452 4.2.2 Mailbox full";
        var mail = await line.AcceptAsync("a@example.test");
        await line.WriteAsync("UPDATE transmissions SET expires_at = next_at + 1000");

        await line.WorkAsync();
        await line.UntilAsync(TransmissionState.Done, 1);

        var recipient = Assert.Single(await RecipientsAsync(line, mail));
        Assert.Equal(("refused", "452 4.2.2 Mailbox full"), (recipient.State, recipient.Reply));
        Assert.NotNull(recipient.EventId);
        Assert.Equal("given-up", (await line.Mails.HistoryAsync("firmanimi", mail.Id, CancellationToken.None))[^1].Action);
    }

    [Fact]
    public async Task No_reply_to_the_end_of_the_data_is_unsure_and_nothing_is_sent_again_by_itself()
    {
        await using var line = await OutboxLine.StartAsync(("FirstRetry", "00:00:01"));
        line.Sink.Answers["."] = "";
        await line.WorkAsync();

        var mail = await line.AcceptAsync("a@example.test");
        await line.UntilAsync(TransmissionState.Unsure, 1);
        line.Sink.Answers.Clear();
        await line.AcceptAsync("b@example.test");
        await line.UntilAsync(TransmissionState.Done, 1);

        Assert.Equal("unsure", Assert.Single(await RecipientsAsync(line, mail)).State);
        Assert.DoesNotContain(line.Sink.Mails, sent => sent.To == "a@example.test");
    }

    [Fact]
    public async Task A_connection_that_breaks_before_the_end_of_the_data_is_tried_again()
    {
        await using var line = await OutboxLine.StartAsync(("FirstRetry", "00:00:01"));
        line.Sink.Answers["DATA"] = "";
        await line.WorkAsync();

        var mail = await line.AcceptAsync("a@example.test");
        await OutboxLine.UntilAsync(async () => (await line.Mails.HistoryAsync("firmanimi", mail.Id, CancellationToken.None)).Count > 0, "a failed try");
        line.Sink.Answers.Clear();
        await line.UntilAsync(TransmissionState.Done, 1);

        Assert.Single(line.Sink.Mails);
    }

    [Fact]
    public async Task One_server_that_is_down_holds_up_no_other()
    {
        await using var line = await OutboxLine.StartAsync();
        await line.SaveUserAsync("juku", FreePorts.Take(1)[0]);
        await line.WorkAsync();

        var stuck = await line.AcceptAsync(OutboxLine.Request("a@example.test") with { User = "juku" });
        await OutboxLine.UntilAsync(async () => await line.ReadAsync<long>("SELECT COUNT(*) FROM outbox_servers") == 1, "the server rests");
        await line.AcceptAsync("b@example.test");
        await line.UntilAsync(TransmissionState.Done, 1);

        Assert.Equal("b@example.test", Assert.Single(line.Sink.Mails).To);
        var waiting = Assert.Single(await line.Mails.TransmissionsAsync("firmanimi", stuck.Id, CancellationToken.None));
        Assert.Equal(("waiting", 0), (waiting.State, waiting.Attempts));
        Assert.NotNull(waiting.Reply);
    }

    [Fact]
    public async Task A_server_that_wants_a_sign_in_is_asked_once_and_all_its_mails_wait()
    {
        await using var line = await OutboxLine.StartAsync();
        line.Sink.Answers["MAIL"] = "530 5.7.57 Client not authenticated to send mail";
        for (var i = 0; i < 20; i++)
        {
            await line.AcceptAsync($"a{i}@example.test");
        }

        await line.WorkAsync();
        await OutboxLine.UntilAsync(async () => await line.ReadAsync<long>("SELECT COUNT(*) FROM outbox_servers WHERE cause = 'sign-in'") == 1, "the server rests");
        await line.UntilAsync(TransmissionState.Waiting, 20);

        Assert.InRange(line.Sink.Commands.Count(command => command.StartsWith("MAIL", StringComparison.Ordinal)), 1, 4);
        Assert.Equal(0, await line.ReadAsync<long>("SELECT COUNT(*) FROM events"));
        line.Sink.Answers.Clear();
        var mail = await line.ReadAsync<long>("SELECT MIN(id) FROM sent_mails");
        await line.Control.SendNowAsync(OutboxSelection.Mail("firmanimi", mail), "mari", CancellationToken.None);
        await line.UntilAsync(TransmissionState.Done, 20);
    }

    [Fact]
    public async Task Connections_are_used_again_and_no_more_are_opened_than_allowed()
    {
        await using var line = await OutboxLine.StartAsync(("ConnectionsPerServer", "2"));
        for (var i = 0; i < 60; i++)
        {
            await line.AcceptAsync($"a{i}@example.test");
        }

        await line.WorkAsync();
        await line.UntilAsync(TransmissionState.Done, 60);

        Assert.InRange(line.Sink.Connections, 1, 2);
        Assert.Equal(60, line.Sink.Mails.Select(mail => mail.To).Distinct().Count());
    }

    [Fact]
    public async Task A_single_mail_goes_before_mass_mail_that_came_earlier()
    {
        await using var line = await OutboxLine.StartAsync(("ConnectionsPerServer", "1"));
        var requests = Enumerable.Range(0, 200).Select(i => OutboxLine.Request($"m{i}@example.test") with { BatchId = 1 }).ToArray();
        await line.Outbox.AcceptAsync(requests, null, CancellationToken.None);
        var first = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        line.Sink.OnMail = async (_, _) =>
        {
            first.TrySetResult();
            await go.Task;
            return null;
        };

        await line.WorkAsync();
        await first.Task;
        await line.AcceptAsync("single@example.test");
        go.SetResult();
        await line.UntilAsync(TransmissionState.Done, 201);

        Assert.InRange(line.Sink.Mails.Select(mail => mail.To).ToList().IndexOf("single@example.test"), 1, 20);
    }

    [Fact]
    public async Task Little_is_in_hand_before_it_is_known_how_quick_a_server_is()
    {
        await using var line = await OutboxLine.StartAsync(("ConnectionsPerServer", "1"));
        var requests = Enumerable.Range(0, 100).Select(i => OutboxLine.Request($"a{i}@example.test")).ToArray();
        await line.Outbox.AcceptAsync(requests, null, CancellationToken.None);
        var first = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        line.Sink.OnMail = async (_, _) =>
        {
            first.TrySetResult();
            await go.Task;
            return null;
        };

        await line.WorkAsync();
        await first.Task;

        Assert.InRange(await line.CountAsync(TransmissionState.Waiting), 95, 99);
        go.SetResult();
        await line.UntilAsync(TransmissionState.Done, 100);
    }

    [Fact]
    public async Task Two_processes_on_one_database_send_every_mail_once()
    {
        await using var line = await OutboxLine.StartAsync();
        var other = await line.AddProcessAsync();
        var requests = Enumerable.Range(0, 300).Select(i => OutboxLine.Request($"a{i}@example.test")).ToArray();
        await line.Outbox.AcceptAsync(requests, null, CancellationToken.None);

        await line.WorkAsync(line.Services, new OutboxProcess("one", _ => false, "boot"));
        await line.WorkAsync(other, new OutboxProcess("two", _ => false, "boot"));
        await line.UntilAsync(TransmissionState.Done, 300);

        Assert.Equal(300, line.Sink.Mails.Count);
        Assert.Equal(300, line.Sink.Mails.Select(mail => mail.To).Distinct().Count());
    }

    [Fact]
    public async Task What_a_dead_process_had_taken_waits_again_and_what_it_was_ending_is_unsure()
    {
        await using var line = await OutboxLine.StartAsync(("KeepConnection", "00:00:00"));
        var taken = await line.AcceptAsync("a@example.test");
        var ending = await line.AcceptAsync("b@example.test");
        await line.WriteAsync($"UPDATE transmissions SET owner = 'dead', state = CASE mail_id WHEN {ending.Id} THEN 'ending' ELSE 'sending' END");
        await line.WriteAsync("INSERT INTO outbox_processes (owner, until, boot) VALUES ('dead', 0, 'boot')");

        await line.WorkAsync(line.Services, new OutboxProcess("alive", owner => owner == "dead", "boot"));
        await line.UntilAsync(TransmissionState.Done, 1);

        Assert.Equal("a@example.test", Assert.Single(line.Sink.Mails).To);
        Assert.Equal("accepted", Assert.Single(await RecipientsAsync(line, taken)).State);
        Assert.Equal("unsure", Assert.Single(await RecipientsAsync(line, ending)).State);
        Assert.Equal(1, await line.CountAsync(TransmissionState.Unsure));
    }

    [Fact]
    public async Task After_a_failure_of_the_machine_all_that_was_in_hand_is_unsure()
    {
        await using var line = await OutboxLine.StartAsync();
        var taken = await line.AcceptAsync("a@example.test");
        await line.WriteAsync("UPDATE transmissions SET owner = 'dead', state = 'sending'");
        await line.WriteAsync("INSERT INTO outbox_processes (owner, until, boot) VALUES ('dead', 0, 'boot before')");

        await line.WorkAsync(line.Services, new OutboxProcess("alive", owner => owner == "dead", "boot"));
        await line.UntilAsync(TransmissionState.Unsure, 1);

        Assert.Empty(line.Sink.Mails);
        Assert.Equal("unsure", Assert.Single(await RecipientsAsync(line, taken)).State);
        Assert.Equal(
            [("unsure", "the machine failed while the sending process had the mail in hand")],
            (await line.Mails.HistoryAsync("firmanimi", taken.Id, CancellationToken.None)).Select(entry => (entry.Action, entry.Text)));
    }

    [Fact]
    public async Task A_process_that_may_live_keeps_what_it_has_until_its_lease_is_over()
    {
        await using var line = await OutboxLine.StartAsync();
        var theirs = await line.AcceptAsync("a@example.test");
        await line.WriteAsync("UPDATE transmissions SET owner = 'elsewhere', state = 'sending'");
        await line.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO outbox_processes (owner, until) VALUES ('elsewhere', {DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeMilliseconds()})"));

        await line.WorkAsync();
        await line.AcceptAsync("b@example.test");
        await line.UntilAsync(TransmissionState.Done, 1);

        Assert.Equal("sending", Assert.Single(await line.Mails.TransmissionsAsync("firmanimi", theirs.Id, CancellationToken.None)).State);
    }

    [Fact]
    public async Task A_transmission_that_another_took_over_is_dropped_before_the_end_of_the_data()
    {
        await using var line = await OutboxLine.StartAsync();
        var mail = await line.AcceptAsync("a@example.test");
        await line.WriteAsync("CREATE TRIGGER taken_over AFTER UPDATE OF state ON transmissions WHEN NEW.state = 'sending' BEGIN UPDATE transmissions SET owner = 'other' WHERE id = NEW.id; END");
        await line.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO outbox_processes (owner, until) VALUES ('other', {DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeMilliseconds()})"));

        await line.WorkAsync();
        await OutboxLine.UntilAsync(() => Task.FromResult(line.Sink.Commands.Contains("DATA")), "the data begins");
        await line.WriteAsync("DROP TRIGGER taken_over");
        await line.AcceptAsync("b@example.test");
        await line.UntilAsync(TransmissionState.Done, 1);

        Assert.DoesNotContain(line.Sink.Mails, sent => sent.To == "a@example.test");
        Assert.Equal("sending", Assert.Single(await line.Mails.TransmissionsAsync("firmanimi", mail.Id, CancellationToken.None)).State);
    }

    [Fact]
    public async Task A_stop_finishes_the_mail_that_is_under_way_and_gives_the_others_back()
    {
        await using var line = await OutboxLine.StartAsync(("ConnectionsPerServer", "1"));
        var first = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        line.Sink.OnMail = async (_, _) =>
        {
            first.TrySetResult();
            await go.Task;
            return null;
        };
        for (var i = 0; i < 5; i++)
        {
            await line.AcceptAsync($"a{i}@example.test");
        }

        var workers = await line.WorkAsync();
        await first.Task;
        var stopping = workers.StopAsync(CancellationToken.None);
        go.SetResult();
        await stopping;

        Assert.Equal((1, 4), (await line.CountAsync(TransmissionState.Done), await line.CountAsync(TransmissionState.Waiting)));
        Assert.Single(line.Sink.Mails);
    }

    [Fact]
    public async Task A_server_that_was_corrected_on_the_card_gets_the_mails_that_wait()
    {
        await using var line = await OutboxLine.StartAsync();
        await line.SaveUserAsync("juku", FreePorts.Take(1)[0]);
        var mail = await line.AcceptAsync(OutboxLine.Request("a@example.test") with { User = "juku" });
        await line.WorkAsync();
        await OutboxLine.UntilAsync(async () => await line.ReadAsync<long>("SELECT COUNT(*) FROM outbox_servers") == 1, "the server rests");

        await line.SaveUserAsync("juku", line.Sink.Port);
        await line.Control.SendNowAsync(OutboxSelection.Mail("firmanimi", mail.Id), "mari", CancellationToken.None);
        await line.UntilAsync(TransmissionState.Done, 1);

        Assert.Single(line.Sink.Mails);
    }

    private static Task<IReadOnlyList<SentRecipient>> RecipientsAsync(OutboxLine line, SentMail mail) =>
        line.Mails.RecipientsAsync("firmanimi", mail.Id, CancellationToken.None);
}
