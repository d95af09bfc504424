using BounceProcessor.Events;
using BounceProcessor.Intake;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

using Xunit;

namespace BounceProcessor.Tests.Intake;

public sealed class RetentionSweepTests : IAsyncLifetime
{
    private readonly IntakeLine _line = new();
    private readonly ScriptedMailSource _source = new ScriptedMailSource().With(BounceText.Failure("one", "a@example.net"));

    public async ValueTask InitializeAsync()
    {
        await _line.Database.ApplySchemaAsync();
        await _line.RunAsync(_source);
    }

    public ValueTask DisposeAsync() => _line.DisposeAsync();

    [Fact]
    public async Task Nothing_goes_before_its_time()
    {
        _line.Time.Advance(TimeSpan.FromDays(364));

        await SweepAsync();

        var row = Assert.Single(await _line.ListAsync());
        Assert.NotNull(await _line.Events.RawMailAsync(row.MailId, CancellationToken.None));
    }

    [Fact]
    public async Task The_raw_mail_goes_and_its_event_stays()
    {
        _line.Time.Advance(TimeSpan.FromDays(366));

        await SweepAsync();

        var row = Assert.Single(await _line.ListAsync());
        Assert.Null(await _line.Events.RawMailAsync(row.MailId, CancellationToken.None));
    }

    [Fact]
    public async Task Events_and_runs_go_and_a_mail_read_again_is_still_known()
    {
        _line.Time.Advance(TimeSpan.FromDays(1100));
        await SweepAsync();
        Assert.Equal(0, await _line.CountAsync("events"));
        Assert.Equal(0, await _line.CountAsync("history"));
        Assert.Equal(0, await _line.CountAsync("runs"));
        _source.Generation = "2";

        var summary = await _line.RunAsync(_source);

        Assert.Equal((1, 0), (summary.Duplicates, summary.EventsAdded));
    }

    [Fact]
    public async Task A_raw_mail_that_another_company_filed_later_stays_for_it()
    {
        _line.Time.Advance(TimeSpan.FromDays(300));
        _line.Mailbox.Company = "teine";
        _source.Generation = "2";
        await _line.RunAsync(_source);
        _line.Time.Advance(TimeSpan.FromDays(100));

        await SweepAsync();

        Assert.Equal(1, await _line.CountAsync("mail_contents"));
    }

    [Fact]
    public async Task Quarantine_goes_after_its_time()
    {
        await _line.Database.ExecuteAsync("CREATE TRIGGER poison BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'poisoned'); END");
        await _line.RunAsync(_source.With(BounceText.Failure("two", "b@example.net")));
        Assert.Equal(1, await _line.CountAsync("quarantine"));
        _line.Time.Advance(TimeSpan.FromDays(91));

        await SweepAsync();

        Assert.Equal(0, await _line.CountAsync("quarantine"));
    }

    [Fact]
    public async Task More_than_one_transaction_holds_is_removed_too()
    {
        await _line.Database.ExecuteAsync(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200) "
            + "INSERT INTO runs (company, mailbox, started_at, seen, known, new_mails, bounces, not_bounces, duplicates, quarantined, left_over, events_added, events_updated, settled) "
            + "SELECT '', 'x', i, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM n");

        await SweepAsync();

        Assert.Equal(1, await _line.CountAsync("runs"));
    }

    [Fact]
    public void Raw_mails_kept_longer_than_their_events_are_a_fault()
    {
        var result = new RetentionOrderValidator().Validate(null, new RetentionOptions { RawMailDays = 500, EventDays = 400 });

        Assert.Contains("Retention:RawMailDays is 500", Assert.Single(result.Failures ?? []), StringComparison.Ordinal);
    }

    private Task SweepAsync() => new RetentionSweep(
        _line.Database.Source,
        new EventRetention(_line.Database.Source),
        Options.Create(new RetentionOptions()),
        _line.Time,
        NullLogger<RetentionSweep>.Instance).SweepAsync(CancellationToken.None);
}
