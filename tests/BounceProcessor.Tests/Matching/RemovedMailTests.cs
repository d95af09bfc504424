using BounceProcessor.Companies;
using BounceProcessor.Events;
using BounceProcessor.Intake;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

using Xunit;

namespace BounceProcessor.Tests.Matching;

/// <summary>Sent mails go after their time, and what still comes home about them breaks nothing.</summary>
public sealed class RemovedMailTests : IAsyncLifetime
{
    private readonly MatchLine _line = new();

    public async ValueTask InitializeAsync() => await _line.StartAsync();

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    [Fact]
    public async Task A_bounce_to_a_removed_mail_is_filed_as_unmatched_and_changes_nothing()
    {
        var mail = await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net", "bob@example.net");
        await SendLastAsync();
        await SweepAfterAsync(60, days: 30);
        Assert.Equal(1, await CountAsync("sent_mails"));
        var world = await _line.WorldAsync();

        await _line.ArriveAsync(new ReportText { Recipients = ["ann@example.net"], To = ReportText.Back(mail.Recipients[0].Token), MessageId = mail.MessageId }.Bytes());

        var filed = await _line.OnlyEventAsync();
        Assert.Equal(("unmatched", null, null), (filed.Trust, filed.SentMailId, filed.SentRecipientId));
        Assert.Equal(world, await _line.WorldAsync());
    }

    [Fact]
    public async Task Recipients_tries_and_contents_go_with_their_mail_and_are_counted()
    {
        await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net", "bob@example.net");
        await _line.Intake.Database.ExecuteAsync("INSERT INTO sent_contents (mail_id, company, accepted_at, compressed) VALUES (1, 'firmanimi', 1, x'00')");
        await _line.Intake.Database.ExecuteAsync("INSERT INTO transmission_history (company, mail_id, transmission_id, at, action) SELECT company, mail_id, id, 1, 'held' FROM transmissions");
        await SendLastAsync();

        var sums = await SweepAfterAsync(401);

        Assert.Equal((1, 1, 1), (await CountAsync("sent_mails"), await CountAsync("transmissions"), await CountAsync("sent_recipients")));
        Assert.Equal((0, 0), (await CountAsync("sent_contents"), await CountAsync("transmission_history")));
        Assert.Equal(1, sums.Single(one => one.Company == "firmanimi").SentMails);
        Assert.Equal(1, await _line.Intake.Database.ScalarAsync<long>("SELECT SUM(sent_mails) FROM retention_sums"));
    }

    [Fact]
    public async Task The_last_mail_stays_so_that_no_number_is_given_twice()
    {
        await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        await _line.SendAsync("firmanimi", "Arve 2", false, "bob@example.net");

        await SweepAfterAsync(1000);

        Assert.Equal(2, await _line.Intake.Database.ScalarAsync<long>("SELECT SUM(id) FROM sent_mails"));
    }

    [Theory]
    [InlineData("UPDATE transmissions SET state = 'waiting' WHERE mail_id = 1")]
    [InlineData("UPDATE transmissions SET state = 'unsure' WHERE mail_id = 1")]
    [InlineData("UPDATE sent_recipients SET changed_at = changed_at + 5 * 86400000 WHERE mail_id = 1")]
    [InlineData("UPDATE sent_mails SET batch_id = 1 WHERE id = 1")]
    public async Task What_is_not_over_stays_however_old_it_is(string change)
    {
        await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        await SendLastAsync();
        await BatchAsync("running");
        await _line.Intake.Database.ExecuteAsync(change);

        await SweepAfterAsync(402);

        Assert.Equal(2, await CountAsync("sent_mails"));
    }

    [Fact]
    public async Task A_mass_mail_goes_with_its_rows_and_mails_when_it_has_been_over_for_so_long()
    {
        await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        await SendLastAsync();
        await BatchAsync("done");
        await _line.Intake.Database.ExecuteAsync("UPDATE sent_mails SET batch_id = 1 WHERE id = 1");

        await SweepAfterAsync(399);
        Assert.Equal((1, 600, 2), (await CountAsync("batches"), await CountAsync("batch_rows"), await CountAsync("sent_mails")));
        await SweepAfterAsync(2);

        Assert.Equal((0, 0, 1), (await CountAsync("batches"), await CountAsync("batch_rows"), await CountAsync("sent_mails")));
        Assert.Equal((0, 0), (await CountAsync("batch_files"), await CountAsync("batch_history")));
    }

    [Fact]
    public async Task What_would_go_is_told_before_it_goes()
    {
        await _line.SendAsync("firmanimi", "Arve 1", false, "ann@example.net");
        await SendLastAsync();
        _line.Intake.Time.Advance(TimeSpan.FromDays(401));

        var sums = await Sweep(400).PreviewAsync(CancellationToken.None);

        Assert.Equal(1, sums.Single(one => one.Company == "firmanimi").SentMails);
        Assert.Equal(2, await CountAsync("sent_mails"));
    }

    // The newest is never removed.
    private Task<TestMail> SendLastAsync() => _line.SendAsync("firmanimi", "Viimane", false, "last@example.net");

    private async Task BatchAsync(string state)
    {
        var now = _line.Intake.Time.GetUtcNow().ToUnixTimeMilliseconds();
        await _line.Intake.Database.ExecuteAsync(FormattableString.Invariant($"""
            INSERT INTO batches (id, company, user_code, name, state, subject_template, columns, notices, is_automatic, duplicates, created_by, created_at, changed_at, ended_at)
            VALUES (1, 'firmanimi', 'MARI', 'Arved', '{state}', 'Arve', '[]', '[]', 0, 'allow', 'test', 1, 1, {now})
            """));
        await _line.Intake.Database.ExecuteAsync(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600) "
            + "INSERT INTO batch_rows (batch_id, row_number, company, address, cells, state, changed_at, sent_mail_id) SELECT 1, i, 'firmanimi', 'a', '[]', 'queued', 1, CASE i WHEN 1 THEN 1 END FROM n");
        await _line.Intake.Database.ExecuteAsync("INSERT INTO batch_files (batch_id, company, name, name_key, is_common, size_bytes, content) VALUES (1, 'firmanimi', 'a', 'a', 0, 1, x'00')");
        await _line.Intake.Database.ExecuteAsync("INSERT INTO batch_history (company, batch_id, at, changed_by, action) VALUES ('firmanimi', 1, 1, 'test', 'created')");
    }

    private async Task<IReadOnlyList<RetentionSums>> SweepAfterAsync(int passed, int days = 400)
    {
        _line.Intake.Time.Advance(TimeSpan.FromDays(passed));
        return await Sweep(days).SweepAsync("test", null, CancellationToken.None);
    }

    private RetentionSweep Sweep(int days) => new(
        _line.Intake.Database.Source,
        new EventRetention(_line.Intake.Database.Source),
        new RetentionPeriods(Options.Create(new RetentionOptions { SentMailDays = days }), Options.Create(new CompanyOptions())),
        _line.Intake.Time,
        NullLogger<RetentionSweep>.Instance);

    private Task<long> CountAsync(string table) => _line.Intake.Database.ScalarAsync<long>($"SELECT COUNT(*) FROM {table}");
}
