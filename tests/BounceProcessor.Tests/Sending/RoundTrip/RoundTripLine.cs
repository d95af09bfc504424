using System.Data.Common;
using System.Globalization;

using BounceProcessor.Database;
using BounceProcessor.Host.Composition;
using BounceProcessor.Mailboxes;
using BounceProcessor.Polling;
using BounceProcessor.Senders;
using BounceProcessor.Sending;
using BounceProcessor.Sending.Outbox;
using BounceProcessor.SignIn;
using BounceProcessor.Tests.Matching;
using BounceProcessor.Tests.Servers;

using Dapper;

using MailKit;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Identity.Client;

using Xunit;

namespace BounceProcessor.Tests.Sending.RoundTrip;

/// <summary>
/// The product as it runs in service, with its polling and its outbox, between real servers: a Postfix that it hands mail to by STARTTLS, TLS and XOAUTH2, a
/// second one on the way, and the Dovecot that bounces come home to.
/// </summary>
internal sealed class RoundTripLine(DovecotServer dovecot) : IAsyncDisposable
{
    private readonly TestFolder _folder = new();
    private readonly CollectedLog _log = new();

    // The mailboxes of other tests lie on the same server.
    private readonly string _mark = Guid.NewGuid().ToString("N")[..8];
    private TokenEndpoint? _endpoint;
    private PostfixServer? _postfix;
    private PostfixServer? _next;
    private IHost? _host;

    public FarSide Far { get; } = new();

    /// <summary>Where bounces of the company firmanimi come home.</summary>
    public string EventAddress => $"f{_mark}@{MatchLine.Domain}";

    /// <summary>The one user of the company kirjad, who has a mailbox of her own.</summary>
    public string UserAddress => $"k{_mark}@kirjad.example";

    public DbDataSource Database => Service<DbDataSource>();

    /// <summary>Warnings and errors of the product, the last ones.</summary>
    public string Warnings => string.Join('\n', _log.Lines.TakeLast(20));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private PostfixServer Postfix => _postfix ?? throw new InvalidOperationException("Postfix was not started.");

    private PostfixServer Next => _next ?? throw new InvalidOperationException("The second Postfix was not started.");

    public T Service<T>()
        where T : notnull => (_host ?? throw new InvalidOperationException("Nothing was started.")).Services.GetRequiredService<T>();

    /// <summary>Starts the servers, and builds the product with its users; it does not run yet.</summary>
    public async Task PrepareAsync()
    {
        await dovecot.StartAsync();
        _endpoint = await TokenEndpoint.StartAsync();
        _endpoint.AccessToken = (_, _) => PostfixServer.AccessToken(UserAddress, TimeProvider.System.GetUtcNow().AddHours(1));
        await StartServersAsync();
        _host = Build(_endpoint);
        await Service<DatabaseSchema>().ApplyAsync(Token);
        foreach (var sender in PlannedSender.All)
        {
            await SaveAsync(sender);
        }
    }

    /// <summary>Puts mails into the outbox.</summary>
    public async Task AcceptAsync(IEnumerable<PlannedMail> mails)
    {
        foreach (var mail in mails)
        {
            var acceptance = await Service<MailOutbox>().AcceptAsync(mail.Request(), Token);
            Assert.True(acceptance.Mail is not null, $"{mail.Subject}: {string.Join(" ", acceptance.Faults.Select(fault => fault.Text.En))}");
        }
    }

    /// <summary>From here on the product sends and polls.</summary>
    public Task RunAsync() => (_host ?? throw new InvalidOperationException("Nothing was started.")).StartAsync(Token);

    /// <summary>Whether all mail is where it stays for the time being: nothing is under way but what is put off again and again, and all that came home was read.</summary>
    /// <param name="putOff">How many recipients are still put off by the company's own server, and how many by the far side.</param>
    public async Task<bool> IsQuietAsync((int Here, int Far) putOff)
    {
        await using var connection = await Database.OpenConnectionAsync(Token);
        if (await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM sent_recipients WHERE state = 'waiting'") != putOff.Here)
        {
            return false;
        }

        var queued = await Postfix.QueuedAsync(Token);
        return queued.Count == putOff.Far
            && queued.All(address => Fate.NameIn(address) is "late" or "never")
            && (await Next.QueuedAsync(Token)).Count == 0
            && await IsReadAsync(connection, "events", EventAddress)
            && await IsReadAsync(connection, "kiri", UserAddress);
    }

    /// <summary>What still waits becomes as old as the outbox tries a mail.</summary>
    public async Task AgeAsync()
    {
        await using var connection = await Database.OpenConnectionAsync(Token);
        await connection.ExecuteAsync("UPDATE transmissions SET expires_at = next_at WHERE state <> 'done'");
    }

    /// <summary>Mails arrive at a mailbox.</summary>
    public Task DeliverAsync(string address, byte[] mail) => Lmtp.DeliverAsync(dovecot.LmtpPort, address, [System.Text.Encoding.Latin1.GetString(mail)], Token);

    /// <summary>Waits for a condition.</summary>
    /// <returns>Whether it came about within two minutes.</returns>
    public static async Task<bool> UntilAsync(Func<Task<bool>> isSo)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromMinutes(2))
            {
                return false;
            }

            await Task.Delay(250, Token);
        }

        return true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is { } host)
        {
            await host.StopAsync(CancellationToken.None);
            host.Dispose();
        }

        foreach (var server in new IAsyncDisposable?[] { _postfix, _next, _endpoint, Far }.OfType<IAsyncDisposable>())
        {
            await server.DisposeAsync();
        }

        _folder.Dispose();
    }

    // The second server offers no DSN, as many do, and knows other names for some addresses.
    private async Task StartServersAsync()
    {
        var home = string.Create(CultureInfo.InvariantCulture, $"{{{MatchLine.Domain} = lmtp:inet:127.0.0.1:{dovecot.LmtpPort}}} {{kirjad.example = lmtp:inet:127.0.0.1:{dovecot.LmtpPort}}}");
        string[] quick = ["default_destination_recipient_limit=1", "queue_run_delay=1s", "minimal_backoff_time=1s", "maximal_backoff_time=2s", "delay_warning_time=1s"];
        var moved = string.Join(' ', Enumerable.Range(0, 10).Select(number => string.Create(CultureInfo.InvariantCulture, $"{{moved{number}@next.example = gone{number}@far.example}}")));
        _next = await PostfixServer.StartAsync(
            Far.Sink.Port,
            [
                .. quick, $"transport_maps=inline:{{ {home} }}", "myhostname=next.example", "mynetworks=127.0.0.0/8", "smtpd_relay_restrictions=permit_mynetworks, reject",
                "smtpd_recipient_restrictions=permit_mynetworks, reject", "smtpd_discard_ehlo_keywords=dsn", $"virtual_alias_maps=inline:{{ {moved} }}",
            ],
            Token);
        var policy = string.Create(CultureInfo.InvariantCulture, $"check_policy_service inet:127.0.0.1:{Far.Gate.Port}");
        _postfix = await PostfixServer.StartAsync(
            Far.Sink.Port,
            [
                .. quick, string.Create(CultureInfo.InvariantCulture, $"transport_maps=inline:{{ {home} {{next.example = smtp:[127.0.0.1]:{Next.SubmissionPort}}} }}"), "smtp_tls_security_level=may",
                $"smtpd_recipient_restrictions={policy}, permit_sasl_authenticated, reject", $"smtpd_end_of_data_restrictions={policy}",
            ],
            Token);
    }

    private IHost Build(TokenEndpoint endpoint)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(Settings(endpoint));
        builder.Logging.SetMinimumLevel(Microsoft.Extensions.Logging.LogLevel.Warning).AddProvider(new CollectedLogProvider(_log));
        builder.Services.AddSingleton<IHostLifetime, CallersLifetime>();
        builder.Services.AddSingleton<IMsalHttpClientFactory>(new TokenHttp(endpoint.NewHandler()));
        ServiceHost.AddProduct(builder.Services, builder.Configuration);
        builder.Services.AddPollingSchedule(builder.Configuration);
        builder.Services.AddOutboxWorkers(builder.Configuration);
        var host = builder.Build();
        ServiceHost.Check(host.Services, []);
        return host;
    }

    private Dictionary<string, string?> Settings(TokenEndpoint endpoint)
    {
        var (submission, imap) = (Text(Postfix.SubmissionPort), Text(dovecot.ImapPort));
        var settings = new Dictionary<string, string?>
        {
            ["Database:Path"] = _folder.File("round-trip.db"),
            ["Rules:Folder"] = "",
            ["Companies:EventDomain"] = MatchLine.Domain,
            ["Companies:List:0:Code"] = "firmanimi",
            ["Companies:List:0:EventAddress"] = EventAddress,
            ["Companies:List:0:BounceReturn"] = "EventAddress",
            ["Companies:List:1:Code"] = "kirjad",
            ["Companies:List:1:BounceReturn"] = "UserMailbox",
            ["Mailboxes:kiri:Company"] = "kirjad",
            ["Mailboxes:kiri:BouncesOnly"] = "true",
            ["Sending:Server:Host"] = "127.0.0.1",
            ["Sending:Server:Port"] = submission,
            ["Sending:Server:Tls"] = "StartTls",
            ["Sending:Server:Username"] = "operator",
            ["Sending:Server:Password"] = PostfixServer.Password,
            ["Sending:Microsoft365:OAuth:Grant"] = "MicrosoftApp",
            ["Sending:Microsoft365:OAuth:Tenant"] = "kirjad.example",
            ["Sending:Microsoft365:OAuth:ClientId"] = Guid.NewGuid().ToString(),
            ["Sending:Microsoft365:OAuth:ClientSecret"] = "the-client-secret",
            ["Sending:Microsoft365:OAuth:Authority"] = endpoint.Authority,
            ["Sending:Microsoft365:Server:Host"] = "127.0.0.1",
            ["Sending:Microsoft365:Server:Port"] = submission,
            ["Sending:Connecting:AllowedNetworks:0"] = "127.0.0.0/8",
            ["Sending:Connecting:CertificateSha256:127.0.0.1:0"] = Postfix.CertificateSha256,
            ["Sending:Outbox:FirstRetry"] = "00:00:01",
            ["Sending:Outbox:LongestRetry"] = "00:00:02",
            ["Sending:Outbox:SignInRest"] = "00:00:02",
            ["Sending:Outbox:ServerRest"] = "00:00:01",
            ["Sending:Outbox:LookEvery"] = "00:00:00.2",
            ["Sending:Outbox:MailsPerMinute"] = "0",
        };
        foreach (var (mailbox, address) in new[] { ("events", EventAddress), ("kiri", UserAddress) })
        {
            settings[$"Mailboxes:{mailbox}:Kind"] = "Imap";
            settings[$"Mailboxes:{mailbox}:Host"] = "127.0.0.1";
            settings[$"Mailboxes:{mailbox}:Port"] = imap;
            settings[$"Mailboxes:{mailbox}:Tls"] = "None";
            settings[$"Mailboxes:{mailbox}:Username"] = address.Split('@')[0];
            settings[$"Mailboxes:{mailbox}:Password"] = "secret";
            settings[$"Mailboxes:{mailbox}:Interval"] = "00:00:02";
        }

        return settings;
    }

    private async Task SaveAsync(PlannedSender sender)
    {
        var isOwn = sender.Mode == SenderMode.Smtp;
        var card = new UserCard
        {
            Company = sender.Company,
            Code = sender.User,
            Name = sender.User,
            Email = sender.Company == "kirjad" ? UserAddress : $"{sender.User.ToLowerInvariant()}@firmanimi.example",
            Mode = sender.Mode,
            Host = isOwn ? "127.0.0.1" : null,
            Port = isOwn ? Postfix.SmtpsPort : null,
            Tls = isOwn ? SubmissionTls.SslOnConnect : null,
            Username = isOwn ? "peeter" : null,
        };
        var saving = await Service<UserCards>().SaveAsync(card, isOwn ? PasswordChange.To(PostfixServer.Password) : PasswordChange.Keep, "test", Token);
        Assert.True(saving.Faults.Count == 0, string.Join(" ", saving.Faults.Select(fault => fault.Text.En)));
    }

    private async Task<bool> IsReadAsync(DbConnection connection, string mailbox, string address)
    {
        using var client = await dovecot.SignInAsync(new MailboxOptions { Username = address.Split('@')[0], Password = "secret" });
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly, Token);
        var read = await connection.ExecuteScalarAsync<int>(
            "SELECT COUNT(*) FROM ledger JOIN ledger_mailboxes ON ledger_mailboxes.id = ledger.ledger_mailbox_id WHERE ledger_mailboxes.mailbox = @mailbox", new { mailbox });
        return read == client.Inbox.Count;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
