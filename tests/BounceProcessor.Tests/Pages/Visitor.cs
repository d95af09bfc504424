using System.Net;
using System.Text.RegularExpressions;

namespace BounceProcessor.Tests.Pages;

/// <summary>A browser without scripts: keeps cookies, fills forms, follows redirects only when told.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly HttpClient _http;
    private string _page = "";
    private Uri _at;

    public Visitor(Uri site)
    {
        _at = site;
        _http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = site };
    }

    public CookieContainer Cookies { get; } = new();

    public HttpClient Http => _http;

    /// <summary>Opens a page and keeps its forms.</summary>
    public async Task<Answer> OpenAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return await KeepAsync(response);
    }

    /// <summary>Fills the form of the page that was opened last and sends it.</summary>
    public async Task<Answer> SubmitAsync(string form, params (string Name, string Value)[] fields)
    {
        var all = Hidden();
        all["_handler"] = form;
        foreach (var (name, value) in fields)
        {
            all[name] = value;
        }

        return await PostAsync(_at.PathAndQuery, all);
    }

    /// <summary>Sends fields as they are.</summary>
    public async Task<Answer> PostAsync(string path, IReadOnlyDictionary<string, string> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        using var response = await _http.PostAsync(new Uri(path, UriKind.Relative), content);
        return await KeepAsync(response);
    }

    /// <summary>Sends a form with files.</summary>
    public async Task<Answer> SendAsync(string path, MultipartFormDataContent form)
    {
        using var response = await _http.PostAsync(new Uri(path, UriKind.Relative), form);
        return await KeepAsync(response);
    }

    public async Task<Answer> SignInAsync(string name, string password)
    {
        await OpenAsync("/sign-in");
        return await SubmitAsync("sign-in", ("name", name), ("password", password));
    }

    /// <summary>The hidden fields of the page that was opened last.</summary>
    public Dictionary<string, string> Hidden()
    {
        var fields = new Dictionary<string, string>();
        foreach (Match field in HiddenField().Matches(_page))
        {
            fields[field.Groups[1].Value] = WebUtility.HtmlDecode(field.Groups[2].Value);
        }

        return fields;
    }

    public void Dispose() => _http.Dispose();

    private async Task<Answer> KeepAsync(HttpResponseMessage response)
    {
        _page = await response.Content.ReadAsStringAsync();
        _at = response.RequestMessage?.RequestUri ?? _at;
        return new Answer(
            response.StatusCode,
            response.Headers.Location?.ToString(),
            _page,
            response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value)));
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)"[^>]*>""")]
    private static partial Regex HiddenField();

    internal sealed record Answer(HttpStatusCode Status, string? Location, string Text, IReadOnlyDictionary<string, string> Headers);
}
