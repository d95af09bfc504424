using System.Text;

using BounceProcessor.Database;
using BounceProcessor.Events;
using BounceProcessor.Intake;
using BounceProcessor.Marks;
using BounceProcessor.MassMail;
using BounceProcessor.MassMail.Recipients;
using BounceProcessor.MassMail.Templates;
using BounceProcessor.Rules;
using BounceProcessor.Secrets;
using BounceProcessor.Senders;
using BounceProcessor.Sending;
using BounceProcessor.Sending.Outbox;
using BounceProcessor.SignIn;
using BounceProcessor.Tests.Database;
using BounceProcessor.Tokens;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

using Xunit;

namespace BounceProcessor.Tests.MassMail;

/// <summary>The rooms from database to mass mail on a file of their own, with two companies: firmanimi has the module, lihtne has not. Nothing sends.</summary>
internal sealed class MassMailLine : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private MassMailLine(ServiceProvider services, TestDatabase database, FakeTimeProvider time) => (_services, Database, Time) = (services, database, time);

    public TestDatabase Database { get; }

    public FakeTimeProvider Time { get; }

    public BatchStore Store => Service<BatchStore>();

    public BatchControl Control => Service<BatchControl>();

    public T Service<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public static async Task<MassMailLine> StartAsync(params (string Key, string Value)[] settings)
    {
        var database = new TestDatabase();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
        var line = new MassMailLine(Services(database.FilePath, time, settings), database, time);
        await database.ApplySchemaAsync();
        foreach (var (company, code, mode) in new[] { ("firmanimi", "MARI", SenderMode.Directo), ("lihtne", "JAAN", SenderMode.Directo), ("lihtne", "OMA", SenderMode.Smtp) })
        {
            var card = new UserCard
            {
                Company = company,
                Code = code,
                Name = "Mari Maasikas",
                Email = $"{code.ToLowerInvariant()}@{company}.example",
                Mode = mode,
                Host = mode == SenderMode.Smtp ? "smtp.lihtne.example" : null,
                Port = mode == SenderMode.Smtp ? 587 : null,
                Tls = mode == SenderMode.Smtp ? SubmissionTls.StartTls : null,
            };
            Assert.Empty((await line.Service<UserCards>().SaveAsync(card, PasswordChange.Keep, "test", CancellationToken.None)).Faults.Select(fault => fault.Text.En));
        }

        return line;
    }

    /// <summary>The same database as another process would have it.</summary>
    public ServiceProvider OtherProcess(string name) => Services(Database.FilePath, Time, [], name);

    public static NewBatch Wanted(LetterSource? letter = null, string company = "firmanimi", string user = "MARI") => new()
    {
        Company = company,
        User = user,
        Name = "Arved",
        Letter = letter ?? new LetterSource("Arve {{ document }}", "Tere, {{ name }}!", null, null),
        CreatedBy = "test",
    };

    public async Task<LoadingOutcome> LoadAsync(string csv, NewBatch? wanted = null, BatchFiles? files = null)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        var reading = await RecipientFile.OpenAsync(file, CancellationToken.None);
        return await Service<BatchLoading>().LoadAsync(
            wanted ?? Wanted(), Assert.IsType<RecipientList>(reading.List), files ?? BatchFiles.None, null, CancellationToken.None);
    }

    /// <summary>A draft that was started.</summary>
    public async Task<Batch> StartedAsync(string csv, NewBatch? wanted = null, BatchFiles? files = null)
    {
        var outcome = await LoadAsync(csv, wanted, files);
        Assert.Empty(outcome.Faults.Select(fault => fault.Text.En).Concat(outcome.TemplateFaults.Select(fault => fault.Text.En)));
        var batch = Assert.IsType<Batch>(outcome.Batch);
        Assert.Null((await Control.StartAsync(batch.Company, batch.Id, "test", CancellationToken.None))?.En);
        return await FindAsync(batch);
    }

    public async Task<Batch> FindAsync(Batch batch) => Assert.IsType<Batch>(await Store.FindAsync(batch.Company, batch.Id, CancellationToken.None));

    public Task<BatchSums> SumsAsync(Batch batch) => Store.SumsAsync(batch.Company, batch.Id, CancellationToken.None);

    public async Task<int> FeedAsync(Batch batch) => await Service<BatchFeed>().FeedAsync(await FindAsync(batch), CancellationToken.None);

    public async Task FeedAllAsync(Batch batch)
    {
        while (await FeedAsync(batch) > 0)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    public async Task<IReadOnlyList<(long Row, string State, string? Fault)>> RowsAsync(Batch? batch)
    {
        var found = Assert.IsType<Batch>(batch);
        var rows = await Store.RowsAsync(found.Company, found.Id, null, 0, 1_000, CancellationToken.None);
        return [.. rows.Select(row => (row.RowNumber, row.State, BatchJson.Faults(row.Faults) is [var first, ..] ? first.Code : null))];
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Database.DisposeAsync();
    }

    private static ServiceProvider Services(string path, FakeTimeProvider time, (string Key, string Value)[] settings, string process = "host|1|a")
    {
        Dictionary<string, string?> values = new()
        {
            ["Database:Path"] = path,
            ["Companies:List:0:Code"] = "firmanimi",
            ["Companies:List:0:MassMail"] = "true",
            ["Companies:List:1:Code"] = "lihtne",
        };
        foreach (var (key, value) in settings)
        {
            values[key] = value;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.AddLogging();
        services.AddDatabase(configuration);
        services.AddSecrets(configuration);
        services.AddSignIn();
        services.AddTokens(configuration);
        services.AddEvents(configuration);
        services.AddRules(configuration);
        services.AddIntake(configuration);
        services.AddMarks(configuration);
        services.AddSenders(configuration);
        services.AddSingleton(new OutboxProcess(process, _ => false, "boot"));
        services.AddSending(configuration);
        services.AddMassMail(configuration);
        return services.BuildServiceProvider();
    }
}
