using System.Globalization;

using BounceProcessor.Database;
using BounceProcessor.Events;
using BounceProcessor.Intake;
using BounceProcessor.Mailboxes;
using BounceProcessor.Marks;
using BounceProcessor.Matching;
using BounceProcessor.Rules;
using BounceProcessor.Secrets;
using BounceProcessor.Tokens;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BounceProcessor.Benchmarks.Polling;

/// <summary>The product's own run, put together as in the product, in this process: from the mailbox to committed events, on a database file of its own.</summary>
internal sealed class PollingLine : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bounceproc-polling-").FullName;
    private readonly ServiceProvider _services;
    private readonly MailboxOptions _mailbox;

    public PollingLine(int port, string user, AfterFiling afterFiling, int connections, int? batchMails)
    {
        var settings = new Dictionary<string, string?> { ["Database:Path"] = Path.Combine(_folder, "bench.db"), ["Rules:Folder"] = "" };
        if (batchMails is { } mails)
        {
            settings["Intake:BatchMails"] = mails.ToString(CultureInfo.InvariantCulture);
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        _services = new ServiceCollection()
            .AddLogging().AddDatabase(configuration).AddEvents(configuration).AddRules(configuration).AddIntake(configuration)
            .AddSecrets(configuration).AddTokens(configuration).AddMarks(configuration).AddMatching()
            .BuildServiceProvider();
        _mailbox = new MailboxOptions
        {
            Host = "127.0.0.1",
            Port = port,
            Tls = MailboxTls.None,
            Username = user,
            Password = "secret",
            Company = "firmanimi",
            AfterFiling = afterFiling,
            Connections = connections,
            RunBudget = TimeSpan.FromHours(1),
        };
    }

    public Task PrepareAsync() => _services.GetRequiredService<DatabaseSchema>().ApplyAsync(CancellationToken.None);

    public async Task<RunSummary> RunAsync()
    {
        await using var source = MailSources.Open("bench", _mailbox);
        return await _services.GetRequiredService<IntakeRun>().RunAsync(
            new IntakeRequest("bench", _mailbox, DryRun: false), source, null, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
