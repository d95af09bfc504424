using BounceProcessor.Companies;
using BounceProcessor.Events;
using BounceProcessor.Mailboxes;
using BounceProcessor.Polling;
using BounceProcessor.Rediagnosis;
using BounceProcessor.Rules;
using BounceProcessor.Tests.Companies;
using BounceProcessor.Tests.Intake;

using Microsoft.Extensions.Logging.Abstractions;

using OptionsOf = Microsoft.Extensions.Options.Options;

namespace BounceProcessor.Tests.Rediagnosis;

/// <summary>Mails that are filed by the rules that ship, and a folder of rules that came later.</summary>
internal sealed class RediagnosisLine(IntakeLine? intake = null) : IAsyncDisposable
{
    /// <summary>Takes words of <see cref="BounceText.Failure"/> for another reason.</summary>
    public const string OtherRule = """
        { "rules": [ { "id": "mine/gone-1", "reason": "mailbox-disabled", "phrases": ["user unknown"], "sample": "550 5.1.1 user unknown" } ] }
        """;

    private readonly DirectoryInfo _rules = Directory.CreateTempSubdirectory("bounceprocessor-rules-");

    public IntakeLine Intake { get; } = intake ?? new();

    public CompanyOptions Companies { get; } = new();

    public MailboxLeases Leases => new(Intake.Database.Source, Intake.Time);

    public void AddRule(string json = OtherRule) => File.WriteAllText(Path.Combine(_rules.FullName, "mine.json"), json);

    public async Task<EventRecord> EventAsync() => Xunit.Assert.Single(await Intake.ListAsync());

    public Task<RediagnosisResult> ListAsync(List<EventChange>? changes = null, RediagnosisFilter? filter = null) =>
        RunAsync(new RediagnosisRequest(filter ?? new(), Apply: false, CloseMissing: false), changes, CancellationToken.None);

    public Task<RediagnosisResult> ApplyAsync(List<EventChange>? changes = null, RediagnosisFilter? filter = null, bool closeMissing = false) =>
        RunAsync(new RediagnosisRequest(filter ?? new(), Apply: true, closeMissing), changes, CancellationToken.None);

    public Task<RediagnosisResult> RunAsync(RediagnosisRequest request, List<EventChange>? changes, CancellationToken cancellationToken) =>
        RunAsync(request, new Told<RediagnosisProgress>(progress => changes?.AddRange(progress.Changes)), cancellationToken);

    public Task<RediagnosisResult> RunAsync(RediagnosisRequest request, IProgress<RediagnosisProgress> progress, CancellationToken cancellationToken)
    {
        var source = Intake.Database.Source;
        var rules = new RulesInForce(OptionsOf.Create(new RulesOptions { Folder = _rules.FullName }), Intake.Time, NullLogger<RulesInForce>.Instance);
        var run = new RediagnosisRun(
            rules,
            new StoredMails(source),
            new MailRejudging(
                TestCompanies.Resolver(source, Companies),
                OptionsOf.Create(new MailboxesOptions()),
                OptionsOf.Create(new EventOptions()),
                NullLogger<MailRejudging>.Instance),
            new RediagnosisTransactions(
                source, new RediagnosisStore(source, Intake.Time), Leases, Intake.Time, NullLogger<RediagnosisTransactions>.Instance),
            NullLogger<RediagnosisRun>.Instance);
        return run.RunAsync(request, progress, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Intake.DisposeAsync();
        _rules.Delete(recursive: true);
    }
}
