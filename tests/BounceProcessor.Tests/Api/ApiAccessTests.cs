using System.Net;
using System.Text;
using System.Text.Json.Nodes;

using BounceProcessor.ApiTokens;
using BounceProcessor.Host.Api;

using Microsoft.AspNetCore.Routing;

using Xunit;

namespace BounceProcessor.Tests.Api;

public sealed class ApiAccessTests
{
    // Every endpoint with a request that the company which owns the rows may make, and what it says about them.
    private static readonly Dictionary<string, (HttpMethod Method, Func<Rows, string> Path, JsonObject? Body)> Requests = new()
    {
        ["SendMail"] = (HttpMethod.Post, _ => "mails", ApiClient.Mail()),
        ["ListMails"] = (HttpMethod.Get, _ => "mails", null),
        ["FindMail"] = (HttpMethod.Get, rows => $"mails/{rows.Mail}", null),
        ["ListMailEvents"] = (HttpMethod.Get, rows => $"mails/{rows.Mail}/events", null),
        ["CancelMail"] = (HttpMethod.Post, rows => $"mails/{rows.Mail}/cancel", null),
        ["MakeMassMail"] = (HttpMethod.Post, _ => "mass-mails", ApiClient.MassMail()),
        ["ListMassMails"] = (HttpMethod.Get, _ => "mass-mails", null),
        ["FindMassMail"] = (HttpMethod.Get, rows => $"mass-mails/{rows.MassMail}", null),
        ["PreviewMassMail"] = (HttpMethod.Get, rows => $"mass-mails/{rows.MassMail}/preview", null),
        ["ListMassMailRows"] = (HttpMethod.Get, rows => $"mass-mails/{rows.MassMail}/rows", null),
        ["ReportMassMail"] = (HttpMethod.Get, rows => $"mass-mails/{rows.MassMail}/report.csv", null),
        ["StartMassMail"] = (HttpMethod.Post, rows => $"mass-mails/{rows.MassMail}/start", null),
        ["PauseMassMail"] = (HttpMethod.Post, rows => $"mass-mails/{rows.MassMail}/pause", null),
        ["ResumeMassMail"] = (HttpMethod.Post, rows => $"mass-mails/{rows.MassMail}/resume", null),
        ["ThrottleMassMail"] = (HttpMethod.Put, rows => $"mass-mails/{rows.MassMail}/rate", new JsonObject { ["ratePerMinute"] = 60 }),
        ["StopMassMail"] = (HttpMethod.Post, rows => $"mass-mails/{rows.MassMail}/stop", null),
        ["ListEvents"] = (HttpMethod.Get, _ => "events", null),
        ["FindEvent"] = (HttpMethod.Get, rows => $"events/{rows.Event}", null),
        ["ListAddressMarks"] = (HttpMethod.Get, _ => "address-marks?all=true", null),
        ["ListAddressCorrections"] = (HttpMethod.Get, _ => "address-corrections", null),
        ["FindAddressMark"] = (HttpMethod.Get, _ => $"address-marks/{Rows.Marked}", null),
        ["ReleaseAddressMark"] = (HttpMethod.Post, _ => $"address-marks/{Rows.Marked}/release", null),
        ["FindUser"] = (HttpMethod.Get, _ => $"users/{Rows.User}", null),
        ["SaveUser"] = (HttpMethod.Put, _ => $"users/{Rows.User}", new JsonObject { ["email"] = "other@example.com" }),
    };

    [Fact]
    public async Task A_token_of_one_company_never_sees_anothers_rows()
    {
        await using var site = await ApiSite.StartAsync();
        var rows = await Rows.MakeAsync(site);
        var other = await site.ClientAsync(ApiSite.OtherCompany);
        var names = Endpoints(site).Select(endpoint => endpoint.Name).ToArray();
        Assert.Equal(names.Order(), Requests.Keys.Order());

        foreach (var name in names.Where(name => name is not ("SendMail" or "MakeMassMail")))
        {
            var (method, path, body) = Requests[name];
            var answer = await other.SendAsync(method, path(rows), body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));

            if (name.StartsWith("List", StringComparison.Ordinal) && name is not ("ListMailEvents" or "ListMassMailRows"))
            {
                Assert.True(answer.Status == HttpStatusCode.OK && answer.Json["items"]!.AsArray().Count == 0, $"{name}: {answer.Text}");
            }
            else if (name != "SaveUser")
            {
                Assert.True(answer.Status == HttpStatusCode.NotFound, $"{name}: {answer.Status} {answer.Text}");
            }
        }

        await rows.AreUntouchedAsync(site);
    }

    [Fact]
    public async Task The_company_itself_sees_and_changes_the_rows()
    {
        await using var site = await ApiSite.StartAsync();
        var rows = await Rows.MakeAsync(site);
        var client = await site.ClientAsync();

        foreach (var (name, (method, path, body)) in Requests)
        {
            var answer = await client.SendAsync(method, path(rows), body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));

            Assert.True((int)answer.Status is >= 200 and < 300, $"{name}: {answer.Status} {answer.Text}");
        }
    }

    [Fact]
    public async Task A_token_does_only_what_its_scopes_say()
    {
        await using var site = await ApiSite.StartAsync();
        var rows = await Rows.MakeAsync(site);
        foreach (var (name, scope) in Endpoints(site))
        {
            var client = await site.ClientAsync(ApiSite.Company, [.. ApiScopes.All.Where(one => one != scope)]);
            var (method, path, body) = Requests[name];

            var answer = await client.SendAsync(method, path(rows), body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));

            Assert.True(answer.Status == HttpStatusCode.Forbidden, $"{name}: {answer.Status}");
            Assert.Equal("application/problem+json", answer.MediaType);
            Assert.Contains($"scope=\"{scope}\"", answer.Headers["WWW-Authenticate"], StringComparison.Ordinal);
        }

        await rows.AreUntouchedAsync(site);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bounceproc_")]
    [InlineData("bounceproc_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Without_a_token_that_is_known_nothing_is_open(string? token)
    {
        await using var site = await ApiSite.StartAsync();
        var client = site.Client(token);

        foreach (var (method, path, _) in Requests.Values)
        {
            var answer = await client.SendAsync(method, path(new Rows(1, 1)), null);

            Assert.True(answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.UnsupportedMediaType, $"{method} {path(new Rows(1, 1))}: {answer.Status}");
            Assert.Equal("application/problem+json", answer.MediaType);
        }
    }

    [Fact]
    public async Task An_expired_and_a_revoked_token_open_nothing()
    {
        await using var site = await ApiSite.StartAsync();
        var store = site.Service<ApiTokenStore>();
        var soon = await store.CreateAsync(new ApiTokenRequest(ApiSite.Company, "soon", ApiScopes.All, TimeProvider.System.GetUtcNow().AddMilliseconds(50), "test"), CancellationToken.None);
        var revoked = await store.CreateAsync(new ApiTokenRequest(ApiSite.Company, "gone", ApiScopes.All, null, "test"), CancellationToken.None);
        Assert.Equal(HttpStatusCode.OK, (await site.Client(revoked.Text).GetAsync("mails")).Status);
        await store.RevokeAsync(ApiSite.Company, revoked.Token.Id, "test", CancellationToken.None);
        while (TimeProvider.System.GetUtcNow() <= soon.Token.ExpiresAt)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await site.Client(soon.Text).GetAsync("mails")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await site.Client(revoked.Text).GetAsync("mails")).Status);
    }

    [Fact]
    public async Task Somebody_who_is_signed_in_on_the_pages_is_not_let_in_by_the_cookie()
    {
        await using var site = await ApiSite.StartAsync();
        using var visitor = new Pages.Visitor(site.Address);
        await visitor.OpenAsync($"/sign-in/first?token={site.Service<Host.Access.FirstLink>().Renew()}");
        await visitor.SubmitAsync("first", ("new-password", Pages.TestSite.Password), ("repeated", Pages.TestSite.Password));
        Assert.Equal(HttpStatusCode.OK, (await visitor.OpenAsync("/events")).Status);

        var answer = await visitor.OpenAsync("/api/v1/mails");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v1/mails/x", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/api/v1/mails", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/api/v1/mails?limit=many", HttpStatusCode.BadRequest)]
    public async Task What_is_not_there_is_a_problem_and_never_a_page(string method, string path, HttpStatusCode status)
    {
        await using var site = await ApiSite.StartAsync();
        var client = await site.ClientAsync();

        var answer = await client.SendAsync(new HttpMethod(method), path, null);

        Assert.Equal(status, answer.Status);
        Assert.Equal("application/problem+json", answer.MediaType);
        Assert.Equal((int)status, answer.Json["status"]!.GetValue<int>());
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_body_of_another_kind_is_refused(string type)
    {
        await using var site = await ApiSite.StartAsync();
        var client = await site.ClientAsync();

        var answer = await client.SendAsync(HttpMethod.Post, "mails", new StringContent("user=MARI", Encoding.UTF8, type));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.Status);
        Assert.Equal("application/problem+json", answer.MediaType);
    }

    [Fact]
    public async Task A_request_above_the_limit_is_refused()
    {
        await using var site = await ApiSite.StartAsync(new JsonObject { ["LargestRequestBytes"] = 65_536 });
        var client = await site.ClientAsync();
        var mail = ApiClient.Mail();
        mail["text"] = new string('x', 70_000);

        var answer = await client.PostAsync("mails", mail);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Equal("application/problem+json", answer.MediaType);
    }

    [Fact]
    public async Task Too_many_requests_of_one_token_are_refused_and_those_of_another_are_not()
    {
        await using var site = await ApiSite.StartAsync(new JsonObject { ["RequestsPerMinute"] = 2 });
        var eager = await site.ClientAsync();
        var calm = await site.ClientAsync();
        await eager.GetAsync("mails");
        await eager.GetAsync("mails");

        var refused = await eager.GetAsync("mails");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.True(int.Parse(refused.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture) > 0);
        Assert.Equal(HttpStatusCode.OK, (await calm.GetAsync("mails")).Status);
    }

    [Fact]
    public async Task The_log_has_neither_addresses_nor_tokens()
    {
        await using var site = await ApiSite.StartAsync();
        var made = await site.Service<ApiTokenStore>().CreateAsync(new ApiTokenRequest(ApiSite.Company, "test", ApiScopes.All, null, "test"), CancellationToken.None);
        var client = site.Client(made.Text);

        await client.PostAsync("mails", ApiClient.Mail("very.private@example.com"));
        await client.GetAsync("address-marks/very.private@example.com");

        // The answer is there before the line about it.
        while (!site.Log.Lines.Any(line => line.Contains("GET /api/v1/address-marks/{address} of firmanimi", StringComparison.Ordinal)))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.Contains(site.Log.Lines, line => line.Contains("POST /api/v1/mails of firmanimi", StringComparison.Ordinal));
        Assert.DoesNotContain(site.Log.Lines, line => line.Contains("very.private", StringComparison.Ordinal) || line.Contains(made.Text, StringComparison.Ordinal));
    }

    private static (string Name, string Scope)[] Endpoints(ApiSite site) =>
    [
        .. site.Service<EndpointDataSource>().Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<ApiScope>() is not null)
            .Select(endpoint => (endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName, endpoint.Metadata.GetMetadata<ApiScope>()!.Name)),
    ];
}
