using System.Text.Json.Nodes;

using BounceProcessor.Benchmarks.Hostile;
using BounceProcessor.Tests.Servers;

using Dapper;

using Microsoft.Data.Sqlite;

namespace BounceProcessor.Benchmarks.Idle;

/// <summary>
/// How long a bounce takes from the moment a mail server begins to deliver it until its event can be read: the service as an operator runs it,
/// with a schedule that comes by once a day, so that only IDLE can have told it.
/// </summary>
internal sealed class IdleRun(string[] args)
{
    private const string Username = "idle";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly int _bounces = (int)Options.Number(args, "--bounces", 20);
    private readonly string _folder = Directory.CreateTempSubdirectory("bounceproc-idle-").FullName;

    private string Database => $"Data Source={Path.Combine(_folder, "test.db")};Mode=ReadOnly;Pooling=False";

    /// <summary>Exit code: 0 when the median is under two seconds.</summary>
    public static async Task<int> OfAsync(string[] args) => await new IdleRun(args).RunAsync();

    private async Task<int> RunAsync()
    {
        await using var server = await PrivateDovecot.StartAsync(CancellationToken.None);
        var box = ProductProcess.Box(server.ImapPort, Username, Options.Text(args, "--after-filing") ?? "Leave");
        box["Interval"] = JsonValue.Create("1.00:00:00");
        ProductProcess.Configure(_folder, box);
        using var service = ProductProcess.Start(_folder, null, "serve");
        await UntilAsync(service, "SELECT COUNT(*) FROM mailbox_states WHERE watched_since IS NOT NULL", "", 1);

        var times = new List<double>();
        for (var number = 0; number < _bounces; number++)
        {
            // Each finds the service at rest, and not in step with it.
            await Task.Delay(TimeSpan.FromMilliseconds(1500 + (number * 37 % 500)), CancellationToken.None);
            var begun = TimeProvider.System.GetTimestamp();
            await server.DeliverAsync(Username, [PostfixBounce.Text(number)], CancellationToken.None);
            await UntilAsync(service, "SELECT COUNT(*) FROM events WHERE recipient = @Text", PostfixBounce.Recipient(number), 1);
            times.Add(TimeProvider.System.GetElapsedTime(begun).TotalMilliseconds);
            Console.WriteLine($"bounce {number + 1}: {times[^1]:0} ms");
        }

        service.Stop();
        await service.WaitAsync(CancellationToken.None);
        times.Sort();
        var median = (times[(times.Count - 1) / 2] + times[times.Count / 2]) / 2;
        Console.WriteLine($"{times.Count} bounces, from delivery to event: median {median:0} ms, fastest {times[0]:0} ms, slowest {times[^1]:0} ms");
        Directory.Delete(_folder, recursive: true);
        return median < 2000 ? 0 : 1;
    }

    private async Task UntilAsync(ProductProcess service, string sql, string text, long wanted)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (await CountAsync(sql, text) < wanted)
        {
            if (service.HasEnded || TimeProvider.System.GetElapsedTime(begun) > Patience)
            {
                throw new TimeoutException($"It did not come about: {sql}. The service said: {string.Join(" | ", service.Said.TakeLast(10))}");
            }

            await Task.Delay(5, CancellationToken.None);
        }
    }

    private async Task<long> CountAsync(string sql, string text)
    {
        try
        {
            await using var connection = new SqliteConnection(Database);
            return await connection.ExecuteScalarAsync<long>(sql, new { Text = text });
        }
        catch (SqliteException)
        {
            return 0; // not made yet
        }
    }
}
