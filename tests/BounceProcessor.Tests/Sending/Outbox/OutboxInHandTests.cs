using System.Data.Common;

using BounceProcessor.Events;
using BounceProcessor.Sending.Outbox;
using BounceProcessor.Sending.Records;

using Microsoft.Extensions.DependencyInjection;

using Xunit;

namespace BounceProcessor.Tests.Sending.Outbox;

public sealed class OutboxInHandTests
{
    [Fact]
    public async Task A_mail_in_hand_when_the_database_fails_is_taken_up_again()
    {
        await using var line = await OutboxLine.StartAsync();
        line.Sink.Answers["220"] = "421 4.3.2 Closing";
        await line.WriteAsync("CREATE TRIGGER full BEFORE INSERT ON outbox_servers BEGIN SELECT RAISE(ABORT, 'disk full'); END");
        await line.AcceptAsync("a@example.test");
        await line.AcceptAsync("b@example.test");

        await line.WorkAsync();
        await OutboxLine.UntilAsync(() => Task.FromResult(line.Sink.Connections > 2), "the server is asked again though that could not be stored");
        await line.WriteAsync("DROP TRIGGER full");
        await OutboxLine.UntilAsync(async () => await line.ReadAsync<long>("SELECT COUNT(*) FROM outbox_servers") == 1, "the server rests");

        await line.UntilAsync(TransmissionState.Waiting, 2);
    }

    [Fact]
    public async Task A_server_that_goes_away_after_its_connections_were_closed_rests()
    {
        await using var line = await OutboxLine.StartAsync(("ConnectionsPerServer", "4"), ("KeepConnection", "00:00:00.1"));
        var go = new TaskCompletionSource();
        line.Sink.OnMail = async (_, _) =>
        {
            await go.Task;
            return null;
        };
        await line.Outbox.AcceptAsync([.. Enumerable.Range(0, 40).Select(i => OutboxLine.Request($"a{i}@example.test"))], null, CancellationToken.None);
        await line.WorkAsync();
        await OutboxLine.UntilAsync(() => Task.FromResult(line.Sink.Connections > 1), "several connections");
        go.SetResult();
        await line.UntilAsync(TransmissionState.Done, 40);

        await OutboxLine.UntilAsync(
            () => Task.FromResult(line.Sink.Commands.Count(command => command.StartsWith("QUIT", StringComparison.Ordinal)) == line.Sink.Connections),
            "the connections are closed");

        line.Sink.Answers["220"] = "421 4.3.2 Closing";
        await line.AcceptAsync("late@example.test");
        await OutboxLine.UntilAsync(async () => await line.ReadAsync<long>("SELECT COUNT(*) FROM outbox_servers") == 1, "the server rests");
    }

    [Fact]
    public async Task One_stored_mail_that_is_no_mail_holds_up_no_other()
    {
        await using var line = await OutboxLine.StartAsync();
        var requests = Enumerable.Range(0, 5).Select(i => OutboxLine.Request($"a{i}@example.test")).ToArray();
        var mails = await line.Outbox.AcceptAsync(requests, null, CancellationToken.None);
        var broken = mails[2].Mail ?? throw new InvalidOperationException("not accepted");
        await line.WriteAsync($"UPDATE sent_contents SET compressed = X'{Convert.ToHexString(MailContent.Compress("no headers"u8))}' WHERE mail_id = {broken.Id}");
        await line.WriteAsync($"UPDATE sent_mails SET size_bytes = 10 WHERE id = {broken.Id}");

        await line.WorkAsync();
        await line.UntilAsync(TransmissionState.Done, 4);
        await line.UntilAsync(TransmissionState.Waiting, 1);

        Assert.DoesNotContain(line.Sink.Mails, sent => sent.To == "a2@example.test");
    }

    [Fact]
    public async Task What_was_held_and_released_while_it_was_in_hand_goes_out_once()
    {
        await using var line = await OutboxLine.StartAsync(("ConnectionsPerServer", "1"));
        var requests = Enumerable.Range(0, 20).Select(i => OutboxLine.Request($"a{i}@example.test") with { BatchId = 7 }).ToArray();
        await line.Outbox.AcceptAsync(requests, null, CancellationToken.None);
        var third = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        line.Sink.OnMail = async (_, _) =>
        {
            if (line.Sink.Mails.Count >= 3)
            {
                third.TrySetResult();
                await go.Task;
            }

            return null;
        };
        await line.WorkAsync();
        await third.Task;

        await line.WriteAsync("UPDATE transmissions SET state = 'held' WHERE state IN ('waiting', 'sending')");
        await line.WriteAsync("UPDATE transmissions SET state = 'waiting' WHERE state = 'held'");
        go.SetResult();
        await line.UntilAsync(TransmissionState.Done, 20);

        Assert.Equal(20, line.Sink.Mails.Count);
        Assert.Equal(20, line.Sink.Mails.Select(mail => mail.To).Distinct().Count());
    }

    [Fact]
    public async Task An_older_copy_in_hand_writes_nothing()
    {
        await using var line = await OutboxLine.StartAsync();
        await line.AcceptAsync("a@example.test");
        var queue = line.Services.GetRequiredService<OutboxQueue>();
        var server = await line.ReadAsync<string>("SELECT server FROM transmissions");
        var first = Assert.Single(await queue.TakeAsync(server, OutboxQueue.Priorities, 1));
        await line.WriteAsync("UPDATE transmissions SET state = 'waiting'");
        var second = Assert.Single(await queue.TakeAsync(server, OutboxQueue.Priorities, 1));

        Assert.False((await queue.StoreAsync(queue.NoteEnding(first, null))).IsOurs);
        Assert.True((await queue.StoreAsync(queue.NoteEnding(second, null))).IsOurs);
        Assert.False(await queue.SettleAsync(SettlementRule.ContentGone(first, server, "older", DateTimeOffset.UnixEpoch)));
        Assert.Equal(0, await queue.ReturnAsync([(first, null)], server, DateTimeOffset.UnixEpoch));
        Assert.Equal("ending", await line.ReadAsync<string>("SELECT state FROM transmissions"));
    }

    [Fact]
    public async Task More_than_a_transaction_takes_are_taken_in_their_order()
    {
        await using var line = await OutboxLine.StartAsync();
        await line.Outbox.AcceptAsync([.. Enumerable.Range(0, 150).Select(i => OutboxLine.Request($"a{i}@example.test"))], null, CancellationToken.None);
        var queue = line.Services.GetRequiredService<OutboxQueue>();
        var server = await line.ReadAsync<string>("SELECT MAX(server) FROM transmissions");

        var taken = await queue.TakeAsync(server, OutboxQueue.Priorities, 100);
        var rest = await queue.TakeAsync(server, OutboxQueue.Priorities, 100);

        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"a{i}@example.test"), taken.Select(one => Assert.Single(one.Recipients).Address));
        Assert.Equal(Enumerable.Range(100, 50).Select(i => $"a{i}@example.test"), rest.Select(one => Assert.Single(one.Recipients).Address));
        Assert.All(taken, one => Assert.NotNull(one.Content));
    }

    [Fact]
    public async Task What_cannot_be_read_after_it_was_taken_waits_again()
    {
        await using var line = await OutboxLine.StartAsync();
        await line.AcceptAsync("a@example.test");
        var queue = line.Services.GetRequiredService<OutboxQueue>();
        var server = await line.ReadAsync<string>("SELECT server FROM transmissions");
        await line.WriteAsync("ALTER TABLE sent_contents RENAME TO away");

        await Assert.ThrowsAnyAsync<DbException>(() => queue.TakeAsync(server, OutboxQueue.Priorities, 10));

        Assert.Equal(1, await line.CountAsync(TransmissionState.Waiting));
        await line.WriteAsync("ALTER TABLE away RENAME TO sent_contents");
        Assert.Single(await queue.TakeAsync(server, OutboxQueue.Priorities, 10));
    }

    [Fact]
    public async Task What_can_neither_be_read_nor_given_back_is_given_back_when_the_database_is_well()
    {
        await using var line = await OutboxLine.StartAsync();
        await line.AcceptAsync("a@example.test");
        var queue = line.Services.GetRequiredService<OutboxQueue>();
        var server = await line.ReadAsync<string>("SELECT server FROM transmissions");
        await line.WriteAsync("ALTER TABLE sent_contents RENAME TO away");
        await line.WriteAsync("CREATE TRIGGER full BEFORE UPDATE ON transmissions WHEN NEW.state = 'waiting' BEGIN SELECT RAISE(ABORT, 'disk full'); END");
        await Assert.ThrowsAnyAsync<DbException>(() => queue.TakeAsync(server, OutboxQueue.Priorities, 10));
        Assert.Equal(1, await line.CountAsync(TransmissionState.Sending));

        await line.WriteAsync("DROP TRIGGER full");
        await line.WriteAsync("ALTER TABLE away RENAME TO sent_contents");
        await queue.ReturnUnreadAsync();

        Assert.Equal(1, await line.CountAsync(TransmissionState.Waiting));
    }

    [Fact]
    public async Task What_was_taken_again_before_it_was_read_is_in_the_newer_hand_alone()
    {
        await using var line = await OutboxLine.StartAsync();
        await line.AcceptAsync("a@example.test");
        var server = await line.ReadAsync<string>("SELECT server FROM transmissions");
        var taken = Assert.Single(await line.Services.GetRequiredService<OutboxQueue>().TakeAsync(server, OutboxQueue.Priorities, 10)).Row;
        var mails = line.Services.GetRequiredService<TakenMails>();

        Assert.Empty(await mails.ReadAsync([(taken.Id, taken.Take - 1)]));
        Assert.Single(await mails.ReadAsync([(taken.Id, taken.Take)]));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("4")]
    public async Task A_quick_server_that_refuses_to_take_data_leaves_no_mail_in_doubt(string connections)
    {
        await using var line = await OutboxLine.StartAsync(("ConnectionsPerServer", connections));
        line.Sink.OnMail = (_, _) =>
        {
            if (line.Sink.Mails.Count == 30)
            {
                line.Sink.Answers["DATA"] = "451 4.3.0 later";
            }

            return Task.FromResult<string?>(null);
        };
        await line.Outbox.AcceptAsync([.. Enumerable.Range(0, 60).Select(i => OutboxLine.Request($"a{i}@example.test"))], null, CancellationToken.None);

        await line.WorkAsync();
        await OutboxLine.UntilAsync(async () => await line.ReadAsync<long>("SELECT COUNT(*) FROM transmissions WHERE reply LIKE '451%' OR state = 'done'") == 60, "all were tried");

        Assert.Equal(line.Sink.Mails.Count, await line.CountAsync(TransmissionState.Done));
        Assert.Equal(60 - line.Sink.Mails.Count, await line.CountAsync(TransmissionState.Waiting));
        Assert.InRange(line.Sink.Mails.Count, 30, 40);
    }
}
