using System.Data.Common;
using System.Globalization;

using BounceProcessor.Database;
using BounceProcessor.Host.Composition;
using BounceProcessor.Senders;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Outbox;
using BounceProcessor.Sending.Records;
using BounceProcessor.Tests.Servers;

using Dapper;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BounceProcessor.Tests.Sending.Outbox;

/// <summary>The product's own rooms with a database of their own, a company "firmanimi" with a user "mari", and a server that is a <see cref="SmtpSink"/>.</summary>
internal sealed class OutboxLine : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly List<OutboxWorkers> _workers = [];
    private readonly List<ServiceProvider> _providers = [];

    private OutboxLine()
    {
    }

    public SmtpSink Sink { get; } = new();

    public ServiceProvider Services => _providers[0];

    public MailOutbox Outbox => Services.GetRequiredService<MailOutbox>();

    public OutboxControl Control => Services.GetRequiredService<OutboxControl>();

    public SentMailStore Mails => Services.GetRequiredService<SentMailStore>();

    /// <summary>With these settings of the outbox beside quick ones.</summary>
    public static async Task<OutboxLine> StartAsync(params (string Key, string Value)[] outbox)
    {
        var line = new OutboxLine();
        var services = await line.AddProcessAsync(outbox);
        await services.GetRequiredService<DatabaseSchema>().ApplyAsync(CancellationToken.None);
        await line.SaveUserAsync("mari", line.Sink.Port);
        return line;
    }

    /// <summary>Another process on the same database.</summary>
    public async Task<ServiceProvider> AddProcessAsync(params (string Key, string Value)[] outbox)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Database:Path"] = _folder.File("test.db"),
            ["Companies:EventDomain"] = "event.example.test",
            ["Companies:List:0:Code"] = "firmanimi",
            ["Sending:Outbox:LookEvery"] = "00:00:00.1",
            ["Sending:Outbox:MailsPerMinute"] = "0",
            ["Sending:Connecting:ReplyTimeout"] = "00:00:20",
            ["Sending:Connecting:AllowedNetworks:0"] = "127.0.0.0/8",
        };
        foreach (var (key, value) in outbox)
        {
            settings[key.Contains(':', StringComparison.Ordinal) ? key : $"Sending:Outbox:{key}"] = value;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = await ServiceHost.BuildForCommandAsync(new CheckedSettings(configuration, []));
        _providers.Add(services);
        return services;
    }

    /// <summary>Saves the card of a user whose server listens on a port of this machine.</summary>
    public async Task SaveUserAsync(string code, int port, SenderMode mode = SenderMode.Smtp)
    {
        var card = new UserCard
        {
            Company = "firmanimi",
            Code = code,
            Name = "Mari Maasikas",
            Email = $"{code}@firmanimi.example",
            Mode = mode,
            Host = "127.0.0.1",
            Port = port,
            Tls = SubmissionTls.None,
        };
        var saving = await Services.GetRequiredService<UserCards>().SaveAsync(card, PasswordChange.Keep, "test", CancellationToken.None);
        if (saving.Faults.Count > 0)
        {
            throw new InvalidOperationException(saving.Faults[0].Text.En);
        }
    }

    public static MailRequest Request(params string[] addresses) => new()
    {
        Company = "firmanimi",
        User = "mari",
        Subject = "Invoice 1024",
        Text = "The invoice is attached.",
        Customer = "C17",
        Document = "invoice 1024",
        Recipients = [.. addresses.Select(address => new MailRecipient(RecipientKind.To, address, null))],
    };

    /// <summary>Puts a mail into the outbox.</summary>
    public async Task<SentMail> AcceptAsync(MailRequest request)
    {
        var acceptance = await Outbox.AcceptAsync(request, CancellationToken.None);
        return acceptance.Mail ?? throw new InvalidOperationException(string.Join(" ", acceptance.Faults.Select(fault => fault.Text.En)));
    }

    public Task<SentMail> AcceptAsync(params string[] addresses) => AcceptAsync(Request(addresses));

    /// <summary>Workers of this process.</summary>
    public Task<OutboxWorkers> WorkAsync() => WorkAsync(Services, Services.GetRequiredService<OutboxProcess>());

    /// <summary>Workers of another process, or of one that another takes for dead.</summary>
    public async Task<OutboxWorkers> WorkAsync(ServiceProvider services, OutboxProcess process)
    {
        var writer = services.GetRequiredService<OutboxWriter>();
        var queue = ActivatorUtilities.CreateInstance<OutboxQueue>(services, writer, process);
        var parts = ActivatorUtilities.CreateInstance<LaneParts>(services, queue);
        var upkeep = ActivatorUtilities.CreateInstance<OutboxUpkeep>(services, writer, queue, process);
        var workers = ActivatorUtilities.CreateInstance<OutboxWorkers>(services, parts, upkeep);
        _workers.Add(workers);
        await workers.StartAsync(CancellationToken.None);
        return workers;
    }

    /// <summary>One value of the database.</summary>
    public async Task<T> ReadAsync<T>(string sql)
    {
        await using var connection = await Services.GetRequiredService<DbDataSource>().OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<T>(sql) ?? throw new InvalidOperationException("no value");
    }

    public async Task WriteAsync(string sql)
    {
        await using var connection = await Services.GetRequiredService<DbDataSource>().OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }

    /// <summary>How many transmissions are in a state.</summary>
    public Task<long> CountAsync(TransmissionState state) => ReadAsync<long>(
        string.Create(CultureInfo.InvariantCulture, $"SELECT COUNT(*) FROM transmissions WHERE state = '{BounceProcessor.Diagnosis.Codes.ToCode(state)}'"));

    /// <summary>Waits until so many transmissions are in a state.</summary>
    public Task UntilAsync(TransmissionState state, long count) => UntilAsync(async () => await CountAsync(state) == count, $"{count} transmissions {state}");

    public static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromMinutes(1))
            {
                throw new TimeoutException($"{what}: not in a minute");
            }

            await Task.Delay(10);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var workers in _workers)
        {
            await workers.StopAsync(CancellationToken.None);
            workers.Dispose();
        }

        await Sink.DisposeAsync();
        foreach (var provider in _providers)
        {
            await provider.DisposeAsync();
        }

        _folder.Dispose();
    }
}
