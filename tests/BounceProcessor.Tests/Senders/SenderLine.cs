using BounceProcessor.Companies;
using BounceProcessor.Database;
using BounceProcessor.Secrets;
using BounceProcessor.Senders;
using BounceProcessor.Tests.Servers;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace BounceProcessor.Tests.Senders;

/// <summary>Companies, user cards and key ring of a data folder, as one process has them.</summary>
internal sealed class SenderLine : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private SenderLine(ServiceProvider services) => _services = services;

    public CompanyDirectory Companies => _services.GetRequiredService<CompanyDirectory>();

    public UserCards Cards => _services.GetRequiredService<UserCards>();

    public CardEditing Editing => _services.GetRequiredService<CardEditing>();

    public SenderSettings Settings => _services.GetRequiredService<SenderSettings>();

    public SenderPasswords Passwords => _services.GetRequiredService<SenderPasswords>();

    public SenderHistory History => _services.GetRequiredService<SenderHistory>();

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    /// <summary>A process on a data folder, with the company firmanimi whose base user is ADMIN.</summary>
    public static async Task<SenderLine> StartAsync(TestFolder folder, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
            [
                new("Database:Path", folder.File("data/senders.db")),
                new("Companies:List:0:Code", "Firmanimi"),
                new("Companies:List:0:MailUser", "ADMIN"),
            ])
            .AddInMemoryCollection(settings.Select(one => new KeyValuePair<string, string?>(one.Key, one.Value)))
            .Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddDatabase(configuration);
        services.AddSecrets(configuration);
        services.AddCompanies(configuration);
        services.AddSenders(configuration);
        var line = new SenderLine(services.BuildServiceProvider());
        await line._services.GetRequiredService<DatabaseSchema>().ApplyAsync(Stop);
        return line;
    }

    /// <summary>Saves a card as a user of the pages would.</summary>
    public Task<CardSaving> SaveAsync(UserCard card, string? password = null) =>
        Editing.SaveAsync(card, password is null ? PasswordChange.Keep : PasswordChange.To(password), "jaan", Stop);

    /// <summary>What is in force for a user.</summary>
    public Task<SettingsOutcome> FindAsync(string user) => Settings.FindAsync("firmanimi", user, Stop);

    /// <summary>The password that a connection would be opened with.</summary>
    public async Task<string?> PasswordAsync(string user) =>
        await Passwords.ReadAsync((await FindAsync(user)).Settings ?? throw new InvalidOperationException($"Nothing is in force for {user}."), Stop);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
