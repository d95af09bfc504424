using System.Diagnostics;
using System.Globalization;

using BounceProcessor.Tests.Servers;

using Xunit;

namespace BounceProcessor.Tests.Faults;

/// <summary>A disk that is really full: a small tmpfs in a mount namespace of the process's own.</summary>
public sealed class DiskFullTests(DovecotServer dovecot) : IDisposable
{
    // $1 the program, $2 where the small disk goes, $3 where copies for the test go.
    private const string Script = """
        mount -t tmpfs -o size=2m none "$2" || { echo "no tmpfs: run the tests as root, or allow user namespaces"; exit 99; }
        "$1" poll box; echo "first ended with $?"
        mkdir -p "$3/full" && cp "$2"/test.db* "$3/full/"; read -r _
        mount -o remount,size=64m "$2" || exit 99
        "$1" poll box; echo "second ended with $?"
        mkdir -p "$3/after" && cp "$2"/test.db* "$3/after/"
        """;

    private const int Mails = 600;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Flag")]
    [InlineData("Move")]
    public async Task On_a_full_disk_nothing_is_settled_that_is_not_on_disk_and_with_room_again_every_recipient_is_filed_once(string afterFiling)
    {
        await dovecot.StartAsync();
        var username = $"box{Guid.NewGuid():N}";
        await DeliverAsync(username, Enumerable.Range(0, 3).Select(Letters.Text));
        var others = await LookAsync(username);
        await DeliverAsync(username, Enumerable.Range(0, Mails).Select(PostfixBounce.Text));
        Directory.CreateDirectory(_folder.File("disk"));
        ProductProcess.Configure(
            _folder.Path,
            ProductProcess.Box(dovecot.ImapPort, username, afterFiling),
            new() { ["Intake"] = new System.Text.Json.Nodes.JsonObject { ["BatchMails"] = 10 }, ["Database"] = new System.Text.Json.Nodes.JsonObject { ["Path"] = "disk/test.db" } });

        using var shell = Start();
        var first = await HearAsync(shell, "first ended with");
        var full = await Exactly("full", others, afterFiling).FindMidwayAsync(await LookAsync(username), TestContext.Current.CancellationToken);
        await shell.StandardInput.WriteLineAsync("on");
        var second = await HearAsync(shell, "second ended with");
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Contains("first ended with 5", first, StringComparison.Ordinal);
        Assert.Contains("disk is full", first, StringComparison.OrdinalIgnoreCase);
        Assert.True(full.AreNone, full.ToString());
        Assert.Contains("second ended with 0", second, StringComparison.Ordinal);
        var after = await Exactly("after", others, afterFiling).FindAsync(await LookAsync(username), TestContext.Current.CancellationToken);
        Assert.True(after.AreNone, after.ToString());
    }

    private static async Task<string> HearAsync(Process shell, string words)
    {
        List<string> said = [];
        while (await shell.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            said.Add(line);
            if (line.StartsWith(words, StringComparison.Ordinal))
            {
                return string.Join('\n', said);
            }
        }

        throw new InvalidOperationException($"\"{words}\" was not said, but: {string.Join(" | ", said)}");
    }

    private Process Start()
    {
        // Root may mount; anybody else may within a user namespace of his own.
        string[] own = Environment.IsPrivilegedProcess ? ["--mount"] : ["--mount", "--map-root-user"];
        string program = Path.Combine(AppContext.BaseDirectory, "bounceproc");
        var start = new ProcessStartInfo("unshare", [.. own, "/bin/sh", "-c", $"exec 2>&1\n{Script}", "-", program, _folder.File("disk"), _folder.Path])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return Process.Start(start) ?? throw new InvalidOperationException("unshare does not start");
    }

    private Exactly Exactly(string copy, IReadOnlyList<SeenMail> others, string afterFiling) => new()
    {
        Database = _folder.File(string.Create(CultureInfo.InvariantCulture, $"{copy}/test.db")),
        Bounces = [.. Enumerable.Range(0, Mails)],
        Others = others,
        AfterFiling = afterFiling,
    };

    private Task<IReadOnlyList<SeenMail>> LookAsync(string username) => MailboxView.LookAsync(dovecot.ImapPort, username, TestContext.Current.CancellationToken);

    private Task DeliverAsync(string username, IEnumerable<string> mails) =>
        Lmtp.DeliverAsync(dovecot.LmtpPort, $"{username}@event.example.test", mails, TestContext.Current.CancellationToken);
}
