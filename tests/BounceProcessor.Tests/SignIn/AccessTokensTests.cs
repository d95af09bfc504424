using BounceProcessor.SignIn;
using BounceProcessor.Tests.Servers;

using Microsoft.Extensions.Time.Testing;

using Xunit;

namespace BounceProcessor.Tests.SignIn;

public sealed class AccessTokensTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_token_is_used_until_five_minutes_before_its_end()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        await using var line = await SignInLine.StartAsync(_folder, time: _time);
        var account = SignInLine.Google(endpoint);

        await line.Tokens.GetAsync(account, TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromMinutes(54));
        var before = await line.Tokens.GetAsync(account, TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromMinutes(1));
        var after = await line.Tokens.GetAsync(account, TestContext.Current.CancellationToken);

        Assert.Equal(("access-token-1", "access-token-2"), (before.Value, after.Value));
    }

    [Fact]
    public async Task Many_that_ask_at_once_in_two_processes_cause_one_renewal()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        var gate = new TaskCompletionSource();
        endpoint.Gate = gate.Task;
        await using var service = await SignInLine.StartAsync(_folder);
        await using var commandLine = await SignInLine.StartAsync(_folder);
        var account = SignInLine.Google(endpoint);

        var asking = Enumerable.Range(0, 10).SelectMany(_ => new[] { service, commandLine })
            .Select(line => line.Tokens.GetAsync(account, TestContext.Current.CancellationToken)).ToList();
        while (endpoint.Requests.IsEmpty)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        gate.SetResult();
        var tokens = await Task.WhenAll(asking);

        Assert.All(tokens, token => Assert.Equal("access-token-1", token.Value));
        Assert.Single(endpoint.Requests);
    }

    [Fact]
    public async Task The_renewal_of_a_process_that_died_at_it_is_taken_over_after_a_minute()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        await using var line = await SignInLine.StartAsync(_folder, time: _time);
        var account = SignInLine.Google(endpoint);
        await line.Store.TryClaimAsync(account, "died", TestContext.Current.CancellationToken);

        var asking = line.Tokens.GetAsync(account, TestContext.Current.CancellationToken);
        while (!asking.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await Task.WhenAny(asking, Task.Delay(20, TestContext.Current.CancellationToken));
        }

        Assert.Equal("access-token-1", (await asking).Value);
    }

    [Fact]
    public async Task A_restart_asks_for_no_new_token()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        var account = SignInLine.Google(endpoint);
        await using (var before = await SignInLine.StartAsync(_folder))
        {
            await before.Tokens.GetAsync(account, TestContext.Current.CancellationToken);
        }

        await using var after = await SignInLine.StartAsync(_folder);
        await after.Tokens.GetAsync(account, TestContext.Current.CancellationToken);

        Assert.Single(endpoint.Requests);
    }

    [Fact]
    public async Task What_is_kept_is_encrypted()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        await using (var line = await SignInLine.StartAsync(_folder))
        {
            await line.Tokens.GetAsync(SignInLine.Google(endpoint), TestContext.Current.CancellationToken);
        }

        var bytes = Directory.EnumerateFiles(_folder.File("data")).Select(File.ReadAllBytes).ToList();

        Assert.NotEmpty(bytes);
        Assert.All(bytes, file =>
        {
            Assert.Equal(-1, file.AsSpan().IndexOf("access-token-1"u8));
            Assert.Equal(-1, file.AsSpan().IndexOf("refresh-token-1"u8));
        });
    }

    [Fact]
    public async Task While_the_endpoint_is_out_of_order_a_token_that_is_still_good_is_used_on()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        await using var line = await SignInLine.StartAsync(_folder, time: _time);
        var account = SignInLine.Google(endpoint);
        await line.Tokens.GetAsync(account, TestContext.Current.CancellationToken);
        endpoint.Refusal = _ => (500, "<html>out of order</html>");
        _time.Advance(TimeSpan.FromMinutes(57));

        var used = await line.Tokens.GetAsync(account, TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromMinutes(4));
        var fault = await Assert.ThrowsAsync<TokenException>(() => line.Tokens.GetAsync(account, TestContext.Current.CancellationToken));

        Assert.Equal("access-token-1", used.Value);
        Assert.Contains(line.Log.Lines, text => text.Contains("is used on", StringComparison.Ordinal));
        Assert.Contains("answered with status 500 and no reason", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_token_is_replaced_unless_it_came_just_now()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        await using var line = await SignInLine.StartAsync(_folder, time: _time);
        var account = SignInLine.Google(endpoint);
        var first = await line.Tokens.GetAsync(account, TestContext.Current.CancellationToken);

        var atOnce = await line.Tokens.ReplaceAsync(account, first, TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromMinutes(2));
        var later = await line.Tokens.ReplaceAsync(account, first, TestContext.Current.CancellationToken);
        var again = await line.Tokens.ReplaceAsync(account, first, TestContext.Current.CancellationToken);

        Assert.Null(atOnce);
        Assert.Equal(("access-token-2", "access-token-2"), (later?.Value, again?.Value));
        Assert.Equal(2, endpoint.Requests.Count);
    }

    [Fact]
    public async Task Without_its_keys_an_applications_token_is_got_again()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        var account = SignInLine.Google(endpoint);
        await using (var before = await SignInLine.StartAsync(_folder))
        {
            await before.Tokens.GetAsync(account, TestContext.Current.CancellationToken);
        }

        Directory.Delete(_folder.File("data/keys"), recursive: true);
        await using var line = await SignInLine.StartAsync(_folder);
        var token = await line.Tokens.GetAsync(account, TestContext.Current.CancellationToken);

        Assert.Equal("access-token-2", token.Value);
        Assert.Contains(line.Log.Lines, text => text.Contains("was encrypted with other keys", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_its_keys_a_persons_sign_in_is_lost_and_the_fault_says_what_to_do()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        var account = SignInLine.Google(endpoint, options => options.RefreshToken = "");
        await using (var before = await SignInLine.StartAsync(_folder))
        {
            await before.Store.SaveAsync(account, new GrantedToken("token", TimeSpan.Zero, "kept"), TestContext.Current.CancellationToken);
        }

        Directory.Delete(_folder.File("data/keys"), recursive: true);
        await using var line = await SignInLine.StartAsync(_folder);
        var fault = await Assert.ThrowsAsync<TokenException>(() => line.Tokens.GetAsync(account, TestContext.Current.CancellationToken));

        Assert.Contains($"encrypted with other keys than those in \"{_folder.File("data/keys")}\"", fault.Message, StringComparison.Ordinal);
        Assert.Contains("bounceproc mailbox sign-in events", fault.Message, StringComparison.Ordinal);
        Assert.Empty(endpoint.Requests);
    }

    [Fact]
    public async Task Nobody_signed_in_yet_is_told_with_the_command_to_do_it()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        await using var line = await SignInLine.StartAsync(_folder, endpoint);
        var account = SignInLine.Microsoft(endpoint, options => (options.Grant, options.ClientSecret) = (TokenGrant.MicrosoftUser, ""));

        var fault = await Assert.ThrowsAsync<TokenException>(() => line.Tokens.GetAsync(account, TestContext.Current.CancellationToken));

        Assert.Contains("sign in: bounceproc mailbox sign-in events", fault.Message, StringComparison.Ordinal);
    }
}
