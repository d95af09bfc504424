using BounceProcessor.Database;
using BounceProcessor.Secrets;
using BounceProcessor.Tests.Servers;
using BounceProcessor.Tokens;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

using Xunit;

namespace BounceProcessor.Tests.Tokens;

/// <summary>Tokens on a database of their own; several lines on one folder are several processes.</summary>
internal sealed class TokenLine : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private TokenLine(ServiceProvider services, FakeTimeProvider time, CollectedLog log)
    {
        _services = services;
        Time = time;
        Log = log;
    }

    public FakeTimeProvider Time { get; }

    public CollectedLog Log { get; }

    public SignedTokens Tokens => _services.GetRequiredService<SignedTokens>();

    public TokenKeys Keys => _services.GetRequiredService<TokenKeys>();

    public static async Task<TokenLine> StartAsync(TestFolder folder, FakeTimeProvider? time = null, params (string Key, string Value)[] settings)
    {
        time ??= new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new("Database:Path", folder.File("data/events.db")), .. settings.Select(one => new KeyValuePair<string, string?>(one.Key, one.Value))]).Build();
        var log = new CollectedLog();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(new CollectedLogProvider(log)));
        services.AddSingleton<TimeProvider>(time);
        var provider = services.AddDatabase(configuration).AddSecrets(configuration).AddTokens(configuration).BuildServiceProvider();
        await provider.GetRequiredService<DatabaseSchema>().ApplyAsync(TestContext.Current.CancellationToken);
        return new TokenLine(provider, time, log);
    }

    /// <summary>With a key to sign with.</summary>
    public static async Task<TokenLine> PreparedAsync(TestFolder folder, FakeTimeProvider? time = null, params (string Key, string Value)[] settings)
    {
        var line = await StartAsync(folder, time, settings);
        await line.Tokens.PrepareAsync(TestContext.Current.CancellationToken);
        return line;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
