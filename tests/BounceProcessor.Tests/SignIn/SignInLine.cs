using BounceProcessor.Database;
using BounceProcessor.Secrets;
using BounceProcessor.SignIn;
using BounceProcessor.Tests.Servers;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Identity.Client;

namespace BounceProcessor.Tests.SignIn;

/// <summary>What a process has to sign in with: database, key ring and tokens, in a folder of the test.</summary>
internal sealed class SignInLine : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private SignInLine(ServiceProvider services, CollectedLog log) => (_services, Log) = (services, log);

    public CollectedLog Log { get; }

    public AccessTokens Tokens => _services.GetRequiredService<AccessTokens>();

    public TokenStore Store => _services.GetRequiredService<TokenStore>();

    public T Service<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <param name="folder">Two lines in the same folder are two processes on the same data.</param>
    /// <param name="endpoint">Whose certificate is trusted.</param>
    /// <param name="time">The clock; the real one without it.</param>
    public static async Task<SignInLine> StartAsync(TestFolder folder, TokenEndpoint? endpoint = null, TimeProvider? time = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Database:Path", folder.File("data/events.db"))]).Build();
        var log = new CollectedLog();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(default).AddProvider(new CollectedLogProvider(log)));
        services.AddSingleton(time ?? TimeProvider.System);
        if (endpoint is not null)
        {
            services.AddSingleton<IMsalHttpClientFactory>(new TokenHttp(endpoint.NewHandler()));
        }

        services.AddDatabase(configuration).AddSecrets(configuration).AddSignIn();
        var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<DatabaseSchema>().ApplyAsync(CancellationToken.None);
        return new SignInLine(provider, log);
    }

    /// <summary>A mailbox's account, app-only unless changed.</summary>
    public static TokenAccount Microsoft(TokenEndpoint endpoint, Action<OAuthOptions>? change = null)
    {
        // MSAL remembers throttled clients for the whole process.
        var options = new OAuthOptions { Grant = TokenGrant.MicrosoftApp, Tenant = "firma.example", ClientId = Guid.NewGuid().ToString(), ClientSecret = "the-client-secret", Authority = endpoint.Authority };
        change?.Invoke(options);
        return new TokenAccount("events", "Mailboxes:events", "firmanimi", "bounces@firma.example", options);
    }

    /// <summary>A mailbox's account with a refresh token of Google.</summary>
    public static TokenAccount Google(TokenEndpoint endpoint, Action<OAuthOptions>? change = null)
    {
        var options = new OAuthOptions { Grant = TokenGrant.GoogleUser, ClientId = "client", ClientSecret = "the-client-secret", RefreshToken = "refresh-token-0", TokenEndpoint = endpoint.Address };
        change?.Invoke(options);
        return new TokenAccount("events", "Mailboxes:events", "firmanimi", "bounces@firma.example", options);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
