using System.Globalization;
using System.Text;

using BounceProcessor.Database;
using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Events;
using BounceProcessor.Host.Access;
using BounceProcessor.Host.Composition;
using BounceProcessor.Host.Pages;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace BounceProcessor.Tests.Pages;

/// <summary>The pages on a free port of this machine, with a database file of their own.</summary>
internal sealed class TestSite : IAsyncDisposable
{
    public const string Password = "kolm sinist kirja";

    /// <summary>The mailboxes of every site; nothing polls them by itself.</summary>
    private static readonly Dictionary<string, string?> Mailboxes = new()
    {
        ["Mailboxes:events-eu:Kind"] = "Folder",
        ["Mailboxes:events-eu:Company"] = "firmanimi",
        ["Mailboxes:events-eu:Path"] = "mails",
        ["Mailboxes:catch-all:Kind"] = "Folder",
        ["Mailboxes:catch-all:Path"] = "others",
    };

    private readonly string _folder;
    private readonly WebApplication _app;
    private readonly StringWriter _console;

    private TestSite(WebApplication app, StringWriter console, string folder)
    {
        _app = app;
        _console = console;
        _folder = folder;
    }

    public Uri Address => new(_app.Urls.First());

    /// <summary>Where the operator's rules lie.</summary>
    public string RulesFolder => Path.Combine(_folder, "rules");

    /// <summary>What was printed on the console.</summary>
    public string Console => _console.ToString();

    /// <summary>The first link, as path and query; <see langword="null"/> when none was printed.</summary>
    public string? FirstLink => Console.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith("http", StringComparison.Ordinal)) is { } link
        ? new Uri(link).PathAndQuery
        : null;

    public EventStore Store => _app.Services.GetRequiredService<EventStore>();

    public T Service<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Starts a site with a data folder of its own.</summary>
    /// <param name="time">The clock; <see langword="null"/> for the real one.</param>
    public static Task<TestSite> StartAsync(TimeProvider? time = null) =>
        StartAsync(Directory.CreateTempSubdirectory("bounceproc-site-").FullName, time ?? TimeProvider.System);

    /// <summary>Stops this site and starts another on the same data.</summary>
    public async Task<TestSite> RestartAsync()
    {
        await StopAsync();
        return await StartAsync(_folder, TimeProvider.System);
    }

    /// <summary>A browser without a session.</summary>
    public Visitor NewVisitor() => new(Address);

    /// <summary>A browser in which the administrator is signed in; sets the first password when nobody has one.</summary>
    public async Task<Visitor> SignedInAsync()
    {
        var visitor = NewVisitor();
        if (FirstLink is { } link && await Service<UserStore>().AnyAsync(CancellationToken.None) is false)
        {
            await visitor.OpenAsync(link);
            await visitor.SubmitAsync("first", ("new-password", Password), ("repeated", Password));
        }
        else
        {
            await visitor.SignInAsync("admin", Password);
        }

        return visitor;
    }

    /// <summary>Files a mail as the intake would.</summary>
    public Task FileAsync(string mail, DateTimeOffset receivedAt, string company = "firmanimi", bool headersOnly = false) =>
        FileAsync(Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n")), receivedAt, company, headersOnly);

    /// <summary>Files a mail as the intake would.</summary>
    public async Task FileAsync(byte[] bytes, DateTimeOffset receivedAt, string company, bool headersOnly = false)
    {
        var diagnosis = new MailDiagnoser(RuleBook.Embedded).Diagnose(bytes, CancellationToken.None);
        var database = Service<System.Data.Common.DbDataSource>();
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await Store.FileAsync([NewMail.Prepare(company, "test", receivedAt, bytes, headersOnly, diagnosis)], transaction, CancellationToken.None);
        await transaction.CommitAsync();
    }

    /// <summary>A report that <paramref name="recipient"/> was refused.</summary>
    public static string Report(string recipient, string diagnostic = "550 5.1.1 <x>: Recipient address rejected: User unknown", string subject = "Arve 1001", string status = "5.1.1") => $"""
        Return-Path: <>
        From: Mail Delivery System <MAILER-DAEMON@mail.example.com>
        To: firmanimi@event.data.directo.ee
        Subject: Undelivered Mail Returned to Sender
        Date: Mon, 23 Nov 2026 08:00:00 +0000
        Message-ID: <report-{recipient.GetHashCode(StringComparison.Ordinal).ToString(CultureInfo.InvariantCulture)}@mail.example.com>
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

        --b1
        Content-Type: text/plain; charset=utf-8

        This is the mail system at host mail.example.com. I'm sorry to have to inform you that your message could not be delivered.

        --b1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.example.com

        Final-Recipient: rfc822; {recipient}
        Original-Recipient: rfc822;{recipient}
        Action: failed
        Status: {status}
        Remote-MTA: dns; mx.example.net
        Diagnostic-Code: smtp; {diagnostic}

        --b1
        Content-Type: text/rfc822-headers; charset=utf-8

        From: Mari Maasikas <mari@firma.example.com>
        To: {recipient}
        Subject: {subject}
        Date: Mon, 23 Nov 2026 07:59:00 +0000
        Message-ID: <sent-{recipient.GetHashCode(StringComparison.Ordinal).ToString(CultureInfo.InvariantCulture)}@firma.example.com>

        --b1--

        """;

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<TestSite> StartAsync(string data, TimeProvider time)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "bounceproc",
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = "Production",
        });
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection([new("Database:Path", Path.Combine(data, "site.db")), new("Rules:Folder", Path.Combine(data, "rules")), new("Sending:Connecting:AllowedNetworks:0", "127.0.0.0/8")]);
        builder.Configuration.AddInMemoryCollection(Mailboxes);
        builder.Logging.ClearProviders();
        builder.Host.UseDefaultServiceProvider(options => options.ValidateOnBuild = options.ValidateScopes = true);
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var console = new StringWriter();
        ServiceHost.AddProduct(builder.Services, builder.Configuration);
        builder.Services.AddSingleton(time);
        builder.Services.AddPages();
        builder.Services.AddAccess(console);
        var app = builder.Build();
        app.MapPages();
        app.MapAccess();
        app.MapGet("/test-fault", string () => throw new InvalidOperationException("the secret cause"));
        await app.Services.GetRequiredService<DatabaseSchema>().ApplyAsync(CancellationToken.None);
        await app.StartAsync();
        return new TestSite(app, console, data);
    }

    private async Task StopAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _console.DisposeAsync();
    }
}
