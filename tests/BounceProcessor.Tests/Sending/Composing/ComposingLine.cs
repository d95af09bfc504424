using System.Text;

using BounceProcessor.Companies;
using BounceProcessor.Database;
using BounceProcessor.Secrets;
using BounceProcessor.Senders;
using BounceProcessor.Sending;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Connecting;
using BounceProcessor.Sending.Records;
using BounceProcessor.Tests.Servers;
using BounceProcessor.Tokens;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

using MimeKit;

using Xunit;

namespace BounceProcessor.Tests.Sending.Composing;

/// <summary>What composing needs, on a database of its own, with the company firmanimi and its user MARI.</summary>
internal sealed class ComposingLine : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.FromHours(2));

    public static readonly Company Company = new() { Code = "firmanimi", Name = "Firmanimi OÜ", EventAddress = "firmanimi@event.data.directo.ee" };

    private readonly TestFolder _folder;
    private readonly ServiceProvider _services;

    private ComposingLine(TestFolder folder, ServiceProvider services)
    {
        _folder = folder;
        _services = services;
    }

    public SignedTokens Tokens => _services.GetRequiredService<SignedTokens>();

    public MailComposer Composer => _services.GetRequiredService<MailComposer>();

    public EnvelopeSenders Senders => _services.GetRequiredService<EnvelopeSenders>();

    public CompanyDirectory Companies => _services.GetRequiredService<CompanyDirectory>();

    public static async Task<ComposingLine> StartAsync(params (string Key, string Value)[] settings)
    {
        var folder = new TestFolder();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("Database:Path", folder.File("data/events.db")), .. settings.Select(one => new KeyValuePair<string, string?>(one.Key, one.Value))]).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now));
        services.AddDatabase(configuration).AddSecrets(configuration).AddTokens(configuration).AddCompanies(configuration);
        services.AddOptions<SendingOptions>().Bind(configuration.GetSection(SendingOptions.Section));
        services.AddSingleton<EventAddresses>().AddSingleton<ServerSizes>().AddSingleton<MailComposer>().AddSingleton<EnvelopeSenders>();
        var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<DatabaseSchema>().ApplyAsync(TestContext.Current.CancellationToken);
        var line = new ComposingLine(folder, provider);
        await line.Composer.PrepareAsync(TestContext.Current.CancellationToken);
        return line;
    }

    /// <summary>The user's settings in a mode.</summary>
    public static EffectiveSettings Settings(SenderMode mode = SenderMode.Directo, string? name = "Mari Maasikas", string email = "mari@firmanimi.example")
    {
        var source = new SettingSource(SettingPlace.OwnCard, "MARI");
        return new EffectiveSettings
        {
            IsOperatorServer = false,
            Company = Company.Code,
            User = "MARI",
            Name = name,
            Email = email,
            Mode = new Setting<SenderMode>(mode, source),
            Host = new Setting<string>("smtp.example.org", source),
            Port = new Setting<int>(587, source),
            Tls = new Setting<SubmissionTls>(SubmissionTls.StartTls, source),
            SignIn = SubmissionSignIn.None,
            Username = null,
            Password = null,
        };
    }

    public static MailRecipient To(string address, string? name = null) => new(RecipientKind.To, address, name);

    /// <summary>A short mail to one person.</summary>
    public static MailRequest Request(params MailRecipient[] recipients) => new()
    {
        Company = Company.Code,
        User = "MARI",
        Recipients = recipients.Length > 0 ? recipients : [To("ana@example.org", "Ana Õunapuu")],
        Subject = "Arve 1024",
        Text = "Tere\n\nLisatud on arve.\n",
    };

    public ComposedMail Compose(MailRequest request, EffectiveSettings? settings = null, Company? company = null) =>
        Composer.Compose(request, company ?? Company, settings ?? Settings(), 7, Now);

    /// <summary>Composes what has to have no faults.</summary>
    public (ComposedMail Composed, MimeMessage Mail, string Text) Mail(MailRequest request, EffectiveSettings? settings = null, Company? company = null)
    {
        var composed = Compose(request, settings, company);
        Assert.Empty(composed.Faults.Select(fault => fault.Text.En));
        return (composed, MimeMessage.Load(new MemoryStream(composed.Content.ToArray()), CancellationToken.None), Encoding.UTF8.GetString(composed.Content.Span));
    }

    /// <summary>The codes and fields of what is wrong.</summary>
    public IEnumerable<string> Faults(MailRequest request, EffectiveSettings? settings = null, Company? company = null) =>
        Compose(request, settings, company).Faults.Select(fault => $"{fault.Field} {fault.Code}");

    /// <summary>The transmission of a composed mail, with these keys to sign.</summary>
    public StoredMessage Transmit(ComposedMail mail, EffectiveSettings? settings = null, Company? company = null, params DkimKeyOptions[] keys)
    {
        var (address, token) = Senders.For(company ?? Company, settings ?? Settings(), 12);
        return new TransmissionMessage(new DkimSignatures(Options.Create(new SendingOptions { Dkim = keys }))).Load(mail.Content, new Transmission
        {
            Id = 12,
            Company = Company.Code,
            MailId = 7,
            EnvelopeSender = address,
            Token = token,
            Server = "smtp.example.org:587",
            State = "sending",
            Priority = 0,
            Attempts = 0,
            NextAt = Now,
            ExpiresAt = Now,
            ChangedAt = Now,
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}
