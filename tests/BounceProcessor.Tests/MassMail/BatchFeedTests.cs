using System.Globalization;

using BounceProcessor.Marks;
using BounceProcessor.MassMail;

using Microsoft.Extensions.DependencyInjection;

using Xunit;

namespace BounceProcessor.Tests.MassMail;

public sealed class BatchFeedTests : IAsyncLifetime
{
    private MassMailLine? _line;

    private MassMailLine Line => _line ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync() => _line = await MassMailLine.StartAsync();

    public ValueTask DisposeAsync() => _line?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Every_row_becomes_one_mail_with_its_document_and_goes_behind_single_mails()
    {
        var batch = await Line.StartedAsync(Csv(120));

        await Line.FeedAllAsync(batch);

        Assert.Equal((120, 120), ((await Line.SumsAsync(batch)).Rows, (await Line.SumsAsync(batch)).Waiting));
        Assert.Equal(120, await CountAsync("SELECT COUNT(DISTINCT m.document) FROM sent_mails m JOIN batch_rows r ON r.sent_mail_id = m.id AND r.document = m.document"));
        Assert.Equal(10, await CountAsync("SELECT MIN(priority) FROM transmissions"));
        Assert.Equal(120, await CountAsync("SELECT COUNT(*) FROM sent_mails WHERE batch_id = 1 AND idempotency_key = 'mass-mail-1-' || document"));
    }

    [Fact]
    public async Task A_row_whose_address_was_marked_after_the_check_is_skipped_when_its_turn_comes()
    {
        var batch = await Line.StartedAsync(Csv(3));
        await Line.Service<AddressMarks>().MarkAsync(
            new NewMark { Company = "firmanimi", Address = "klient3@klient.example", Kind = MarkKind.Hard, By = "test" }, CancellationToken.None);

        await Line.FeedAllAsync(batch);

        Assert.Equal([(2L, "queued", null), (3L, "skipped", "address-marked"), (4L, "queued", null)], await Line.RowsAsync(batch));
    }

    [Fact]
    public async Task A_rate_holds_rows_back_and_what_was_missed_is_not_made_up_for()
    {
        var batch = await Line.StartedAsync(Csv(100), MassMailLine.Wanted() with { RatePerMinute = 60 });

        await Line.FeedAllAsync(batch);
        Assert.Equal(1, (await Line.SumsAsync(batch)).Waiting);
        Line.Time.Advance(TimeSpan.FromSeconds(3));
        await Line.FeedAllAsync(batch);
        Assert.Equal(4, (await Line.SumsAsync(batch)).Waiting);
        Line.Time.Advance(TimeSpan.FromHours(1));
        await Line.FeedAllAsync(batch);

        Assert.InRange((await Line.SumsAsync(batch)).Waiting, 8, 10);
    }

    [Fact]
    public async Task A_rate_counts_from_the_moment_it_is_set_and_is_in_the_history()
    {
        var batch = await Line.StartedAsync("address;name;document\n" + string.Concat(Enumerable.Range(1, 200).Select(row => $"a{row}@example.org;A;{row}\n")));
        await Line.FeedAsync(batch);
        var free = (await Line.SumsAsync(batch)).Queued;

        Assert.Null(await Line.Control.ThrottleAsync("firmanimi", batch.Id, 60, "mari", CancellationToken.None));
        await Line.FeedAllAsync(batch);
        var slow = (await Line.SumsAsync(batch)).Queued - free;
        Assert.Null(await Line.Control.ThrottleAsync("firmanimi", batch.Id, null, "mari", CancellationToken.None));
        await Line.FeedAllAsync(batch);

        Assert.Equal(1, slow);
        Assert.Equal(200, (await Line.SumsAsync(batch)).Queued);
        Assert.Equal(["created", "started", "throttled", "throttled"], (await Line.Store.HistoryAsync("firmanimi", batch.Id, CancellationToken.None)).Select(entry => entry.Action));
    }

    [Fact]
    public async Task A_rate_that_cannot_be_or_comes_too_late_changes_nothing()
    {
        var batch = await Line.StartedAsync("address;name;document\nana@example.org;Ana;1\n");

        var none = await Line.Control.ThrottleAsync("firmanimi", batch.Id, 0, "mari", CancellationToken.None);
        var another = await Line.Control.ThrottleAsync("lihtne", batch.Id, 5, "mari", CancellationToken.None);
        await Line.Control.StopAsync("firmanimi", batch.Id, "mari", CancellationToken.None);
        var late = await Line.Control.ThrottleAsync("firmanimi", batch.Id, 5, "mari", CancellationToken.None);

        Assert.Contains("out of range", none?.En, StringComparison.Ordinal);
        Assert.Contains("no mass mail", another?.En, StringComparison.Ordinal);
        Assert.Contains("\"stopped\"", late?.En, StringComparison.Ordinal);
        Assert.Null((await Line.FindAsync(batch)).RatePerMinute);
    }

    [Fact]
    public async Task Paused_no_row_and_no_waiting_mail_goes_and_resumed_all_do()
    {
        var batch = await Line.StartedAsync(Csv(80));
        await Line.FeedAsync(batch);

        Assert.Null(await Line.Control.PauseAsync("firmanimi", batch.Id, "mari", CancellationToken.None));
        await Line.FeedAllAsync(batch);

        Assert.Equal((50, 0), (await CountAsync("SELECT COUNT(*) FROM transmissions WHERE state = 'held'"), await CountAsync("SELECT COUNT(*) FROM transmissions WHERE state = 'waiting'")));
        Assert.Null(await Line.Control.ResumeAsync("firmanimi", batch.Id, "mari", CancellationToken.None));
        await Line.FeedAllAsync(batch);
        Assert.Equal(80, await CountAsync("SELECT COUNT(*) FROM transmissions WHERE state = 'waiting'"));
    }

    [Fact]
    public async Task After_a_long_pause_mails_have_their_whole_time_again()
    {
        var batch = await Line.StartedAsync(Csv(3));
        await Line.FeedAllAsync(batch);
        var whole = await CountAsync("SELECT MIN(expires_at - next_at) FROM transmissions");
        await Line.Database.ExecuteAsync("UPDATE transmissions SET attempts = 3, next_at = next_at + 7200000");
        await Line.Control.PauseAsync("firmanimi", batch.Id, "mari", CancellationToken.None);
        Line.Time.Advance(TimeSpan.FromDays(3));

        Assert.Null(await Line.Control.ResumeAsync("firmanimi", batch.Id, "mari", CancellationToken.None));

        var now = Line.Time.GetUtcNow().ToUnixTimeMilliseconds();
        Assert.Equal(TimeSpan.FromDays(2).TotalMilliseconds, whole);
        Assert.Equal(3, await CountAsync($"SELECT COUNT(*) FROM transmissions WHERE state = 'waiting' AND next_at = {now} AND expires_at = {now + whole}"));
    }

    [Fact]
    public async Task Resuming_leaves_held_what_a_person_held()
    {
        var batch = await Line.StartedAsync(Csv(3));
        await Line.FeedAllAsync(batch);
        await Line.Database.ExecuteAsync("""
            UPDATE transmissions SET state = 'held' WHERE id = 2;
            INSERT INTO transmission_history (company, mail_id, transmission_id, at, changed_by, action) VALUES ('firmanimi', 2, 2, 1, 'mari', 'held')
            """);

        await Line.Control.PauseAsync("firmanimi", batch.Id, "mari", CancellationToken.None);
        await Line.Control.ResumeAsync("firmanimi", batch.Id, "mari", CancellationToken.None);

        Assert.Equal("2", await Line.Database.ScalarAsync<string>("SELECT GROUP_CONCAT(id) FROM transmissions WHERE state = 'held'"));
    }

    [Fact]
    public async Task Stopped_what_did_not_go_never_goes_and_what_waits_is_cancelled()
    {
        var batch = await Line.StartedAsync(Csv(80));
        await Line.FeedAsync(batch);

        Assert.Null(await Line.Control.StopAsync("firmanimi", batch.Id, "mari", CancellationToken.None));
        await Line.FeedAllAsync(batch);

        Assert.Equal((80, 80), ((await Line.SumsAsync(batch)).Rows, (await Line.SumsAsync(batch)).Cancelled));
        Assert.Equal(50, await CountAsync("SELECT COUNT(*) FROM transmissions WHERE state = 'cancelled'"));
        Assert.NotNull(await Line.Control.ResumeAsync("firmanimi", batch.Id, "mari", CancellationToken.None));
    }

    [Fact]
    public async Task It_is_done_when_no_mail_waits_and_its_files_are_removed()
    {
        var files = new BatchFiles(AttachmentSet.None, AttachmentSet.Of([("a.pdf", () => new MemoryStream([1]))], 100));
        var batch = await Line.StartedAsync(Csv(2), files: files);
        await Line.FeedAllAsync(batch);
        Assert.Equal("running", (await Line.FindAsync(batch)).State);

        await Line.Database.ExecuteAsync("UPDATE transmissions SET state = 'done'; UPDATE sent_recipients SET state = 'accepted'");
        await Line.FeedAllAsync(batch);

        Assert.Equal(("done", 2), ((await Line.FindAsync(batch)).State, (await Line.SumsAsync(batch)).Accepted));
        Assert.Equal(0, await CountAsync("SELECT COUNT(*) FROM batch_files"));
    }

    [Fact]
    public async Task A_module_that_is_gone_pauses_it_with_the_reason()
    {
        var batch = await Line.StartedAsync(Csv(2), MassMailLine.Wanted(company: "lihtne", user: "OMA"));
        await Line.Database.ExecuteAsync("UPDATE user_cards SET mode = 'directo', host = NULL, port = NULL, tls = NULL; UPDATE batches SET user_code = 'JAAN'");

        await Line.FeedAllAsync(batch);

        var paused = await Line.FindAsync(batch);
        Assert.Equal("paused", paused.State);
        Assert.Contains("mass-mail module", paused.FaultEn, StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync("SELECT COUNT(*) FROM sent_mails"));
    }

    [Fact]
    public async Task Two_processes_put_each_row_into_the_outbox_once()
    {
        var batch = await Line.StartedAsync(Csv(300));
        await using var other = Line.OtherProcess("host|2|b");

        var first = Line.FeedAllAsync(batch);
        for (var i = 0; i < 20; i++)
        {
            await other.GetRequiredService<BatchFeed>().FeedAsync(await Line.FindAsync(batch), CancellationToken.None);
        }

        await first;
        await Line.FeedAllAsync(batch);

        Assert.Equal((300, 300), ((await Line.SumsAsync(batch)).Waiting, await CountAsync("SELECT COUNT(*) FROM sent_mails")));
    }

    [Fact]
    public async Task A_process_that_lost_it_takes_back_what_it_was_about_to_put_there()
    {
        var batch = await Line.StartedAsync(Csv(10));
        await Line.Database.ExecuteAsync("""
            CREATE TRIGGER taken_over AFTER INSERT ON sent_mails WHEN NEW.document = '5'
            BEGIN UPDATE batches SET owner = 'another|9|z' WHERE id = 1; END
            """);

        Assert.Equal(0, await Line.FeedAsync(batch));

        Assert.Equal((10, 0), ((await Line.SumsAsync(batch)).Ready, await CountAsync("SELECT COUNT(*) FROM sent_mails")));
    }

    [Fact]
    public async Task What_comes_home_later_moves_the_row_in_the_report()
    {
        var batch = await Line.StartedAsync(Csv(4));
        await Line.FeedAllAsync(batch);
        await Line.Database.ExecuteAsync("""
            UPDATE sent_recipients SET state = 'accepted';
            UPDATE sent_recipients SET returned = 'bounced', reply = '=1+1' WHERE mail_id = 2;
            UPDATE sent_recipients SET state = 'refused', reply = '550 5.1.1 no such user' WHERE mail_id = 3;
            """);
        using var text = new StringWriter();

        await Line.Service<BatchReport>().WriteAsync(batch, "et", text, CancellationToken.None);

        var sums = await Line.SumsAsync(batch);
        Assert.Equal((2, 1, 1), (sums.Accepted, sums.Bounced, sums.Refused));
        Assert.StartsWith("rida;aadress;dokument;tulemus;", text.ToString(), StringComparison.Ordinal);
        Assert.Matches("\r\n3;klient3@klient.example;3;bounced;;\"?'=1\\+1\"?;2;", text.ToString());
        foreach (var place in Enum.GetValues<RowPlace>())
        {
            var rows = await Line.Store.RowsAsync("firmanimi", batch.Id, place, 0, 100, CancellationToken.None);
            Assert.All(rows, row => Assert.Equal(place, RowPlaces.Of(row.State, row.Sending, row.Returned)));
        }
    }

    private static string Csv(int rows) =>
        "address;name;document\n" + string.Concat(Enumerable.Range(2, rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"klient{i}@klient.example;Klient {i};{i}\n")));

    private async Task<long> CountAsync(string sql) => await Line.Database.ScalarAsync<long>(sql);
}
