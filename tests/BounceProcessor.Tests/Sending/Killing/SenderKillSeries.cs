using System.Text.Json.Nodes;

using BounceProcessor.Database;
using BounceProcessor.Host.Composition;
using BounceProcessor.Senders;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Outbox;
using BounceProcessor.Sending.Records;
using BounceProcessor.Telemetry;
using BounceProcessor.Tests.Faults.Killing;
using BounceProcessor.Tests.Servers;

using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace BounceProcessor.Tests.Sending.Killing;

/// <summary>
/// A service that sends is killed again and again while mails are put into its outbox by another process; then it is let go. What the far side got is
/// held against what the outbox says.
/// </summary>
internal sealed class SenderKillSeries : IAsyncDisposable
{
    /// <summary>The steps of sending, in their order.</summary>
    public static readonly IReadOnlyList<string> Steps =
        [SendingTrace.Take, SendingTrace.Submit, SendingTrace.Ending, SendingTrace.EndOfData, SendingTrace.Store];

    private readonly TestFolder _folder = new();
    private readonly SmtpSink _sink = new();
    private readonly Random _random;
    private ServiceProvider? _services;

    public SenderKillSeries(Random random)
    {
        _random = random;
        _sink.OnMail = async (_, cancellationToken) =>
        {
            // A server takes its time before it answers; that is where it is not known what happened.
            await Task.Delay(Random.Shared.Next(4), cancellationToken);
            return null;
        };
    }

    /// <summary>What was found.</summary>
    public SenderKillTally Tally { get; } = new(Steps);

    /// <summary>Kills the service so many times while so many mails are accepted, and lets it go in the end.</summary>
    public async Task RunAsync(int kills, int mails, Action<string> tell, CancellationToken cancellationToken)
    {
        await PrepareAsync();
        var accepted = 0;
        while (Tally.Kills < kills)
        {
            var share = mails * (Tally.Kills + 1) / kills;
            await AcceptAsync(accepted, share, cancellationToken);
            accepted = share;
            var step = Steps[_random.Next(Steps.Count)];
            await LiveAsync(step, cancellationToken);
            tell($"{Tally.Kills} kills, the last at {step}; {_sink.Mails.Count} mails came");
        }

        await FinishAsync(cancellationToken);
        await CountAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
        }

        await _sink.DisposeAsync();
        _folder.Dispose();
    }

    private async Task PrepareAsync()
    {
        var settings = new JsonObject
        {
            ["Database"] = new JsonObject { ["Path"] = _folder.File("test.db") },
            ["Web"] = new JsonObject { ["Listen"] = "http://127.0.0.1:0" },
            ["Companies"] = new JsonObject { ["EventDomain"] = "event.example.test", ["List"] = new JsonArray(new JsonObject { ["Code"] = "firmanimi" }) },
            ["Sending"] = new JsonObject
            {
                ["Connecting"] = new JsonObject { ["AllowedNetworks"] = new JsonArray("127.0.0.0/8") },
                ["Outbox"] = new JsonObject { ["MailsPerMinute"] = 0, ["LookEvery"] = "00:00:00.1", ["FirstRetry"] = "00:00:01", ["ServerRest"] = "00:00:01" },
            },
        };
        var file = _folder.Write("appsettings.json", settings.ToJsonString());
        _services = await ServiceHost.BuildForCommandAsync(Settings.Load(file));
        await _services.GetRequiredService<DatabaseSchema>().ApplyAsync(CancellationToken.None);
        var card = new UserCard
        {
            Company = "firmanimi",
            Code = "mari",
            Email = "mari@firmanimi.example",
            Mode = SenderMode.Smtp,
            Host = "127.0.0.1",
            Port = _sink.Port,
            Tls = SubmissionTls.None,
        };
        await _services.GetRequiredService<UserCards>().SaveAsync(card, PasswordChange.Keep, "test", CancellationToken.None);
    }

    private async Task AcceptAsync(int from, int to, CancellationToken cancellationToken)
    {
        var outbox = (_services ?? throw new InvalidOperationException("not prepared")).GetRequiredService<MailOutbox>();
        for (var i = from; i < to; i++)
        {
            var request = new MailRequest
            {
                Company = "firmanimi",
                User = "mari",
                Subject = FormattableString.Invariant($"Invoice {i}"),
                Text = "The invoice is attached.",
                Recipients = [new MailRecipient(RecipientKind.To, FormattableString.Invariant($"customer{i}@example.test"), null)],
            };
            if ((await outbox.AcceptAsync(request, cancellationToken)).Mail is null)
            {
                Tally.AddFault($"mail {i} was not accepted");
            }
        }
    }

    // One life of the service, which ends at a random place of a step.
    private async Task LiveAsync(string step, CancellationToken cancellationToken)
    {
        var point = new KillPoint(
            step,
            _random.GetItems([KillPoint.Start, KillPoint.Within, KillPoint.End], 1)[0],
            step == SendingTrace.Take ? _random.Next(1, 3) : _random.Next(1, 30),
            _random.Next(3_000),
            PosixSignal.Kill);
        var environment = new Dictionary<string, string>
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
            [KillPoint.Variable] = point.ToString(),
        };
        using var process = ProductProcess.Start(_folder.Path, environment, "serve");
        await UntilAsync(() => process.HasEnded || !HasWork(), cancellationToken);
        if (!process.HasEnded)
        {
            // The outbox was empty before it came there.
            process.Kill();
        }

        await process.WaitAsync(cancellationToken);
        if (process.ExitCode == 128 + PosixSignal.Kill)
        {
            Tally.AddKill(step);
        }
        else
        {
            throw new InvalidOperationException($"serve ended with exit code {process.ExitCode}: {string.Join(" | ", process.Said)}");
        }
    }

    private async Task FinishAsync(CancellationToken cancellationToken)
    {
        using var process = ProductProcess.Start(_folder.Path, null, "serve");
        await UntilAsync(() => process.HasEnded || !HasWork(), cancellationToken);
        process.Stop();
        await process.WaitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            Tally.AddFault($"serve, let go, ended with exit code {process.ExitCode}: {string.Join(" | ", process.Said)}");
        }
    }

    private bool HasWork()
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File("test.db")};Default Timeout=60");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM transmissions WHERE state IN ('waiting', 'sending', 'ending')";
        return (long)(command.ExecuteScalar() ?? 0L) > 0;
    }

    private async Task CountAsync(CancellationToken cancellationToken)
    {
        var far = _sink.Mails.SelectMany(mail => mail.Recipients).GroupBy(address => address, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count());
        await using var connection = new SqliteConnection($"Data Source={_folder.File("test.db")};Default Timeout=60");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT recipient.address, recipient.state, EXISTS (
              SELECT 1 FROM transmission_history AS history WHERE history.transmission_id = recipient.transmission_id AND history.action = 'unsure')
            FROM sent_recipients AS recipient
            """;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            Tally.AddRecipient(reader.GetString(0), reader.GetString(1), reader.GetBoolean(2), far.GetValueOrDefault(reader.GetString(0)));
        }

        Tally.FarSide = far.Values.Sum();
    }

    private static async Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromMinutes(3))
            {
                throw new TimeoutException("The service neither sent everything nor came to its end in three minutes.");
            }

            await Task.Delay(20, cancellationToken);
        }
    }
}
