using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text;

using BounceProcessor.MailServers;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Webhooks;

/// <summary>Posts one message, and tells what came of it.</summary>
internal sealed class WebhookSender(TimeProvider time, IOptions<WebhookOptions> options) : IDisposable
{
    private const int ResponseBytes = 1_000;

    private static readonly ProductInfoHeaderValue Agent = new("BounceProcessor", "1");

    private readonly HttpClient _http = WebhookConnection.Client(PublicAddresses.Of(options.Value.AllowedNetworks));

    /// <summary>Posts a message.</summary>
    /// <param name="endpoint">Where to.</param>
    /// <param name="secrets">What it is signed with.</param>
    /// <param name="messageKey">The value of <c>webhook-id</c>.</param>
    /// <param name="body">The JSON.</param>
    /// <param name="cancellationToken">Breaks off; the try is then not over.</param>
    public async Task<WebhookAttempt> SendAsync(
        WebhookEndpoint endpoint, IReadOnlyList<string> secrets, string messageKey, byte[] body, CancellationToken cancellationToken)
    {
        var startedAt = time.GetUtcNow();
        var clock = Stopwatch.GetTimestamp();
        var attempt = await TryAsync(endpoint, secrets, messageKey, startedAt, body, cancellationToken);
        return attempt with { TookMs = (long)Stopwatch.GetElapsedTime(clock).TotalMilliseconds };
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<WebhookAttempt> TryAsync(
        WebhookEndpoint endpoint, IReadOnlyList<string> secrets, string messageKey, DateTimeOffset at, byte[] body, CancellationToken cancellationToken)
    {
        // The rules may have become stricter since the address was taken.
        if (WebhookUrl.Fault(endpoint.Url, options.Value) is { } fault)
        {
            return Failed(at, fault);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.Timeout);
        try
        {
            using var request = Request(endpoint, secrets, messageKey, at, body);
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return new WebhookAttempt
            {
                StartedAt = at,
                TookMs = 0,
                Status = (long)answer.StatusCode,
                Response = await StartAsync(answer, limit.Token),
                RetryAfter = answer.Headers.RetryAfter?.Delta ?? (answer.Headers.RetryAfter?.Date is { } date ? date - at : null),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(at, string.Create(CultureInfo.InvariantCulture, $"No answer within {options.Value.Timeout.TotalSeconds:0.#} seconds."));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return Failed(at, TextLine.Of(exception.InnerException is { } inner && inner is not HttpRequestException ? $"{exception.Message} ({inner.Message})" : exception.Message));
        }
    }

    private static HttpRequestMessage Request(WebhookEndpoint endpoint, IReadOnlyList<string> secrets, string messageKey, DateTimeOffset at, byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json, "utf-8");
        request.Headers.UserAgent.Add(Agent);
        request.Headers.Add("webhook-id", messageKey);
        request.Headers.Add("webhook-timestamp", at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSecret.Sign(secrets, messageKey, at, body));
        return request;
    }

    // The status has come by then: a body that breaks off, or never ends, changes nothing.
    private static async Task<string?> StartAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var bytes = new byte[ResponseBytes];
        var length = 0;
        try
        {
            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            length = await body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            return null;
        }

        var text = TextLine.Of(Encoding.UTF8.GetString(bytes, 0, length));
        return text.Length == 0 ? null : text;
    }

    private static WebhookAttempt Failed(DateTimeOffset at, string error) => new() { StartedAt = at, TookMs = 0, Error = error };
}
