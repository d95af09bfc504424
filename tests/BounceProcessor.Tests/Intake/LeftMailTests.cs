using BounceProcessor.Intake;

using Xunit;

namespace BounceProcessor.Tests.Intake;

/// <summary>Mails that a mailbox lists but does not hand over.</summary>
public sealed class LeftMailTests : IAsyncLifetime
{
    private readonly IntakeLine _line = new();
    private readonly ScriptedMailSource _source = new();

    private PollLedger Ledger => new(_line.Database.Source, _line.Time);

    public async ValueTask InitializeAsync()
    {
        await _line.Database.ApplySchemaAsync();
        _line.Options.LookBack = 0;
        _source.Add(100, BounceText.Failure("stuck", "a@example.net"));
        _source.Add(5000, BounceText.Failure("sound", "b@example.net"));
        _source.Vanished.Add("100");
    }

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    [Fact]
    public async Task A_mail_that_is_not_handed_over_is_kept_on_its_own_and_the_listing_moves_past_it()
    {
        var summary = await _line.RunAsync(_source);
        await _line.RunAsync(_source);

        Assert.Equal((1, 1, true), (summary.Bounces, summary.Left, summary.Balances));
        Assert.Equal([0, 5001], _source.ListedFrom);
        var left = Assert.Single(await LeftAsync());
        Assert.Equal(("events", "100", "firmanimi", 1, "it is stuck"), (left.Mailbox, left.Key, left.Company, left.Attempts, left.Fault));
    }

    [Fact]
    public async Task It_is_asked_for_again_after_a_pause_and_filed_when_it_comes()
    {
        await _line.RunAsync(_source);
        _source.Vanished.Clear();
        _source.Read.Clear();

        var tooEarly = await _line.RunAsync(_source);
        _line.Time.Advance(TimeSpan.FromMinutes(1));
        var due = await _line.RunAsync(_source);

        Assert.Equal((0, 0), (tooEarly.Seen, tooEarly.Left));
        Assert.Equal((1, 1, 0), (due.Seen, due.Bounces, due.Left));
        Assert.Equal(["100"], _source.Read);
        Assert.Contains("100", _source.Settled);
        Assert.Empty(await LeftAsync());
    }

    [Fact]
    public async Task The_pauses_grow_to_a_day_and_it_is_counted_as_left_each_time()
    {
        await _line.RunAsync(_source);
        List<TimeSpan> pauses = [];
        for (var attempt = 1; attempt < 14; attempt++)
        {
            var left = Assert.Single(await LeftAsync());
            Assert.Equal(attempt, left.Attempts);
            pauses.Add(left.NextTryAt - left.LastTriedAt);
            _line.Time.Advance(pauses[^1]);
            Assert.Equal(1, (await _line.RunAsync(_source)).Left);
        }

        Assert.Equal([1, 2, 4, 8, 16], pauses.Take(5).Select(pause => pause.TotalMinutes));
        Assert.Equal(TimeSpan.FromDays(1), pauses[^1]);
    }

    [Fact]
    public async Task New_mail_never_waits_for_it()
    {
        await _line.RunAsync(_source);
        _source.Vanished.Clear();
        _source.Read.Clear();
        _source.Add(6000, BounceText.Failure("new", "c@example.net"));
        _line.Time.Advance(TimeSpan.FromMinutes(1));

        await _line.RunAsync(_source);

        Assert.Equal(["6000", "100"], _source.Read);
    }

    [Fact]
    public async Task Within_the_window_it_is_listed_and_counted_but_not_asked_for_before_its_time()
    {
        _line.Options.LookBack = 10_000;
        await _line.RunAsync(_source);
        _source.Vanished.Clear();
        _source.Read.Clear();

        var early = await _line.RunAsync(_source);
        _line.Time.Advance(TimeSpan.FromMinutes(1));
        var due = await _line.RunAsync(_source);

        Assert.Equal((2, 1, 1, 1), (early.Seen, early.Known, early.New, early.Left));
        Assert.Equal((2, 1, 1, 0), (due.Seen, due.Known, due.Bounces, due.Left));
        Assert.Equal(["100"], _source.Read);
    }

    [Fact]
    public async Task Gone_from_the_mailbox_it_is_forgotten()
    {
        await _line.RunAsync(_source);
        _source.Expunged.Add("100");
        _line.Time.Advance(TimeSpan.FromMinutes(1));

        var summary = await _line.RunAsync(_source);

        Assert.Equal((0, 0), (summary.Seen, summary.Left));
        Assert.Empty(await LeftAsync());
    }

    [Fact]
    public async Task A_mail_expunged_between_listing_and_reading_is_counted_as_left_once_and_not_kept()
    {
        _source.Vanished.Clear();
        _source.Expunged.Add("100");

        var summary = await _line.RunAsync(_source);

        Assert.Equal((2, 1, 1), (summary.Seen, summary.Bounces, summary.Left));
        Assert.Empty(await LeftAsync());
    }

    [Fact]
    public async Task A_clock_set_back_by_a_year_does_not_make_it_wait_for_a_year()
    {
        await _line.RunAsync(_source);
        var year = TimeSpan.FromDays(365).TotalMilliseconds;
        await _line.Database.ExecuteAsync(FormattableString.Invariant(
            $"UPDATE ledger_left SET first_tried_at = first_tried_at + {year}, last_tried_at = last_tried_at + {year}, next_try_at = next_try_at + {year}"));
        _source.Vanished.Clear();

        var summary = await _line.RunAsync(_source);

        Assert.Equal(1, summary.Bounces);
        Assert.Empty(await LeftAsync());
    }

    [Fact]
    public async Task Filed_by_a_run_that_was_killed_before_it_could_be_struck_off_it_is_not_asked_for()
    {
        await _line.RunAsync(_source);
        await _line.Database.ExecuteAsync("INSERT INTO ledger (ledger_mailbox_id, mail_key, outcome, settled, done_at) VALUES (1, '100', 'bounce', 1, 0)");
        _source.Read.Clear();
        _line.Time.Advance(TimeSpan.FromMinutes(1));

        await _line.RunAsync(_source);

        Assert.Empty(_source.Read);
        Assert.Empty(await LeftAsync());
    }

    [Fact]
    public async Task A_dry_run_notes_nothing_of_it()
    {
        var summary = await _line.RunAsync(_source, _line.Database.Source, dryRun: true, null, CancellationToken.None);

        Assert.Equal(1, summary.Left);
        Assert.Empty(await LeftAsync());
    }

    private Task<IReadOnlyList<LeftMail>> LeftAsync() => Ledger.ListLeftAsync("events", 10, CancellationToken.None);
}
