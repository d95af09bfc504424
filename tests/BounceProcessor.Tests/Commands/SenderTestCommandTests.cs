using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Commands;

public sealed class SenderTestCommandTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private readonly ScriptedSmtpServer _server = new();
    private readonly string _file;

    public SenderTestCommandTests() => _file = _folder.Configuration("""
        "Companies": { "List": [ { "Code": "kivi", "Name": "AS Kivi" } ] },
        "Sending": { "Connecting": { "AllowedNetworks": [ "127.0.0.0/8" ] } }
        """);

    public async ValueTask InitializeAsync()
    {
        await RunAsync("user", "set", "kivi", "MARI", "--email", "mari@kivi.example", "--mode", "smtp", "--host", "127.0.0.1", "--port", $"{_server.Port}", "--tls", "none", "--username", "mari");
        await Run.ExecutableAsync(_folder.Path, "canary-password\n", "user", "password", "kivi", "MARI", "--config", _file);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_steps_are_told_and_the_transcript_has_no_password()
    {
        var transcript = System.IO.Path.Combine(_folder.Path, "mari.txt");

        var run = await RunAsync("sender", "test", "kivi", "mari", "--to-transcript", transcript);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("ok       sign-in: \"mari\" is signed in with a password.", run.Output, StringComparison.Ordinal);
        Assert.Contains("ok       end: Mail of this user can be sent. The test sent nothing.", run.Output, StringComparison.Ordinal);
        var written = await File.ReadAllTextAsync(transcript, TestContext.Current.CancellationToken);
        Assert.Contains("C: AUTH PLAIN ***", written, StringComparison.Ordinal);
        Assert.Contains("C: MAIL FROM:<mari@kivi.example>", written, StringComparison.Ordinal);
        Assert.DoesNotContain("canary-password", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_is_told_in_the_language_asked_for_and_by_the_exit_code()
    {
        await RunAsync("user", "set", "kivi", "JAAN", "--email", "jaan@kivi.example", "--mode", "smtp", "--host", "127.0.0.1", "--port", $"{FreePorts.Take(1)[0]}", "--tls", "none");

        var run = await RunAsync("sender", "test", "kivi", "JAAN", "--language", "et");

        Assert.Equal(5, run.Code);
        Assert.Contains("FAILED   ühendus: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("selles pordis ei kuula midagi", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_in_at_Microsoft_is_refused_for_another_mode()
    {
        var run = await RunAsync("user", "sign-in", "kivi", "MARI");

        Assert.Equal(2, run.Code);
        Assert.Contains("--mode microsoft365-oauth", run.Error, StringComparison.Ordinal);
    }

    private Task<Run> RunAsync(params string[] arguments) => Run.HereAsync([.. arguments, "--config", _file]);
}
