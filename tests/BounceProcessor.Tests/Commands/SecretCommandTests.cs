using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Commands;

public sealed class SecretCommandTests(DovecotServer dovecot) : IDisposable
{
    private const string Key = "Mailboxes:events:Password";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_secret_from_standard_input_opens_the_mailbox_and_is_never_shown()
    {
        var file = await ConfigurationAsync(password: "");

        var before = await Run.HereAsync("mailbox", "test", "--config", file);
        var set = await Run.ExecutableAsync(_folder.Path, "secret\n", "secret", "set", "mailboxes:events:password", "--config", file);
        var list = await Run.HereAsync("secret", "list", "--config", file);
        var test = await Run.HereAsync("mailbox", "test", "--config", file);
        var remove = await Run.HereAsync("secret", "remove", Key, "--config", file);
        var after = await Run.HereAsync("mailbox", "test", "--config", file);

        Assert.Contains($"bounceproc secret set {Key}", before.Error, StringComparison.Ordinal);
        Assert.Equal((0, 0, 0, 0), (set.Code, list.Code, test.Code, remove.Code));
        Assert.Contains("is signed in with Password", test.Output, StringComparison.Ordinal);
        Assert.Equal((4, 4), (before.Code, after.Code));
        Assert.EndsWith($"  {Key}", Assert.Single(list.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", (set.Output + list.Output).Replace("Mailboxes", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_service_reads_what_a_command_has_encrypted_and_a_command_what_the_service_has()
    {
        await using var endpoint = await TokenEndpoint.StartAsync();
        var box = await dovecot.NewMailboxAsync();
        endpoint.AccessToken = (_, _) => DovecotServer.AccessToken(box, TimeProvider.System.GetUtcNow().AddHours(1));
        var file = _folder.Configuration($$"""
            "Web": { "Listen": "http://127.0.0.1:0" },
            "Mailboxes": { "events": { "Kind": "Imap", "Host": "127.0.0.1", "Port": {{box.Port}}, "Tls": "None", "Username": "{{box.Username}}", "Interval": "00:00:01",
              "SignIn": "XOAuth2", "OAuth": { "Grant": "GoogleUser", "ClientId": "client", "TokenEndpoint": "{{endpoint.Address}}" } } }
            """);
        await Run.ExecutableAsync(_folder.Path, "the-client-secret", "secret", "set", "Mailboxes:events:OAuth:ClientSecret", "--config", file);
        await Run.ExecutableAsync(_folder.Path, "refresh-token-0", "secret", "set", "Mailboxes:events:OAuth:RefreshToken", "--config", file);

        using var service = Run.Start(_folder.Path, "serve", "--config", file);
        while (endpoint.Requests.IsEmpty && !service.HasExited)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        service.Kill();
        await service.WaitForExitAsync(TestContext.Current.CancellationToken);
        var asked = endpoint.Requests.Count;
        var test = await Run.ExecutableAsync(_folder.Path, null, "mailbox", "test", "--config", file);
        var again = await Run.ExecutableAsync(_folder.Path, null, "mailbox", "test", "--config", file);

        Assert.Equal(("the-client-secret", "refresh-token-0"), (endpoint.Requests.First()["client_secret"], endpoint.Requests.First()["refresh_token"]));
        Assert.Equal((0, 0), (test.Code, again.Code));
        Assert.Equal(1, asked);

        // Killed between the answer and its storing, the service has left the renewal to the first test.
        Assert.InRange(endpoint.Requests.Count, 1, 2);
    }

    [Fact]
    public async Task Another_key_ring_is_told_with_the_folder_and_what_to_do()
    {
        var file = await ConfigurationAsync(password: "");
        await Run.ExecutableAsync(_folder.Path, "secret", "secret", "set", Key, "--config", file);
        Directory.Delete(Path.Combine(_folder.Path, "data", "keys"), recursive: true);

        var test = await Run.HereAsync("mailbox", "test", "--config", file);
        var list = await Run.HereAsync("secret", "list", "--config", file);
        var again = await Run.ExecutableAsync(_folder.Path, "secret", "secret", "set", Key, "--config", file);
        var mended = await Run.HereAsync("mailbox", "test", "--config", file);

        Assert.Equal(4, test.Code);
        Assert.Contains($"{Key} is stored, but was encrypted with other keys than those in \"{Path.Combine(_folder.Path, "data", "keys")}\"", test.Error, StringComparison.Ordinal);
        Assert.Contains("encrypted with other keys", list.Output, StringComparison.Ordinal);
        Assert.Equal((0, 0), (again.Code, mended.Code));
    }

    [Fact]
    public async Task A_secret_is_taken_from_a_file_and_one_that_all_may_read_is_warned_of()
    {
        var path = _folder.Write("run/secret", "secret\n");
        var file = await ConfigurationAsync($"file:{path}");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)0b110_100_100);
        }

        var test = await Run.ExecutableAsync(_folder.Path, null, "mailbox", "test", "--config", file);

        Assert.Equal(0, test.Code);
        Assert.Contains("is signed in with Password", test.Output, StringComparison.Ordinal);
        Assert.Contains($"{Key}: \"{path}\" can be read by every user of this machine", test.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_or_empty_secret_file_is_a_fault_of_the_configuration()
    {
        var missing = await Run.HereAsync("mailbox", "test", "--config", await ConfigurationAsync("file:no-such-file"));
        var empty = await Run.HereAsync("mailbox", "test", "--config", await ConfigurationAsync($"file:{_folder.Write("empty", "\n")}"));

        Assert.Equal((4, 4), (missing.Code, empty.Code));
        Assert.Contains($"{Key} is \"file:no-such-file\", which is not there", missing.Error, StringComparison.Ordinal);
        Assert.Contains("which is empty; write the secret into that file", empty.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mailboxes:events:Passwort", "did you mean Password?")]
    [InlineData("Mailbox:events:Password", "did you mean Mailboxes?")]
    [InlineData("Mailboxes:events:Host", "is no secret that can be stored")]
    [InlineData("Secrets:CertificatePassword", "is no secret that can be stored")]
    public async Task A_key_that_holds_no_secret_is_refused(string key, string words)
    {
        var run = await Run.ExecutableAsync(_folder.Path, "secret", "secret", "set", key, "--config", await ConfigurationAsync(password: ""));

        Assert.Equal(2, run.Code);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
    }

    private async Task<string> ConfigurationAsync(string password)
    {
        var box = await dovecot.NewMailboxAsync();
        return _folder.Configuration($$"""
            "Mailboxes": { "events": { "Kind": "Imap", "Host": "127.0.0.1", "Port": {{box.Port}}, "Tls": "None", "Username": "{{box.Username}}", "Password": {{System.Text.Json.JsonSerializer.Serialize(password)}} } }
            """);
    }
}
