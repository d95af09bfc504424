using System.Data.Common;

using BounceProcessor.Database;
using BounceProcessor.Host.Composition;
using BounceProcessor.Senders;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Outbox;
using BounceProcessor.Sending.Records;

using Dapper;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BounceProcessor.Benchmarks.Sending;

/// <summary>The product's rooms with a database of their own and mails in the outbox.</summary>
internal sealed class BenchOutbox : IAsyncDisposable
{
    private readonly string _folder;
    private readonly ServiceProvider _services;
    private readonly int _mails;

    private BenchOutbox(string folder, ServiceProvider services, IReadOnlyList<byte[]> contents) =>
        (_folder, _services, Contents, _mails) = (folder, services, contents, contents.Count);

    /// <summary>The mails as they are stored.</summary>
    public IReadOnlyList<byte[]> Contents { get; }

    /// <summary>Makes a database under a folder and puts so many mails to one recipient each into the outbox.</summary>
    public static async Task<BenchOutbox> FillAsync(string parent, int port, int connections, int mails)
    {
        var folder = Directory.CreateDirectory(Path.Combine(parent, $"bounceproc-sending-{Guid.NewGuid():N}")).FullName;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:Path"] = Path.Combine(folder, "bench.db"),
            ["Companies:EventDomain"] = "event.example.test",
            ["Companies:List:0:Code"] = "firmanimi",
            ["Sending:Outbox:MailsPerMinute"] = "0",
            ["Sending:Connecting:AllowedNetworks:0"] = "127.0.0.0/8",
            ["Sending:Outbox:ConnectionsPerServer"] = FormattableString.Invariant($"{connections}"),
        }).Build();
        var services = await ServiceHost.BuildForCommandAsync(new CheckedSettings(configuration, []));
        await services.GetRequiredService<DatabaseSchema>().ApplyAsync(CancellationToken.None);
        await services.GetRequiredService<UserCards>().SaveAsync(Card(port), PasswordChange.Keep, "bench", CancellationToken.None);
        var outbox = services.GetRequiredService<MailOutbox>();
        var contents = new List<byte[]>();
        foreach (var chunk in Enumerable.Range(0, mails).Chunk(500))
        {
            var accepted = await outbox.AcceptAsync([.. chunk.Select(Request)], null, CancellationToken.None);
            foreach (var mail in accepted.Select(one => one.Mail).OfType<SentMail>())
            {
                contents.Add(await services.GetRequiredService<SentMailStore>().ContentAsync(mail.Company, mail.Id, CancellationToken.None) ?? []);
            }
        }

        return contents.Count == mails ? new BenchOutbox(folder, services, contents) : throw new InvalidOperationException("Not all mails were accepted.");
    }

    /// <summary>Empties the outbox; the last mail counts when its result is on disk.</summary>
    /// <returns>Mails a second.</returns>
    public async Task<double> MeasureAsync(CountingSink sink)
    {
        var before = sink.Mails;
        using var workers = ActivatorUtilities.CreateInstance<OutboxWorkers>(_services);
        var start = TimeProvider.System.GetTimestamp();
        await workers.StartAsync(CancellationToken.None);
        while (sink.Mails - before < _mails)
        {
            await Task.Delay(1);
        }

        // The last results: stopping waits until they are stored.
        await workers.StopAsync(CancellationToken.None);
        var took = TimeProvider.System.GetElapsedTime(start);
        var done = await DoneAsync();
        return done == _mails && sink.Mails - before == _mails
            ? _mails / took.TotalSeconds
            : throw new InvalidOperationException($"{done} of {_mails} mails are done, {sink.Mails - before} came.");
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<long> DoneAsync()
    {
        await using var connection = await _services.GetRequiredService<DbDataSource>().OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM transmissions WHERE state = 'done'");
    }

    private static UserCard Card(int port) => new()
    {
        Company = "firmanimi",
        Code = "mari",
        Email = "mari@firmanimi.example",
        Mode = SenderMode.Smtp,
        Host = "127.0.0.1",
        Port = port,
        Tls = SubmissionTls.None,
    };

    // An invoice's letter with a small attachment: some 6 kB.
    private static MailRequest Request(int number) => new()
    {
        Company = "firmanimi",
        User = "mari",
        Subject = FormattableString.Invariant($"Invoice {number}"),
        Text = string.Concat(Enumerable.Repeat("Dear customer, please find the invoice attached. It is due in fourteen days.\r\n", 20)),
        Document = FormattableString.Invariant($"invoice {number}"),
        Recipients = [new MailRecipient(RecipientKind.To, FormattableString.Invariant($"customer{number}@example.test"), "Customer")],
        Attachments = [new MailAttachment("invoice.pdf", "application/pdf", new byte[2500], null)],
    };
}
