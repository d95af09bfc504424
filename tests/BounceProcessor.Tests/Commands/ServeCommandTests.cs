using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

using BounceProcessor.Tests.Rules;

using Xunit;

namespace BounceProcessor.Tests.Commands;

public sealed class ServeCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_a_word_the_service_starts_prints_its_address_and_a_link_and_ends_on_SIGTERM()
    {
        _folder.Write("mails/1.eml", Mails.Bounce("jaan@klient.example"));
        _folder.Write("appsettings.json", """
            {
              "Mailboxes": { "post": { "Kind": "Folder", "Company": "firmanimi", "Path": "mails" } },
              "Web": { "Listen": "http://127.0.0.1:0" }
            }
            """);
        using var process = Run.Start(_folder.Path);
        var said = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            said.Add(line);
            if (line.Contains("listens on", StringComparison.Ordinal))
            {
                break;
            }
        }

        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        said.Add(await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, process.ExitCode);
        Assert.Contains(said, line => line.StartsWith("BounceProcessor listens on http://127.0.0.1:", StringComparison.Ordinal));
        Assert.Contains(said, line => line.Contains("/sign-in/first?token=", StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(_folder.Path, "data", "bounceprocessor.db")));
    }

    [Fact]
    public async Task Rules_that_change_while_the_service_runs_judge_the_next_mail()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "mails"));
        _folder.Write("rules/mine.json", OperatorFolder.Rule("mine", "user unknown"));
        _folder.Write("appsettings.json", """
            {
              "Mailboxes": { "post": { "Kind": "Folder", "Company": "firmanimi", "Path": "mails", "Interval": "00:00:01" } },
              "Rules": { "Interval": "00:00:01" },
              "Web": { "Listen": "http://127.0.0.1:0" }
            }
            """);
        using var process = Run.Start(_folder.Path);
        await HearAsync(process, "Rules of the operator in force: 1,");

        _folder.Write("rules/mine.json", OperatorFolder.Rule("mine", "User unknown"));
        await HearAsync(process, "operator/mine.json, line 1, rule \"mine/a\": phrases: phrase \"User unknown\" is not folded");
        await HearAsync(process, "are not taken over; faults: 1. In force stay those that ship and 1 of the operator");

        _folder.Write("rules/mine.json", OperatorFolder.Rule("mine", "user unknown").Replace("mailbox-full", "policy-rejected", StringComparison.Ordinal));
        await HearAsync(process, "Rules of the operator in force: 1,");
        _folder.Write("mails/1.eml", Mails.Bounce("jaan@klient.example"));
        await HearAsync(process, "1 bounces and 0 other mails filed");
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        var events = await Run.ExecutableAsync(_folder.Path, null, "events", "list", "--json");
        Assert.Contains("\"reason\":\"policy-rejected\"", events.Output, StringComparison.Ordinal);
        Assert.Contains("\"rule\":\"mine/a\"", events.Output, StringComparison.Ordinal);
    }

    private static async Task HearAsync(Process process, string words)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        var said = new List<string>();
        try
        {
            while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
            {
                said.Add(line);
                if (line.Contains(words, StringComparison.Ordinal))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }

        Assert.Fail($"\"{words}\" was not said, but:\n{string.Join('\n', said)}");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_in_a_line_with_a_remedy()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        var file = _folder.Configuration($$"""
            "Web": { "Listen": "{{address}}" }
            """);

        var run = await Run.ExecutableAsync(_folder.Path, null, "serve", "--config", file);

        Assert.Equal(5, run.Code);
        Assert.Equal($"{address} is taken by another program; stop that, or set Web:Listen to another port.", run.Error.TrimEnd());
        Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal);
    }
}
