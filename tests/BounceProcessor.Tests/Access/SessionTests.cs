using System.Net;

using BounceProcessor.Tests.Pages;

using Xunit;

namespace BounceProcessor.Tests.Access;

public sealed class SessionTests
{
    [Fact]
    public async Task Changing_the_password_ends_the_other_sessions_and_keeps_this_one()
    {
        await using var site = await TestSite.StartAsync();
        using var here = await site.SignedInAsync();
        using var elsewhere = await site.SignedInAsync();
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.OpenAsync("/events")).Status);
        await here.OpenAsync("/password");

        await here.SubmitAsync("password", ("old-password", TestSite.Password), ("new-password", "a new password"), ("repeated", "a new password"));

        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.OpenAsync("/events")).Status);
        Assert.Equal(HttpStatusCode.OK, (await here.OpenAsync("/events")).Status);
    }

    [Fact]
    public async Task The_password_is_not_changed_without_the_present_one()
    {
        await using var site = await TestSite.StartAsync();
        using var visitor = await site.SignedInAsync();
        await visitor.OpenAsync("/password");

        await visitor.SubmitAsync("password", ("old-password", "not the password"), ("new-password", "a new password"), ("repeated", "a new password"));

        using var later = site.NewVisitor();
        Assert.Equal(HttpStatusCode.Redirect, (await later.SignInAsync("admin", TestSite.Password)).Status);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_of_this_browser()
    {
        await using var site = await TestSite.StartAsync();
        using var visitor = await site.SignedInAsync();
        await visitor.OpenAsync("/events");

        var answer = await visitor.PostAsync("/sign-out", visitor.Hidden());

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.OpenAsync("/events")).Status);
    }

    [Fact]
    public async Task A_session_survives_a_restart()
    {
        var before = await TestSite.StartAsync();
        using var visitor = await before.SignedInAsync();
        var cookie = visitor.Cookies.GetCookieHeader(before.Address);

        await using var site = await before.RestartAsync();

        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(site.Address, "/events"));
        request.Headers.Add("Cookie", cookie);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_foreign_forms()
    {
        await using var site = await TestSite.StartAsync();
        (await site.SignedInAsync()).Dispose();
        using var visitor = site.NewVisitor();

        var answer = await visitor.SignInAsync("admin", TestSite.Password);

        var cookie = answer.Headers["Set-Cookie"];
        Assert.Contains("bounceproc=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/app.css")]
    [InlineData("/test-fault")]
    public async Task Every_answer_forbids_foreign_scripts_and_frames(string path)
    {
        await using var site = await TestSite.StartAsync();
        using var visitor = await site.SignedInAsync();

        var answer = await visitor.OpenAsync(path);

        var policy = answer.Headers["Content-Security-Policy"];
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        Assert.Equal("no-referrer", answer.Headers["Referrer-Policy"]);
    }
}
