using BounceProcessor.Companies;
using BounceProcessor.Intake;
using BounceProcessor.Intake.Quarantine;
using BounceProcessor.Mailboxes;
using BounceProcessor.Polling;
using BounceProcessor.Telemetry;
using BounceProcessor.Tests.Companies;
using BounceProcessor.Tests.Matching;
using BounceProcessor.Tests.Servers;

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Tests.Intake.Quarantine;

/// <summary>The line of intake with a fault in our own code for the recipient <see cref="Poison"/>, and the quarantine behind it.</summary>
internal sealed class QuarantineLine : IAsyncDisposable
{
    public const string Poison = "b@example.net";

    public QuarantineLine() => Mailboxes.ByName["events"] = Intake.Mailbox;

    public IntakeLine Intake { get; } = new();

    public MailboxesOptions Mailboxes { get; } = new();

    /// <summary>What the quarantine logged.</summary>
    public CollectedLog Log { get; } = new();

    public ScriptedMailSource Source { get; } = new ScriptedMailSource().With(
        BounceText.Failure("one", "a@example.net"), BounceText.Failure("two", Poison), BounceText.Failure("three", "c@example.net"));

    public QuarantineStore Store => new(Intake.Database.Source, Intake.Time, new Logger<QuarantineStore>(Log));

    public QuarantineAttempts Attempts => new(Intake.Database.Source, Intake.Time, new Logger<QuarantineAttempts>(Log));

    public MailboxLeases Leases => new(Intake.Database.Source, Intake.Time);

    public QuarantineRound Round => new(Retry, Attempts, Leases, Intake.Time, NullLogger<QuarantineRound>.Instance);

    public QuarantineRetry Retry => new(
        Store,
        Attempts,
        new MailPreparation(Intake.Rules, TestCompanies.Resolver(Intake.Database.Source, new CompanyOptions()), NullLogger<MailPreparation>.Instance),
        new QuarantineFiling(
            Intake.Database.Source,
            TestMatching.Filing(Intake.Database.Source, Intake.Events, Intake.Time),
            new IntakeMetrics(Intake.Meters),
            Intake.Time,
            new Logger<QuarantineFiling>(Log)),
        Options.Create(Mailboxes));

    /// <summary>Takes in three mails, one of which our code fails on.</summary>
    public async Task SetOneAsideAsync()
    {
        await Intake.Database.ApplySchemaAsync();
        await BreakAsync();
        await Intake.RunAsync(Source);
    }

    /// <summary>Makes our code fail on the poison.</summary>
    public Task BreakAsync() => Intake.Database.ExecuteAsync(
        $"CREATE TRIGGER poison BEFORE INSERT ON events WHEN NEW.recipient = '{Poison}' BEGIN SELECT RAISE(ABORT, 'poisoned'); END");

    /// <summary>The fault is mended.</summary>
    public Task MendAsync() => Intake.Database.ExecuteAsync("DROP TRIGGER poison");

    /// <summary>What was set aside failed under an older version.</summary>
    public Task UpgradeAsync() => Intake.Database.ExecuteAsync("UPDATE quarantine SET fingerprint = '0.0.9 00000000 -'");

    public async Task<RetryResult> RetryAsync(long id) =>
        (await Round.RetryAsync([id], "mari", null, CancellationToken.None)).Outcomes.Single().Result;

    public async Task<QuarantineEntry> EntryAsync(long id) =>
        await Store.FindAsync(id, CancellationToken.None) ?? throw new InvalidOperationException($"There is no mail {id} in quarantine.");

    public async Task<string[]> RecipientsAsync() => [.. (await Intake.ListAsync()).Select(row => row.Recipient).Order()];

    public ValueTask DisposeAsync() => Intake.DisposeAsync();

    private sealed class Logger<T>(ILogger log) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Log(logLevel, eventId, state, exception, formatter);
    }
}
