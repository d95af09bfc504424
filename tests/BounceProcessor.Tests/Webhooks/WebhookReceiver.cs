using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace BounceProcessor.Tests.Webhooks;

/// <summary>The server of a company, on loopback: keeps what it is told and answers as a test wants.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebhookReceiver(WebApplication app) => _app = app;

    /// <summary>Everything that came, in order.</summary>
    public ConcurrentQueue<Told> Heard { get; } = new();

    /// <summary>What is done with each request; by default it is answered with 204.</summary>
    public Func<HttpContext, Told, Task> Answer { get; set; } = (context, _) =>
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    };

    public string Url => _app.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/hooks";

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new WebhookReceiver(app);
        app.Run(receiver.HearAsync);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Answers every request so.</summary>
    public void AnswerWith(int status, string body = "") => Answer = (context, _) =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(body);
    };

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HearAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var told = new Told(
            context.Request.Path.Value ?? "",
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync());
        Heard.Enqueue(told);
        await Answer(context, told);
    }

    /// <summary>One request.</summary>
    internal sealed record Told(string Path, IReadOnlyDictionary<string, string> Headers, string Body)
    {
        public JsonNode Json => JsonNode.Parse(Body) ?? throw new InvalidOperationException("no JSON");

        public string Id => Headers["webhook-id"];

        public string Type => Json["type"]!.GetValue<string>();

        /// <summary>As a receiver verifies it by the specification of Standard Webhooks, written here on its own.</summary>
        public bool IsSignedWith(string secret)
        {
            var signed = Encoding.UTF8.GetBytes($"{Id}.{Headers["webhook-timestamp"]}.{Body}");
            var wanted = "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed));
            return Headers["webhook-signature"].Split(' ').Contains(wanted, StringComparer.Ordinal);
        }
    }
}
