using BounceProcessor.Marks;
using BounceProcessor.Tests.Database;

using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

using Xunit;

namespace BounceProcessor.Tests.Marks;

public sealed class AddressMarksTests : IAsyncLifetime
{
    private const string Jaan = "jaan@example.net";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 2, 10, 0, 0, TimeSpan.Zero));
    private readonly TestDatabase _database = new();
    private readonly AddressMarks _marks;
    private long _event;

    public AddressMarksTests() => _marks = new AddressMarks(_database.Source, Options.Create(new MarkOptions()), _time);

    public async ValueTask InitializeAsync() => await _database.ApplySchemaAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_hard_bounce_marks_the_address_for_a_year()
    {
        Assert.Equal(MarkChange.Marked, await LearnAsync(Hard()));

        var mark = await FindAsync();
        Assert.Equal(("hard", "mailbox-unknown", "system", 1L), (mark?.MarkKind, mark?.Reason, mark?.MarkedBy, mark?.EventId));
        Assert.Equal(_time.GetUtcNow().AddDays(365), mark?.ExpiresAt);
    }

    [Fact]
    public async Task A_mark_of_one_company_is_none_of_another()
    {
        await LearnAsync(Hard());

        Assert.Empty(await _marks.FindAsync("teine", [Jaan], CancellationToken.None));
        Assert.Null(await _marks.FindAsync("teine", 1, CancellationToken.None));
        Assert.False(await _marks.ReleaseAsync("teine", 1, "tiiu", null, CancellationToken.None));
    }

    [Fact]
    public async Task An_expired_mark_is_not_in_force_and_a_later_bounce_marks_anew()
    {
        await LearnAsync(Hard());
        _time.Advance(TimeSpan.FromDays(366));
        Assert.Null(await FindAsync());

        Assert.Equal(MarkChange.Marked, await LearnAsync(Hard()));

        Assert.Equal(2, (await FindAsync())?.Id);
        Assert.Equal("expired", (await _marks.FindAsync("firmanimi", 1, CancellationToken.None))?.ReleaseReason);
    }

    [Fact]
    public async Task A_mark_whose_time_is_over_says_so_in_its_history_at_once_and_only_once()
    {
        var until = _time.GetUtcNow().AddDays(30);
        var mark = await _marks.MarkAsync(new NewMark { Company = "firmanimi", Address = Jaan, By = "tiiu", ExpiresAt = until }, CancellationToken.None);
        var expiry = new MarkExpiry(_database.Source, _time);
        Assert.Equal(0, await expiry.RunAsync(CancellationToken.None));
        _time.Advance(TimeSpan.FromDays(31));

        Assert.Equal(1, await expiry.RunAsync(CancellationToken.None));
        Assert.Equal(0, await expiry.RunAsync(CancellationToken.None));

        var history = await _marks.HistoryAsync("firmanimi", mark!.Id, CancellationToken.None);
        Assert.Equal([("marked", "tiiu"), ("released", "system")], history.OrderBy(entry => entry.Id).Select(entry => (entry.MarkChange, entry.ChangedBy)));
        var ended = history.MaxBy(entry => entry.Id);
        Assert.Equal(("expired", until), (ended?.Reason, ended?.ChangedAt));
    }

    [Fact]
    public async Task More_marks_than_one_transaction_holds_expire_together_and_the_others_stay()
    {
        await _database.ExecuteAsync(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1203) "
            + "INSERT INTO address_marks (company, address, address_key, mark_kind, since, marked_by, expires_at, changed_at) "
            + "SELECT 'firmanimi', 'a' || i, 'a' || i, 'hard', 1, 'system', CASE WHEN i > 3 THEN 2 END, 1 FROM n");

        Assert.Equal(1200, await new MarkExpiry(_database.Source, _time).RunAsync(CancellationToken.None));

        Assert.Equal(3, await _database.ScalarAsync<long>("SELECT COUNT(*) FROM address_marks WHERE released_at IS NULL"));
    }

    [Fact]
    public async Task A_second_bounce_confirms_the_mark_and_its_time_begins_anew()
    {
        await LearnAsync(Hard());
        var since = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromDays(10));

        Assert.Equal(MarkChange.Confirmed, await LearnAsync(Hard()));

        var mark = await FindAsync();
        Assert.Equal((1L, since, since.AddDays(375)), (mark?.Id, mark?.Since, mark?.ExpiresAt));
        Assert.Equal(["marked 1", "confirmed 2"], (await HistoryAsync()).Select(entry => $"{entry.MarkChange} {entry.EventId}"));
    }

    [Fact]
    public async Task Three_failures_that_pass_within_four_weeks_mark_for_a_month()
    {
        Assert.Null(await LearnAsync(Soft()));
        _time.Advance(TimeSpan.FromDays(4));
        Assert.Null(await LearnAsync(Soft()));
        _time.Advance(TimeSpan.FromDays(4));
        Assert.Equal(MarkChange.Marked, await LearnAsync(Soft()));

        var mark = await FindAsync();
        Assert.Equal(("soft-repeated", _time.GetUtcNow().AddDays(30)), (mark?.MarkKind, mark?.ExpiresAt));
    }

    [Fact]
    public async Task Many_failures_of_one_bad_day_mark_nothing()
    {
        for (var i = 0; i < 20; i++)
        {
            await LearnAsync(Soft());
            _time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Null(await FindAsync());
    }

    [Fact]
    public async Task The_same_event_counts_once()
    {
        var news = Soft();
        await LearnAsync(news with { At = news.At.AddDays(-9) });
        await LearnAsync(news with { At = news.At.AddDays(-5) });

        Assert.Null(await LearnAsync(news));
        Assert.Equal(1, await _database.ScalarAsync<long>("SELECT COUNT(*) FROM address_strikes"));
    }

    [Fact]
    public async Task A_reply_from_the_address_releases_it_and_forgets_what_was_counted()
    {
        await LearnAsync(Soft());
        await LearnAsync(Hard());
        _time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(MarkChange.Released, await LearnAsync(News("reply")));

        Assert.Null(await FindAsync());
        Assert.Equal("answered", (await _marks.FindAsync("firmanimi", 1, CancellationToken.None))?.ReleaseReason);
        Assert.Equal(0, await _database.ScalarAsync<long>("SELECT COUNT(*) FROM address_strikes"));
    }

    [Fact]
    public async Task A_person_releases_with_a_note_that_the_history_keeps()
    {
        await LearnAsync(Hard());

        Assert.True(await _marks.ReleaseAsync("firmanimi", 1, "tiiu", "helistasin üle", CancellationToken.None));
        Assert.False(await _marks.ReleaseAsync("firmanimi", 1, "tiiu", null, CancellationToken.None));

        Assert.Null(await FindAsync());
        var last = (await HistoryAsync())[^1];
        Assert.Equal(("released", "by-hand", "tiiu", "helistasin üle"), (last.MarkChange, last.Reason, last.ChangedBy, last.Note));
    }

    [Fact]
    public async Task A_bounce_of_a_mail_from_before_the_release_does_not_mark_again()
    {
        await LearnAsync(Hard());
        var late = Hard();
        _time.Advance(TimeSpan.FromHours(1));
        await _marks.ReleaseAsync("firmanimi", 1, "tiiu", null, CancellationToken.None);

        Assert.Null(await LearnAsync(late));
        Assert.Null(await FindAsync());
    }

    [Fact]
    public async Task A_person_marks_an_address_however_it_is_written()
    {
        var mark = await _marks.MarkAsync(new NewMark { Company = "firmanimi", Address = " Jaan@Example.NET ", By = "tiiu", Note = "palus mitte saata" }, CancellationToken.None);

        Assert.Equal(("by-hand", "Jaan@Example.NET", Jaan, null), (mark?.MarkKind, mark?.Address, mark?.AddressKey, mark?.ExpiresAt));
        Assert.Equal(mark, await FindAsync());
    }

    [Fact]
    public async Task What_is_no_address_is_not_marked()
    {
        Assert.Null(await _marks.MarkAsync(new NewMark { Company = "firmanimi", Address = "jaan", By = "tiiu" }, CancellationToken.None));
        Assert.Equal(0, await _database.ScalarAsync<long>("SELECT COUNT(*) FROM address_marks"));
    }

    [Fact]
    public async Task A_bounce_leaves_a_mark_by_hand_as_the_person_set_it()
    {
        var until = _time.GetUtcNow().AddDays(3);
        await _marks.MarkAsync(new NewMark { Company = "firmanimi", Address = Jaan, By = "tiiu", Note = "puhkusel", ExpiresAt = until }, CancellationToken.None);

        await LearnAsync(Hard());

        var mark = await FindAsync();
        Assert.Equal(("by-hand", "puhkusel", "tiiu", until), (mark?.MarkKind, mark?.Note, mark?.MarkedBy, mark?.ExpiresAt));
    }

    [Fact]
    public async Task A_thousand_addresses_are_looked_up_together()
    {
        await LearnAsync(Hard());
        await LearnAsync(Hard() with { Address = "a777@example.net", AddressKey = "a777@example.net" });
        var keys = Enumerable.Range(0, 1000).Select(i => $"a{i}@example.net").Append(Jaan).ToArray();

        Assert.Equal(["a777@example.net", Jaan], (await _marks.FindAsync("firmanimi", keys, CancellationToken.None)).Keys.Order());
    }

    [Fact]
    public async Task The_list_is_filtered_by_kind_state_and_part_of_the_address()
    {
        await LearnAsync(Hard());
        await LearnAsync(News("complaint") with { Address = "tiiu_1@example.net", AddressKey = "tiiu_1@example.net" });
        await LearnAsync(Hard() with { Address = "gone@example.net", AddressKey = "gone@example.net" });
        await _marks.ReleaseAsync("firmanimi", 3, "tiiu", null, CancellationToken.None);

        Assert.Equal([2, 1], await ListAsync(new MarkFilter { Company = "firmanimi" }));
        Assert.Equal([3], await ListAsync(new MarkFilter { InForce = false }));
        Assert.Equal([3, 2, 1], await ListAsync(new MarkFilter { InForce = null }));
        Assert.Equal([2], await ListAsync(new MarkFilter { Kind = "complaint" }));
        Assert.Equal([1], await ListAsync(new MarkFilter { Text = "JAAN" }));
        Assert.Equal([2], await ListAsync(new MarkFilter { Text = "u_1" }));
        Assert.Empty(await ListAsync(new MarkFilter { Text = "a_n" }));
        Assert.Empty(await ListAsync(new MarkFilter { Company = "teine" }));
    }

    [Fact]
    public async Task Retention_removes_what_is_long_over_and_nothing_in_force()
    {
        await LearnAsync(Hard());
        await LearnAsync(Hard() with { Address = "gone@example.net", AddressKey = "gone@example.net" });
        await _marks.ReleaseAsync("firmanimi", 2, "tiiu", null, CancellationToken.None);
        await _marks.MarkAsync(new NewMark { Company = "firmanimi", Address = "old@example.net", By = "tiiu" }, CancellationToken.None);
        await LearnAsync(Soft() with { Address = "soft@example.net", AddressKey = "soft@example.net" });
        _time.Advance(TimeSpan.FromDays(300));
        var isLast = false;

        await _database.InTransactionAsync(async transaction =>
            isLast = await MarkRetention.RemoveAsync("firmanimi", _time.GetUtcNow().AddDays(-100), 500, transaction, CancellationToken.None));

        Assert.True(isLast);
        Assert.Equal([3, 1], await ListAsync(new MarkFilter { InForce = null }));
        Assert.Equal(0, await _database.ScalarAsync<long>("SELECT COUNT(*) FROM address_strikes WHERE address_key = 'soft@example.net'"));
        Assert.Equal(2, await _database.ScalarAsync<long>("SELECT COUNT(DISTINCT mark_id) FROM address_mark_history"));
    }

    private BounceNews Hard() => News("failure") with { Severity = "hard", Reason = "mailbox-unknown", Confidence = "high" };

    private BounceNews Soft() => News("failure") with { Severity = "soft", Reason = "remote-system-error", Confidence = "medium" };

    private BounceNews News(string kind) => new()
    {
        Company = "firmanimi",
        Address = Jaan,
        AddressKey = Jaan,
        EventId = ++_event,
        Trust = "proved",
        Kind = kind,
        At = _time.GetUtcNow(),
    };

    private async Task<MarkChange?> LearnAsync(BounceNews news)
    {
        MarkChange? change = null;
        await _database.InTransactionAsync(async transaction => change = await _marks.LearnAsync(news, transaction, CancellationToken.None));
        return change;
    }

    private async Task<AddressMark?> FindAsync() => (await _marks.FindAsync("firmanimi", [Jaan], CancellationToken.None)).GetValueOrDefault(Jaan);

    private Task<IReadOnlyList<MarkHistoryEntry>> HistoryAsync() => _marks.HistoryAsync("firmanimi", 1, CancellationToken.None);

    private async Task<IEnumerable<long>> ListAsync(MarkFilter filter) =>
        (await _marks.ListAsync(filter, 1, 50, CancellationToken.None)).Marks.Select(mark => mark.Id);
}
