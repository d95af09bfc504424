using BounceProcessor.Database;
using BounceProcessor.Events;
using BounceProcessor.Intake;
using BounceProcessor.Mailboxes;
using BounceProcessor.Marks;
using BounceProcessor.Matching;
using BounceProcessor.Polling;
using BounceProcessor.Rules;
using BounceProcessor.Secrets;
using BounceProcessor.SignIn;
using BounceProcessor.Tests.Servers;
using BounceProcessor.Tokens;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using Xunit;

namespace BounceProcessor.Tests.Polling;

/// <summary>The rooms from mailbox to event with their real schedule, on a database of its own.</summary>
internal sealed class PollingHost : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly IHost _host;

    private PollingHost(IReadOnlyDictionary<string, MailboxOptions> mailboxes, Action<IServiceCollection>? change)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Database:Path"] = _folder.File("test.db") });
        builder.Logging.AddProvider(new CollectedLogProvider(Log));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddDatabase(builder.Configuration);
        builder.Services.AddSecrets(builder.Configuration);
        builder.Services.AddSignIn();
        builder.Services.AddEvents(builder.Configuration);
        builder.Services.AddRules(builder.Configuration);
        builder.Services.AddTokens(builder.Configuration);
        builder.Services.AddMarks(builder.Configuration);
        builder.Services.AddMatching();
        builder.Services.AddIntake(builder.Configuration);
        builder.Services.AddMailboxes(builder.Configuration);
        builder.Services.AddPolling(builder.Configuration);
        builder.Services.AddPollingSchedule(builder.Configuration);
        builder.Services.Configure<MailboxesOptions>(options =>
        {
            foreach (var (name, mailbox) in mailboxes)
            {
                options.ByName[name] = mailbox;
            }
        });
        change?.Invoke(builder.Services);
        _host = builder.Build();
    }

    public CollectedLog Log { get; } = new();

    public T Service<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public PollOnce Poll => _host.Services.GetRequiredService<PollOnce>();

    /// <summary>The same with a clock of the test's own.</summary>
    public PollOnce NewPollOnce(TimeProvider time) => ActivatorUtilities.CreateInstance<PollOnce>(_host.Services, time);

    public MailboxStates States => _host.Services.GetRequiredService<MailboxStates>();

    public MailboxLeases Leases => _host.Services.GetRequiredService<MailboxLeases>();

    public string DatabaseFile => _folder.File("test.db");

    public static Task<PollingHost> CreateAsync(params (string Name, MailboxOptions Options)[] mailboxes) => CreateAsync(null, mailboxes);

    /// <summary>With services of the test's own in place of others.</summary>
    public static async Task<PollingHost> CreateAsync(Action<IServiceCollection>? change, params (string Name, MailboxOptions Options)[] mailboxes)
    {
        var host = new PollingHost(mailboxes.ToDictionary(mailbox => mailbox.Name, mailbox => mailbox.Options), change);
        await host._host.Services.GetRequiredService<DatabaseSchema>().ApplyAsync(TestContext.Current.CancellationToken);
        return host;
    }

    /// <summary>Another service on the database of the first, which must outlive it.</summary>
    public static Task<PollingHost> BesideAsync(PollingHost first, params (string Name, MailboxOptions Options)[] mailboxes) =>
        CreateAsync(services => services.Configure<DatabaseOptions>(options => options.Path = first.DatabaseFile), mailboxes);

    public Task StartAsync() => _host.StartAsync(TestContext.Current.CancellationToken);

    public Task StopAsync() => _host.StopAsync(TestContext.Current.CancellationToken);

    public Task<PollResult> PollAsync(string mailbox) => Poll.RunAsync(mailbox, dryRun: false, null, TestContext.Current.CancellationToken);

    public async Task<IReadOnlyList<RunSummary>> RunsAsync(string mailbox) =>
        await _host.Services.GetRequiredService<RunStore>().ListAsync(mailbox, 1000, TestContext.Current.CancellationToken);

    public async Task<List<string>> RecipientsAsync()
    {
        var store = _host.Services.GetRequiredService<EventStore>();
        List<string> all = [];
        for (var page = 1; ; page++)
        {
            var events = (await store.ListAsync(new EventFilter(), page, 500, TestContext.Current.CancellationToken)).Events;
            all.AddRange(events.Select(one => one.Recipient));
            if (events.Count < 500)
            {
                return all;
            }
        }
    }

    /// <summary>Waits for something that the schedule is to bring about.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromMinutes(1), "it did not come about within a minute");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        _folder.Dispose();
    }
}
