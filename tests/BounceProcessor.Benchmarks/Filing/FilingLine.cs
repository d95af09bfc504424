using System.Data.Common;
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

namespace BounceProcessor.Benchmarks.Filing;

/// <summary>The product from bytes to committed events, put together as in the product, on a database file of its own.</summary>
internal sealed class FilingLine : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public FilingLine(string folder, string name)
    {
        DatabasePath = Path.Combine(folder, name);
        Remove();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Database:Path"] = DatabasePath, ["Rules:Folder"] = "" })
            .Build();
        _services = new ServiceCollection()
            .AddLogging()
            .AddDatabase(configuration)
            .AddEvents(configuration)
            .AddRules(configuration)
            .AddSecrets(configuration)
            .AddTokens(configuration)
            .AddMarks(configuration)
            .AddMatching()
            .AddIntake(configuration)
            .BuildServiceProvider();
    }

    public string DatabasePath { get; }

    public IntakeRequest Request { get; } = new("bench", new MailboxOptions { Company = "firmanimi" }, DryRun: false);

    public DbDataSource Database => _services.GetRequiredService<DbDataSource>();

    public CompanyResolver Companies => _services.GetRequiredService<CompanyResolver>();

    public EventStore Events => _services.GetRequiredService<EventStore>();

    public BatchFiling Filing => _services.GetRequiredService<BatchFiling>();

    public async Task<LedgerMailbox> OpenAsync()
    {
        await _services.GetRequiredService<DatabaseSchema>().ApplyAsync(CancellationToken.None);
        return await _services.GetRequiredService<PollLedger>().OpenAsync(Request, "1", CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Remove();
    }

    private void Remove()
    {
        foreach (var ending in (string[])["", "-wal", "-shm"])
        {
            File.Delete(DatabasePath + ending);
        }
    }
}
