using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

using BounceProcessor.ApiTokens;
using BounceProcessor.Database;
using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Events;
using BounceProcessor.Host.Composition;
using BounceProcessor.Secrets;
using BounceProcessor.Senders;
using BounceProcessor.Tests.Servers;

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

using Xunit;

namespace BounceProcessor.Tests.Api;

/// <summary>The whole service on a free port, with two companies without the mass-mail module that have a user MARI each, and with an outbox that does not send.</summary>
internal sealed class ApiSite : IAsyncDisposable
{
    public const string Company = "firmanimi";
    public const string OtherCompany = "teine";

    /// <summary>A user of the first company whose mail leaves by an own server, so that mass mail is open to it.</summary>
    public const string OwnServer = "KIRJAD";

    private readonly TestFolder _folder;
    private readonly WebApplication _app;
    private readonly List<IDisposable> _clients = [];

    private ApiSite(WebApplication app, TestFolder folder, CollectedLog log) => (_app, _folder, Log) = (app, folder, log);

    public CollectedLog Log { get; }

    public Uri Address => new(_app.Urls.First());

    public static async Task<ApiSite> StartAsync(JsonObject? api = null)
    {
        var folder = new TestFolder();
        var file = folder.Write("appsettings.json", new JsonObject
        {
            ["Database"] = new JsonObject { ["Path"] = folder.File("site.db") },
            ["Rules"] = new JsonObject { ["Folder"] = folder.File("rules") },
            ["Web"] = new JsonObject { ["Listen"] = "http://127.0.0.1:0" },
            ["Polling"] = new JsonObject { ["Enabled"] = false },
            ["Sending"] = new JsonObject { ["Outbox"] = new JsonObject { ["Enabled"] = false }, ["Connecting"] = new JsonObject { ["AllowedNetworks"] = new JsonArray("127.0.0.0/8") } },
            ["Companies"] = new JsonObject { ["List"] = new JsonArray(new JsonObject { ["Code"] = Company }, new JsonObject { ["Code"] = OtherCompany }) },
            ["Api"] = api,
        }.ToJsonString());
        var app = await ServiceHost.BuildAsync(Settings.Load(file), TextWriter.Null);
        var log = new CollectedLog();
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(new CollectedLogProvider(log));
        app.Services.GetRequiredService<KeyRing>().Prepare();
        await app.Services.GetRequiredService<DatabaseSchema>().ApplyAsync(CancellationToken.None);
        foreach (var company in new[] { Company, OtherCompany })
        {
            var saving = await app.Services.GetRequiredService<UserCards>().SaveAsync(
                new UserCard { Company = company, Code = "MARI", Name = "Mari", Email = $"mari@{company}.example" }, PasswordChange.Keep, "test", CancellationToken.None);
            Assert.Empty(saving.Faults);
        }

        var own = new UserCard
        {
            Company = Company,
            Code = OwnServer,
            Email = $"kirjad@{Company}.example",
            Mode = SenderMode.Smtp,
            Host = "smtp.own.example",
            Port = 587,
            Tls = SubmissionTls.StartTls,
        };
        Assert.Empty((await app.Services.GetRequiredService<UserCards>().SaveAsync(own, PasswordChange.Keep, "test", CancellationToken.None)).Faults);
        await app.StartAsync();
        return new ApiSite(app, folder, log);
    }

    public T Service<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>A program of a company with a token of its own, which has all scopes unless some are named.</summary>
    public async Task<ApiClient> ClientAsync(string company = Company, params string[] scopes)
    {
        var made = await Service<ApiTokenStore>().CreateAsync(
            new ApiTokenRequest(company, "test", scopes.Length == 0 ? ApiScopes.All : scopes, null, "test"), CancellationToken.None);
        return Client(made.Text);
    }

    /// <summary>A program that shows any text as its token; <see langword="null"/> for none.</summary>
    public ApiClient Client(string? token)
    {
        var client = new ApiClient(Address, token is null ? null : new AuthenticationHeaderValue("Bearer", token));
        _clients.Add(client);
        return client;
    }

    /// <summary>Files a mail as the intake would.</summary>
    /// <returns>The event's code.</returns>
    public async Task<long> FileAsync(string mail, string company = Company)
    {
        var bytes = Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n"));
        var diagnosis = new MailDiagnoser(RuleBook.Embedded).Diagnose(bytes, CancellationToken.None);
        await using var connection = await Service<System.Data.Common.DbDataSource>().OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var filed = await Service<EventStore>().FileAsync(
            [NewMail.Prepare(company, "test", TimeProvider.System.GetUtcNow(), bytes, headersOnly: false, diagnosis)], transaction, CancellationToken.None);
        await transaction.CommitAsync();
        return filed[0].Added.Concat(filed[0].Updated).Single().Id;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
