using System.Diagnostics;
using System.Net;

using BounceProcessor.Host.Access;
using BounceProcessor.Tests.Pages;

using Xunit;

namespace BounceProcessor.Tests.Access;

public sealed class SignInTests
{
    private const string Wrong = "not the password";

    [Theory]
    [InlineData("/events")]
    [InlineData("/events/1")]
    [InlineData("/events/1/mail.eml")]
    [InlineData("/password")]
    public async Task A_stranger_is_sent_to_the_sign_in_page(string path)
    {
        await using var site = await TestSite.StartAsync();
        using var visitor = site.NewVisitor();

        var answer = await visitor.OpenAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.EndsWith("/sign-in?returnUrl=" + Uri.EscapeDataString(path), answer.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_opens_no_circuit()
    {
        await using var site = await TestSite.StartAsync();
        using var visitor = site.NewVisitor();

        var answer = await visitor.PostAsync("/_blazor/negotiate?negotiateVersion=1", new Dictionary<string, string>());

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
    }

    [Fact]
    public async Task Unknown_name_and_wrong_password_get_the_same_answer_after_the_same_time()
    {
        await using var site = await TestSite.StartAsync();
        (await site.SignedInAsync()).Dispose();
        using var visitor = site.NewVisitor();

        var (unknown, unknownTime) = await TimedAsync(() => visitor.SignInAsync("nobody", Wrong));
        var (wrong, wrongTime) = await TimedAsync(() => visitor.SignInAsync("admin", Wrong));

        Assert.Equal(Comparable(unknown, "nobody"), Comparable(wrong, "admin"));
        Assert.All([unknownTime, wrongTime], time => Assert.True(time >= TimeSpan.FromMilliseconds(690), $"{time} is shorter than every refusal must take."));
    }

    [Fact]
    public async Task Five_failures_lock_the_account_and_a_restart_does_not_unlock_it()
    {
        var before = await TestSite.StartAsync();
        (await before.SignedInAsync()).Dispose();
        await FailAsync(before, 5);

        await using var site = await before.RestartAsync();

        Assert.Null(await site.Service<PasswordSignIn>().TryAsync("admin", TestSite.Password, CancellationToken.None));
    }

    [Fact]
    public async Task Each_further_failure_doubles_the_wait()
    {
        var clock = new MovedClock();
        await using var site = await TestSite.StartAsync(time: clock);
        (await site.SignedInAsync()).Dispose();
        await FailAsync(site, 5);
        clock.Advance(TimeSpan.FromSeconds(61));
        await FailAsync(site, 1);

        clock.Advance(TimeSpan.FromSeconds(61));
        var afterOneMinute = await site.Service<PasswordSignIn>().TryAsync("admin", TestSite.Password, CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(61));
        var afterTwoMinutes = await site.Service<PasswordSignIn>().TryAsync("admin", TestSite.Password, CancellationToken.None);

        Assert.Null(afterOneMinute);
        Assert.NotNull(afterTwoMinutes);
    }

    [Fact]
    public async Task Many_attempts_at_once_are_five()
    {
        await using var site = await TestSite.StartAsync();
        (await site.SignedInAsync()).Dispose();
        var users = site.Service<UserStore>();

        var counted = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => users.BeginAttemptAsync("admin", CancellationToken.None)));

        Assert.Equal(5, counted.Count(user => user is not null));
    }

    [Fact]
    public async Task A_success_forgets_the_failures_before_it()
    {
        await using var site = await TestSite.StartAsync();
        (await site.SignedInAsync()).Dispose();
        await FailAsync(site, 4);
        Assert.NotNull(await site.Service<PasswordSignIn>().TryAsync("admin", TestSite.Password, CancellationToken.None));
        await FailAsync(site, 4);

        Assert.NotNull(await site.Service<PasswordSignIn>().TryAsync("admin", TestSite.Password, CancellationToken.None));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task Signing_in_never_leads_to_another_site(string returnUrl)
    {
        await using var site = await TestSite.StartAsync();
        (await site.SignedInAsync()).Dispose();
        using var visitor = site.NewVisitor();
        await visitor.OpenAsync("/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl));

        var answer = await visitor.SubmitAsync("sign-in", ("name", "admin"), ("password", TestSite.Password));

        Assert.Equal(new Uri(site.Address, "/events"), new Uri(site.Address, answer.Location ?? ""));
    }

    [Fact]
    public async Task Signing_in_leads_back_to_the_view_that_was_asked_for()
    {
        await using var site = await TestSite.StartAsync();
        (await site.SignedInAsync()).Dispose();
        using var visitor = site.NewVisitor();
        var sent = await visitor.OpenAsync("/events?severity=hard&page=2");
        await visitor.OpenAsync(new Uri(sent.Location ?? "").PathAndQuery);

        var answer = await visitor.SubmitAsync("sign-in", ("name", "admin"), ("password", TestSite.Password));

        Assert.Equal(new Uri(site.Address, "/events?severity=hard&page=2"), new Uri(site.Address, answer.Location ?? ""));
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        await using var site = await TestSite.StartAsync();
        using var visitor = await site.SignedInAsync();

        var signIn = await visitor.PostAsync("/sign-in", new Dictionary<string, string> { ["_handler"] = "sign-in", ["name"] = "admin", ["password"] = TestSite.Password });
        var signOut = await visitor.PostAsync("/sign-out", new Dictionary<string, string> { ["from"] = "" });

        Assert.Equal(HttpStatusCode.BadRequest, signIn.Status);
        Assert.Equal(HttpStatusCode.BadRequest, signOut.Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.OpenAsync("/events")).Status);
    }

    private static async Task FailAsync(TestSite site, int times)
    {
        var desk = site.Service<PasswordSignIn>();
        for (var i = 0; i < times; i++)
        {
            Assert.Null(await desk.TryAsync("admin", Wrong, CancellationToken.None));
        }
    }

    private static async Task<(Visitor.Answer Answer, TimeSpan Time)> TimedAsync(Func<Task<Visitor.Answer>> act)
    {
        var watch = Stopwatch.StartNew();
        return (await act(), watch.Elapsed);
    }

    // The page repeats the name that was typed, and its token is new each time.
    private static string Comparable(Visitor.Answer answer, string name) =>
        System.Text.RegularExpressions.Regex.Replace(answer.Text, @"CfDJ8[\w+/=-]+", "").Replace($"value=\"{name}\"", "", StringComparison.Ordinal);
}
