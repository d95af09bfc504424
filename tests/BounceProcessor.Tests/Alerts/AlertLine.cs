using BounceProcessor.Alerts;
using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Events;
using BounceProcessor.Mailboxes;
using BounceProcessor.Polling;
using BounceProcessor.Rules;
using BounceProcessor.Tests.Database;
using BounceProcessor.Tests.Servers;

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

using Xunit;

namespace BounceProcessor.Tests.Alerts;

/// <summary>The room on a SQLite file of its own and a clock that is moved by hand. Runs and bounces are put into the tables as the other rooms do.</summary>
internal sealed class AlertLine : IAsyncDisposable
{
    public const string Box = "events";

    public static readonly DateTimeOffset Start = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    private AlertParts? _parts;

    public TestDatabase Database { get; } = new();

    public FakeTimeProvider Time { get; } = new(Start);

    public AlertOptions Options { get; } = new();

    public PollingOptions Polling { get; } = new();

    public MailboxesOptions Mailboxes { get; } = new() { ByName = { [Box] = new MailboxOptions { Company = "firmanimi" } } };

    public EventOptions EventOptions { get; } = new();

    public CollectedLog Log { get; } = new();

    public EventStore Events => new(Database.Source, Time, Microsoft.Extensions.Options.Options.Create(EventOptions));

    public AlertStore Alerts => new(Database.Source, Time, Microsoft.Extensions.Options.Options.Create(EventOptions), new Logger<AlertStore>(new OneLogger(Log)));

    private AlertParts Parts => _parts ??= AlertParts.Create(this);

    public static async Task<AlertLine> CreateAsync()
    {
        var line = new AlertLine();
        await line.Database.ApplySchemaAsync();
        return line;
    }

    /// <summary>The process ends and another begins.</summary>
    public void Restart() => _parts = null;

    /// <summary>Lets time go by and looks, again and again.</summary>
    public async Task<ServiceState> LookForAsync(TimeSpan span)
    {
        var end = Time.GetUtcNow() + span;
        var state = await LookAsync();
        while (Time.GetUtcNow() < end)
        {
            Time.Advance(Options.Interval);
            state = await LookAsync();
        }

        return state;
    }

    public Task LookAtServersAsync() => new UnusableServers(Database.Source, Alerts, Time).LookAsync(TestContext.Current.CancellationToken);

    public Task<ServiceState> LookAsync() => Parts.Look.LookAsync(TestContext.Current.CancellationToken);

    /// <summary>One round of the canaries.</summary>
    public async Task CanariesAsync()
    {
        await Parts.Homecoming.LookAsync(TestContext.Current.CancellationToken);
        await Parts.Round.SendAsync(TestContext.Current.CancellationToken);
    }

    public Task<IReadOnlyList<Canary>> AbroadAsync() =>
        Parts.Canaries.AbroadAsync(DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken);

    public TimeSpan? RoundTrip => Parts.Homecoming.RoundTrips.TryGetValue(Box, out var took) ? took : null;

    /// <summary>A run that ends now.</summary>
    public Task RunAsync(string? error = null, int left = 0) => Database.ExecuteAsync(FormattableString.Invariant($"""
        INSERT INTO runs (company, mailbox, started_at, ended_at, seen, known, new_mails, bounces, not_bounces, duplicates, quarantined, left_over, events_added, events_updated, settled, error)
        VALUES ('firmanimi', '{Box}', {Time.GetUtcNow().ToUnixTimeMilliseconds()}, {Time.GetUtcNow().ToUnixTimeMilliseconds()}, {left}, 0, {left}, 0, 0, 0, 0, {left}, 0, 0, 0, {(error is null ? "NULL" : $"'{error}'")})
        """));

    /// <summary>Files a mail that arrived then.</summary>
    public async Task FileAsync(string mail, DateTimeOffset arrived)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n"));
        var diagnosis = new MailDiagnoser(RuleBook.Embedded).Diagnose(bytes, CancellationToken.None);
        await Database.InTransactionAsync(transaction => Events.FileAsync(
            [NewMail.Prepare("firmanimi", Box, arrived, bytes, headersOnly: false, diagnosis)], transaction, CancellationToken.None));
    }

    public async Task<IReadOnlyList<EventRecord>> AlertEventsAsync() =>
        (await Events.ListAsync(new EventFilter { Kind = EventKind.Alert }, 1, 500, TestContext.Current.CancellationToken)).Events;

    public async ValueTask DisposeAsync() => await Database.DisposeAsync();

    private sealed record AlertParts(AlertLook Look, CanaryStore Canaries, CanaryRound Round, CanaryHomecoming Homecoming)
    {
        public static AlertParts Create(AlertLine line)
        {
            var options = Microsoft.Extensions.Options.Options.Create(line.Options);
            var mailboxes = Microsoft.Extensions.Options.Options.Create(line.Mailboxes);
            var settings = new AlertSettings(options, mailboxes, Microsoft.Extensions.Options.Options.Create(line.Polling), line.Time);
            var activities = new ActivityStore(line.Database.Source, line.Time);
            var calls = new AlertCalls(line.Alerts, line.Time, options, mailboxes);
            var canaries = new CanaryStore(line.Database.Source, line.Time, Microsoft.Extensions.Options.Options.Create(line.EventOptions));
            var rules = new RulesInForce(Microsoft.Extensions.Options.Options.Create(new RulesOptions { Folder = "" }), line.Time, NullLogger<RulesInForce>.Instance);
            return new AlertParts(
                new AlertLook(
                    line.Alerts,
                    new PollSilences(activities, settings, line.Time),
                    new BounceSilences(activities, line.Alerts, line.Time, options),
                    new Storms(activities, line.Alerts, line.Time, options),
                    settings),
                canaries,
                new CanaryRound(canaries, new CanarySender(options, TimeProvider.System), activities, calls, NullLogger<CanaryRound>.Instance),
                new CanaryHomecoming(
                    canaries, new CanaryReturns(canaries, activities, line.Events, rules), activities, calls, NullLogger<CanaryHomecoming>.Instance));
        }
    }

    private sealed class OneLogger(ILogger log) : ILoggerFactory
    {
        public void AddProvider(ILoggerProvider provider)
        {
            // There is one already.
        }

        public ILogger CreateLogger(string categoryName) => log;

        public void Dispose()
        {
            // Nothing to give back.
        }
    }
}
