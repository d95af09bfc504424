using System.Data.Common;
using System.Text;

using BounceProcessor.Database;
using BounceProcessor.Events;
using BounceProcessor.Intake;
using BounceProcessor.Mailboxes;
using BounceProcessor.Marks;
using BounceProcessor.Matching;
using BounceProcessor.Polling;
using BounceProcessor.Rules;
using BounceProcessor.Secrets;
using BounceProcessor.Senders;
using BounceProcessor.Sending;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Outbox;
using BounceProcessor.Sending.Records;
using BounceProcessor.Sending.Refusals;
using BounceProcessor.Sending.Resending;
using BounceProcessor.SignIn;
using BounceProcessor.Tests.Servers;
using BounceProcessor.Tokens;

using Dapper;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

using MimeKit;

using Xunit;

namespace BounceProcessor.Tests.Sending.Resending;

/// <summary>Accepting, refusing and sending again on a database of its own, with the company firmanimi and its user MARI.</summary>
internal sealed class ResendLine : IAsyncDisposable
{
    private readonly TestFolder _folder;
    private readonly ServiceProvider _services;

    private ResendLine(TestFolder folder, ServiceProvider services)
    {
        _folder = folder;
        _services = services;
    }

    public TimeProvider Time => Get<TimeProvider>();

    public SentMailStore Mails => Get<SentMailStore>();

    public AddressMarks Marks => Get<AddressMarks>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ResendLine> StartAsync(params (string Key, string Value)[] settings)
    {
        var folder = new TestFolder();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Database:Path", folder.File("data/events.db")),
            new("Companies:List:0:Code", "firmanimi"),
            .. settings.Select(one => new KeyValuePair<string, string?>(one.Key, one.Value)),
        ]).Build();
        var services = new ServiceCollection();
        var line = new ResendLine(folder, Build(services, configuration));
        await line.Get<DatabaseSchema>().ApplyAsync(Cancel);
        await line.SaveUserAsync("mari@firmanimi.example");
        return line;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task SaveUserAsync(string email, SenderMode mode = SenderMode.Directo)
    {
        var card = new UserCard { Company = "firmanimi", Code = "MARI", Name = "Mari Maasikas", Email = email, Mode = mode };
        Assert.Empty((await Get<UserCards>().SaveAsync(card, PasswordChange.Keep, "test", Cancel)).Faults);
    }

    /// <summary>Accepts a mail and has its first recipient refused.</summary>
    /// <returns>The mail, and the event of the refusal.</returns>
    public async Task<(SentMail Mail, EventRecord Event)> RefusedAsync(MailRequest request, string reply = "550 5.1.1 User unknown")
    {
        var accepted = await Get<MailOutbox>().AcceptAsync(request, Cancel);
        Assert.Empty(accepted.Faults);
        var mail = accepted.Mail ?? throw new InvalidOperationException("not accepted");
        var recipient = accepted.Recipients[0];
        var transmission = (await Mails.TransmissionsAsync("firmanimi", mail.Id, Cancel)).First(one => one.Id == recipient.TransmissionId);
        await using var connection = await Get<DbDataSource>().OpenConnectionAsync(Cancel);
        await using var transaction = await connection.BeginTransactionAsync(Cancel);
        var refusal = new RecipientRefusal { Recipient = recipient, Reply = reply, Host = "smtp.example.org", Stage = "RCPT", At = Time.GetUtcNow() };
        var links = await Get<RefusalFiling>().FileAsync(mail, transmission, [refusal], transaction, Cancel);
        await transaction.CommitAsync(Cancel);
        return (mail, await EventAsync(links[recipient.Id]));
    }

    public Task<ResendOutcome> ResendAsync(long id, string address) => Get<MailResend>().SendAsync(new ResendRequest(id, address, "tiiu"), Cancel);

    public async Task<EventRecord> EventAsync(long id) =>
        await Get<EventStore>().FindAsync(id, Cancel) ?? throw new InvalidOperationException($"no event {id}");

    public async Task<MimeMessage> StoredAsync(SentMail? mail)
    {
        var bytes = await Mails.ContentAsync("firmanimi", mail?.Id ?? 0, Cancel) ?? throw new InvalidOperationException("no content");
        return await MimeMessage.LoadAsync(new MemoryStream(bytes), Cancel);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await Get<DbDataSource>().OpenConnectionAsync(Cancel);
        await connection.ExecuteAsync(sql);
    }

    public async Task<long> CountAsync(string table)
    {
        await using var connection = await Get<DbDataSource>().OpenConnectionAsync(Cancel);
        return await connection.ExecuteScalarAsync<long>($"SELECT COUNT(*) FROM {table}");
    }

    public static MailRequest Invoice(params (RecipientKind Kind, string Address, string? Name)[] recipients) => new()
    {
        Company = "firmanimi",
        User = "MARI",
        Recipients = [.. recipients.Select(one => new MailRecipient(one.Kind, one.Address, one.Name))],
        Subject = "Arve 1024: tšekk",
        Text = "Tere!\n\nArve on lisatud.\n",
        Html = "<p>Tere!</p><img src=\"cid:logo@firmanimi\">",
        Attachments =
        [
            new MailAttachment("arve-1024.pdf", "application/pdf", Encoding.ASCII.GetBytes("%PDF-1.7 not really"), null),
            new MailAttachment("logo.png", "image/png", new byte[] { 137, 80, 78, 71 }, "logo@firmanimi"),
        ],
        Customer = "K100",
        Document = "invoice 1024",
    };

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    private static ServiceProvider Build(ServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(2026, 11, 2, 10, 0, 0, TimeSpan.Zero)));
        services.AddLogging();
        services.AddMetrics();
        services.AddDatabase(configuration);
        services.AddSecrets(configuration);
        services.AddSignIn();
        services.AddTokens(configuration);
        services.AddEvents(configuration);
        services.AddRules(configuration);
        services.AddMatching();
        services.AddIntake(configuration);
        services.AddMailboxes(configuration);
        services.AddPolling(configuration);
        services.AddMarks(configuration);
        services.AddSenders(configuration);
        services.AddSending(configuration);
        return services.BuildServiceProvider();
    }
}
