using System.Data.Common;

using BounceProcessor.Sending.Outbox;
using BounceProcessor.Sending.Records;

using Dapper;

using Microsoft.Extensions.DependencyInjection;

using Xunit;

namespace BounceProcessor.Tests.Sending.Outbox;

public sealed class OutboxWriterTests
{
    [Fact]
    public async Task What_is_noted_while_another_writes_is_written_after_it()
    {
        await using var line = await OutboxLine.StartAsync();
        var writer = line.Services.GetRequiredService<OutboxWriter>();
        var mails = await AcceptAndTakeAsync(line, 5);
        var go = new TaskCompletionSource();

        var slow = writer.WriteAsync(async write =>
        {
            await go.Task;
            return await write.Connection.ExecuteScalarAsync<long>(write.Command("SELECT COUNT(*) FROM transmissions WHERE state = 'ending'", null));
        });
        var notes = mails.Select(id => writer.NoteAsync((statements, now) => statements.Ending.Execute((Row(id), "me", now)))).ToArray();
        Assert.DoesNotContain(notes, note => note.IsCompleted);
        go.SetResult();

        Assert.Equal(0, await slow);
        Assert.All(await Task.WhenAll(notes), rows => Assert.Equal(1, rows));
        Assert.Equal(5, await line.ReadAsync<long>("SELECT COUNT(*) FROM transmissions WHERE state = 'ending'"));
    }

    [Fact]
    public async Task One_note_that_fails_leaves_nothing_and_takes_no_other_with_it()
    {
        await using var line = await OutboxLine.StartAsync();
        var writer = line.Services.GetRequiredService<OutboxWriter>();
        var mails = await AcceptAndTakeAsync(line, 3);
        var go = new TaskCompletionSource();

        var slow = writer.WriteAsync(async _ =>
        {
            await go.Task;
            return true;
        });
        var notes = mails.Select((id, number) => writer.NoteAsync((statements, now) =>
            statements.Ending.Execute((Row(id), "me", now)) == 1 && number == 1 ? throw new InvalidOperationException("the second") : true)).ToArray();
        go.SetResult();
        await slow;

        Assert.True(await notes[0]);
        Assert.Equal("the second", (await Assert.ThrowsAsync<InvalidOperationException>(() => notes[1])).Message);
        Assert.True(await notes[2]);
        Assert.Equal(
            $"{mails[0]},{mails[2]}",
            await line.ReadAsync<string>("SELECT GROUP_CONCAT(id) FROM (SELECT id FROM transmissions WHERE state = 'ending' ORDER BY id)"));
    }

    [Fact]
    public async Task After_a_write_that_failed_the_next_one_works()
    {
        await using var line = await OutboxLine.StartAsync();
        var writer = line.Services.GetRequiredService<OutboxWriter>();

        await Assert.ThrowsAnyAsync<DbException>(() => writer.WriteAsync(write => write.Connection.ExecuteAsync(write.Command("UPDATE no_such_table SET id = 1", null))));
        await writer.WriteAsync(write => write.Connection.ExecuteAsync(write.Command("INSERT INTO outbox_processes (owner, until) VALUES ('me', 1)", null)));

        Assert.Equal("me", await line.ReadAsync<string>("SELECT owner FROM outbox_processes"));
    }

    private static Transmission Row(long id) => new()
    {
        Id = id,
        Company = "firmanimi",
        MailId = id,
        EnvelopeSender = "",
        Token = "",
        Server = "",
        State = "sending",
        Priority = 0,
        Attempts = 0,
        NextAt = default,
        ExpiresAt = default,
        ChangedAt = default,
    };

    private static async Task<long[]> AcceptAndTakeAsync(OutboxLine line, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await line.AcceptAsync($"a{i}@example.test");
        }

        await line.WriteAsync("UPDATE transmissions SET state = 'sending', owner = 'me'");
        return [.. Enumerable.Range(1, count).Select(id => (long)id)];
    }
}
