using Microsoft.Identity.Client;

namespace BounceProcessor.SignIn;

/// <summary>One connection pool for the token endpoints of Microsoft.</summary>
internal sealed class TokenHttp : IMsalHttpClientFactory, IDisposable
{
    private readonly HttpClient _client;

    public TokenHttp(HttpMessageHandler? handler = null) => _client = new HttpClient(
        handler ?? new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(10), ConnectTimeout = TimeSpan.FromSeconds(15) });

    public HttpClient GetHttpClient() => _client;

    public void Dispose() => _client.Dispose();
}
