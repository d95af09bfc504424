using System.Data.Common;
using System.Diagnostics.Metrics;

using BounceProcessor.Companies;
using BounceProcessor.Events;
using BounceProcessor.Intake;
using BounceProcessor.Mailboxes;
using BounceProcessor.Rules;
using BounceProcessor.Telemetry;
using BounceProcessor.Tests.Companies;
using BounceProcessor.Tests.Database;
using BounceProcessor.Tests.Matching;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace BounceProcessor.Tests.Intake;

/// <summary>The whole line of intake on a SQLite file of its own.</summary>
internal sealed class IntakeLine : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public TestDatabase Database { get; } = new();

    public FakeTimeProvider Time { get; } = new(Now);

    public IntakeOptions Options { get; } = new();

    public MailboxOptions Mailbox { get; } = new()
    {
        Company = "firmanimi",
        RunBudget = TimeSpan.FromMinutes(10),
        AfterFiling = AfterFiling.Flag,
    };

    public IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    public EventStore Events => StoreOn(Database.Source);

    public RulesInForce Rules => field ??= new RulesInForce(
        Microsoft.Extensions.Options.Options.Create(RuleOptions), Time, NullLogger<RulesInForce>.Instance);

    public RulesOptions RuleOptions { get; } = new() { Folder = "" };

    public RunStore Runs => RunsOn(Database.Source);

    public Task<RunSummary> RunAsync(IMailSource source) => RunAsync(source, Database.Source, dryRun: false, null, CancellationToken.None);

    public Task<RunSummary> RunAsync(
        IMailSource source, DbDataSource database, bool dryRun, IProgress<IntakeProgress>? progress, CancellationToken cancellationToken)
    {
        var ledger = new PollLedger(database, Time);
        var companies = TestCompanies.Resolver(Database.Source, new CompanyOptions());
        var run = new IntakeRun(
            new MailPreparation(Rules, companies, NullLogger<MailPreparation>.Instance),
            new BatchFiling(database, TestMatching.Filing(database, StoreOn(database), Time), ledger, new MailQuarantine(Time), new IntakeMetrics(Meters)),
            ledger,
            RunsOn(database),
            Microsoft.Extensions.Options.Options.Create(Options));
        return run.RunAsync(new IntakeRequest("events", Mailbox, dryRun), source, progress, cancellationToken);
    }

    public Task<long> CountAsync(string table) => Database.ScalarAsync<long>($"SELECT COUNT(*) FROM {table}");

    public async Task<IReadOnlyList<EventRecord>> ListAsync() =>
        (await Events.ListAsync(new EventFilter(), 1, 500, CancellationToken.None)).Events;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Database.DisposeAsync();
    }

    private EventStore StoreOn(DbDataSource database) =>
        new(database, Time, Microsoft.Extensions.Options.Options.Create(new EventOptions()));

    private RunStore RunsOn(DbDataSource database) => new(database, Time, new IntakeMetrics(Meters), NullLogger<RunStore>.Instance);
}
