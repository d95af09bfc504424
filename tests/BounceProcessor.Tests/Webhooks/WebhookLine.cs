using System.Data.Common;
using System.Text;

using BounceProcessor.Database;
using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Events;
using BounceProcessor.Feeds;
using BounceProcessor.Marks;
using BounceProcessor.Secrets;
using BounceProcessor.Tests.Pages;
using BounceProcessor.Tests.Servers;
using BounceProcessor.Webhooks;

using Dapper;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace BounceProcessor.Tests.Webhooks;

/// <summary>Everything from the database to the delivery, with a clock of its own; nothing runs but when told.</summary>
internal sealed class WebhookLine : IAsyncDisposable
{
    public const string Company = "firmanimi";

    private readonly TestFolder _folder = new();
    private readonly ServiceProvider _services;
    private int _filed;

    private WebhookLine(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Database:Path"] = _folder.File("data/test.db"),
                ["Webhooks:AllowHttp"] = "true",
                ["Webhooks:AllowedNetworks:0"] = "127.0.0.0/8",
                ["Webhooks:AllowedNetworks:1"] = "::1",
            })
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value))
            .Build();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(new CollectedLogProvider(Log)));
        services.AddSingleton<TimeProvider>(Time);
        services.AddDatabase(configuration);
        services.AddSecrets(configuration);
        services.AddEvents(configuration);
        services.AddMarks(configuration);
        services.AddFeeds();
        services.AddWebhooks(configuration);
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));

    public CollectedLog Log { get; } = new();

    public WebhookEndpoints Endpoints => _services.GetRequiredService<WebhookEndpoints>();

    public WebhookQueue Queue => _services.GetRequiredService<WebhookQueue>();

    public WebhookRound Round => _services.GetRequiredService<WebhookRound>();

    public WebhookDelivery Delivery => _services.GetRequiredService<WebhookDelivery>();

    public EventStore Events => _services.GetRequiredService<EventStore>();

    public AddressMarks Marks => _services.GetRequiredService<AddressMarks>();

    public static async Task<WebhookLine> StartAsync(params (string Key, string Value)[] settings)
    {
        var line = new WebhookLine(settings);
        line._services.GetRequiredService<KeyRing>().Prepare();
        await line._services.GetRequiredService<DatabaseSchema>().ApplyAsync(CancellationToken.None);
        return line;
    }

    /// <summary>Adds an endpoint for all events unless some are named.</summary>
    public async Task<(WebhookEndpoint Endpoint, string Secret)> AddAsync(WebhookReceiver receiver, string company = Company, params string[] events) =>
        await Endpoints.AddAsync(new NewWebhook(company, receiver.Url, events.Length == 0 ? WebhookEvents.All : events, "test"), CancellationToken.None);

    /// <summary>Files a bounce.</summary>
    /// <returns>The event's code.</returns>
    public async Task<long> FileAsync(string company = Company)
    {
        var bytes = Encoding.UTF8.GetBytes(TestSite.Report($"nobody{++_filed}@example.net").ReplaceLineEndings("\r\n"));
        var diagnosis = new MailDiagnoser(RuleBook.Embedded).Diagnose(bytes, CancellationToken.None);
        return await InTransactionAsync(async transaction =>
        {
            var filed = await Events.FileAsync([NewMail.Prepare(company, "test", Time.GetUtcNow(), bytes, headersOnly: false, diagnosis)], transaction, CancellationToken.None);
            return filed[0].Added.Single().Id;
        });
    }

    /// <summary>Notes a correction.</summary>
    public Task CorrectAsync(string old, string now, string company = Company) => InTransactionAsync(async transaction =>
    {
        await _services.GetRequiredService<AddressCorrections>().AddAsync(
            new NewCorrection(company, "10023", old, now, 1, 1, "mari"), transaction, CancellationToken.None);
        return 0L;
    });

    /// <summary>Looks and delivers once, at a later time.</summary>
    public Task<int> RunAsync(TimeSpan later = default)
    {
        Time.Advance(later);
        return Round.RunAsync(CancellationToken.None);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await _services.GetRequiredService<DbDataSource>().OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }

    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var connection = await _services.GetRequiredService<DbDataSource>().OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<T>(sql);
    }

    public async Task<T> InTransactionAsync<T>(Func<DbTransaction, Task<T>> work)
    {
        await using var connection = await _services.GetRequiredService<DbDataSource>().OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var result = await work(transaction);
        await transaction.CommitAsync();
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}
