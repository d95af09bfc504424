using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BounceProcessor.Tests.Servers;

/// <summary>
/// Token endpoints as Microsoft and Google have them, on loopback: HTTPS for the one, HTTP for the other. Each request is kept; the test may answer it,
/// else a new token comes.
/// </summary>
internal sealed class TokenEndpoint : IAsyncDisposable
{
    private static readonly string Self = Encode(new { uid = "person", utid = "tenant" });

    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;
    private int _count;

    private TokenEndpoint(WebApplication app, X509Certificate2 certificate) => (_app, _certificate) = (app, certificate);

    /// <summary>For <c>OAuth:Authority</c>.</summary>
    public string Authority => _app.Urls.First(url => url.StartsWith("https:", StringComparison.Ordinal)).Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    /// <summary>For <c>OAuth:TokenEndpoint</c>.</summary>
    public string Address => $"{_app.Urls.First(url => url.StartsWith("http:", StringComparison.Ordinal))}/token";

    /// <summary>The form of every request for a token.</summary>
    public ConcurrentQueue<IReadOnlyDictionary<string, string>> Requests { get; } = new();

    /// <summary>The access token of the n-th answer, from 1. Default <c>access-token-n</c>.</summary>
    public Func<IReadOnlyDictionary<string, string>, int, string> AccessToken { get; set; } = (_, number) => $"access-token-{number}";

    /// <summary>How long a token lasts.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>A refusal instead of a token: status and body; null for a token.</summary>
    public Func<IReadOnlyDictionary<string, string>, (int Status, string Body)?> Refusal { get; set; } = _ => null;

    /// <summary>What every answer waits for.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Accepts this endpoint's certificate and no other.</summary>
    public HttpMessageHandler NewHandler()
    {
        var print = _certificate.GetCertHashString();
        return new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == print };
    }

    /// <summary>The certificate in PEM, to be trusted by another process.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem();

    public static async Task<TokenEndpoint> StartAsync()
    {
        var now = TimeProvider.System.GetUtcNow();
        var certificate = TestCertificate.SelfSigned("localhost", now.AddDays(-1), now.AddDays(30));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate));
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var app = builder.Build();
        var endpoint = new TokenEndpoint(app, certificate);
        app.Run(endpoint.AnswerAsync);
        await app.StartAsync(CancellationToken.None);
        return endpoint;
    }

    /// <summary>A refusal as Microsoft words it.</summary>
    public static (int Status, string Body) Microsoft(string error, int code, string words) =>
        (error == "invalid_client" ? 401 : 400, JsonSerializer.Serialize(new { error, error_description = $"AADSTS{code}: {words} Trace ID: 5f1c Correlation ID: 77aa", error_codes = new[] { code } }));

    /// <summary>A refusal as Google words it.</summary>
    public static (int Status, string Body) Google(string error, string words) => (400, JsonSerializer.Serialize(new { error, error_description = words }));

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private static string Encode(object claims) => System.Buffers.Text.Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims));

    private async Task AnswerAsync(HttpContext context)
    {
        var form = (await context.Request.ReadFormAsync(context.RequestAborted)).ToDictionary(field => field.Key, field => field.Value.ToString());
        context.Response.ContentType = "application/json";
        if (context.Request.Path.Value?.EndsWith("/devicecode", StringComparison.Ordinal) == true)
        {
            await context.Response.WriteAsync("""
                {"device_code":"device-code","user_code":"ABCD-EFGH","verification_uri":"https://microsoft.com/devicelogin","expires_in":900,"interval":1,"message":"sign in"}
                """);
            return;
        }

        Requests.Enqueue(form);
        await Gate.WaitAsync(context.RequestAborted);
        if (Refusal(form) is var (status, body))
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(body);
            return;
        }

        await context.Response.WriteAsync(JsonSerializer.Serialize(Granted(form, Interlocked.Increment(ref _count))));
    }

    private Dictionary<string, object> Granted(Dictionary<string, string> form, int number)
    {
        var answer = new Dictionary<string, object> { ["token_type"] = "Bearer", ["access_token"] = AccessToken(form, number), ["expires_in"] = (int)Lifetime.TotalSeconds };
        var isPerson = form.GetValueOrDefault("grant_type") is not ("client_credentials" or "urn:ietf:params:oauth:grant-type:jwt-bearer");
        if (!isPerson)
        {
            return answer;
        }

        answer["scope"] = form.GetValueOrDefault("scope", "https://mail.google.com/");
        answer["refresh_token"] = $"refresh-token-{number}";
        answer["client_info"] = Self;
        answer["id_token"] = $"{Encode(new { alg = "none" })}.{Encode(new { oid = "person", tid = "tenant", sub = "person", preferred_username = "kasutaja@firma.example", aud = "client" })}.";
        return answer;
    }
}
