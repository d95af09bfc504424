using BounceProcessor.Companies;
using BounceProcessor.Events;
using BounceProcessor.Intake;

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

using Xunit;

namespace BounceProcessor.Tests.Intake;

public sealed class RetentionSweepTests : IAsyncLifetime
{
    private readonly IntakeLine _line = new();
    private readonly RetentionOptions _options = new();
    private readonly CompanyOptions _companies = new();
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

    [Fact]
    public void The_same_holds_for_unresolved_mail_and_for_each_company()
    {
        var unresolved = new RetentionOrderValidator().Validate(null, new RetentionOptions { UnresolvedRawMailDays = 40, UnresolvedEventDays = 30 });
        var company = new CompanyRetentionValidator().Validate(
            null, new CompanyOptions { List = [new CompanyEntry { Code = "teine", RawMailDays = 40, EventDays = 30 }] });

        Assert.Contains("Retention:UnresolvedRawMailDays is 40", Assert.Single(unresolved.Failures ?? []), StringComparison.Ordinal);
        Assert.Contains("Companies:List:0:RawMailDays is 40", Assert.Single(company.Failures ?? []), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_company_with_days_of_its_own_keeps_its_events_so_long_and_the_others_do_not()
    {
        await FileForAsync("teine");
        _companies.List = [new CompanyEntry { Code = "Teine", RawMailDays = 10, EventDays = 20 }];
        _line.Time.Advance(TimeSpan.FromDays(21));

        await SweepAsync();

        Assert.Equal("firmanimi", Assert.Single(await _line.ListAsync()).Company);
    }

    [Fact]
    public async Task A_raw_mail_of_two_companies_lives_until_the_longer_time_is_over()
    {
        await FileForAsync("teine");
        _companies.List = [new CompanyEntry { Code = "teine", RawMailDays = 10, EventDays = 400 }];
        _line.Time.Advance(TimeSpan.FromDays(364));
        await SweepAsync();
        Assert.Equal(1, await _line.CountAsync("mail_contents"));

        _line.Time.Advance(TimeSpan.FromDays(2));
        await SweepAsync();

        Assert.Equal(0, await _line.CountAsync("mail_contents"));
    }

    [Fact]
    public async Task A_raw_mail_never_outlives_its_events()
    {
        _companies.List = [new CompanyEntry { Code = "firmanimi", EventDays = 30 }];
        _line.Time.Advance(TimeSpan.FromDays(31));

        await SweepAsync();

        Assert.Equal((0, 0), (await _line.CountAsync("events"), await _line.CountAsync("mail_contents")));
    }

    [Fact]
    public async Task Unresolved_mail_has_days_of_its_own()
    {
        await FileForAsync("");
        _options.UnresolvedRawMailDays = 5;
        _options.UnresolvedEventDays = 10;
        _line.Time.Advance(TimeSpan.FromDays(11));

        await SweepAsync();

        Assert.Equal("firmanimi", Assert.Single(await _line.ListAsync()).Company);
        Assert.Equal(1, await _line.CountAsync("mail_contents"));
    }

    [Fact]
    public async Task What_was_removed_when_can_be_told_by_company()
    {
        await FileForAsync("teine");
        _line.Time.Advance(TimeSpan.FromDays(1100));

        await SweepAsync();

        Assert.Equal(
            "firmanimi 1 1 1|teine 1 1 1",
            await _line.Database.ScalarAsync<string>("SELECT GROUP_CONCAT(company || ' ' || raw_mails || ' ' || events || ' ' || runs, '|') FROM retention_sums"));
        Assert.Equal(1, await _line.Database.ScalarAsync<long>("SELECT COUNT(*) FROM retention_sweeps WHERE started_by = 'test' AND ended_at IS NOT NULL"));
    }

    [Fact]
    public async Task The_preview_tells_what_the_sweep_then_removes_and_changes_nothing()
    {
        await FileForAsync("teine");
        _companies.List = [new CompanyEntry { Code = "teine", RawMailDays = 10, EventDays = 20 }];
        _line.Time.Advance(TimeSpan.FromDays(401));

        var preview = await Sweep().PreviewAsync(CancellationToken.None);
        Assert.Equal(2, await _line.CountAsync("events"));
        var removed = await Sweep().SweepAsync("test", null, CancellationToken.None);

        Assert.Equal(removed, preview.Where(one => one.RawMails + one.Events + one.Quarantined + one.Runs > 0));
    }

    [Fact]
    public async Task A_sweep_that_is_cancelled_keeps_what_it_committed_with_its_sums()
    {
        await FileForAsync("teine");
        _line.Time.Advance(TimeSpan.FromDays(1100));
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Sweep().SweepAsync("test", new Told<RetentionSums>(_ => stop.Cancel()), stop.Token));

        Assert.Equal(2 - await _line.CountAsync("events"), await _line.Database.ScalarAsync<long>("SELECT COALESCE(SUM(events), 0) FROM retention_sums"));
        Assert.Equal(0, await _line.Database.ScalarAsync<long>("SELECT COUNT(*) FROM retention_sweeps WHERE ended_at IS NOT NULL"));
    }

    private async Task FileForAsync(string company)
    {
        _line.Mailbox.Company = company;
        var source = new ScriptedMailSource { Generation = $"of {company}" };
        if (company.Length == 0)
        {
            // Nothing in it tells whose it is.
            source.With(BounceText.NobodysFailure("two", "b@example.net"));
        }
        else
        {
            source.With(BounceText.Failure("one", "a@example.net"));
        }

        await _line.RunAsync(source);
    }

    private Task<IReadOnlyList<RetentionSums>> SweepAsync() => Sweep().SweepAsync("test", null, CancellationToken.None);

    private RetentionSweep Sweep() => new(
        _line.Database.Source,
        new EventRetention(_line.Database.Source),
        new RetentionPeriods(Options.Create(_options), Options.Create(_companies)),
        _line.Time,
        NullLogger<RetentionSweep>.Instance);
}
