using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

using Xunit;

namespace BounceProcessor.Tests.Api;

/// <summary>A program that uses the API.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient _http;

    public ApiClient(Uri site, AuthenticationHeaderValue? token)
    {
        _http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = site };
        _http.DefaultRequestHeaders.Authorization = token;
    }

    public HttpClient Http => _http;

    /// <summary>A mail that has what it needs.</summary>
    public static JsonObject Mail(string recipient = "jaan@example.com", string subject = "Arve 1024") => new()
    {
        ["user"] = "MARI",
        ["recipients"] = new JsonArray(new JsonObject { ["address"] = recipient }),
        ["subject"] = subject,
        ["text"] = "Tere!",
        ["customer"] = "10023",
        ["document"] = "invoice 1024",
    };

    /// <summary>A mass mail to three rows, one of them without an address.</summary>
    public static JsonObject MassMail(string user = ApiSite.OwnServer) => new()
    {
        ["user"] = user,
        ["name"] = "Arved",
        ["subject"] = "Arve {{ document }}",
        ["text"] = "Tere, {{ name }}!",
        ["recipients"] = new JsonArray(Row("jaan@example.com", "Jaan", "1024"), Row("", "Keegi", "1025"), Row("ana@example.org", "Ana Õun", "1026")),
    };

    private static JsonObject Row(string address, string name, string document) => new() { ["address"] = address, ["name"] = name, ["document"] = document };

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<Answer> PostAsync(string path, JsonNode? body, string? key = null) =>
        SendAsync(HttpMethod.Post, path, body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"), key);

    public Task<Answer> PutAsync(string path, JsonNode body) =>
        SendAsync(HttpMethod.Put, path, new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? body, string? key = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path.StartsWith('/') ? path : "/api/v1/" + path, UriKind.Relative)) { Content = body };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer(
            response.StatusCode,
            text,
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value)));
    }

    public void Dispose() => _http.Dispose();

    internal sealed record Answer(HttpStatusCode Status, string Text, string? MediaType, IReadOnlyDictionary<string, string> Headers)
    {
        public JsonNode Json => JsonNode.Parse(Text) ?? throw new InvalidOperationException($"no JSON: {Text}");

        /// <summary>Field and code of each fault of a problem.</summary>
        public IReadOnlyList<string> Faults => [.. Json["faults"]!.AsArray().Select(fault => $"{fault!["field"]}: {fault["code"]}")];
    }
}
