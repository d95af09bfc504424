using System.Diagnostics;
using System.Globalization;

using BounceProcessor.Database;
using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Servers;

using Dapper;

using Xunit;

namespace BounceProcessor.Tests.Polling;

/// <summary>The program itself, as a process, killed without warning.</summary>
public sealed class KilledRunTests(DovecotServer dovecot, ITestOutputHelper output) : IDisposable
{
    private const int Mails = 1000;
    private const int Kills = 10;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(AfterFiling.Leave)]
    [InlineData(AfterFiling.Move)]
    public async Task Killed_ten_times_in_the_middle_every_recipient_is_filed_exactly_once(AfterFiling afterFiling)
    {
        var box = await dovecot.NewMailboxAsync();
        box.AfterFiling = afterFiling;
        await dovecot.DeliverAsync(box, Enumerable.Range(0, Mails).Select(PostfixBounce.Text));
        await using var database = new SqliteDataSource(_folder.File("test.db"), TimeSpan.FromSeconds(10));
        var random = new Random();

        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = Start(box);
            await KillInTheMiddleAsync(process, database, kill + 1, random.Next(kill * 80, (kill + 1) * 80), TimeSpan.FromMilliseconds(random.Next(40)));
            output.WriteLine($"killed with {await CountAsync(database, "events")} events");
        }

        using (var last = Start(box))
        {
            var said = await last.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await last.WaitForExitAsync(TestContext.Current.CancellationToken);
            output.WriteLine(said);
            Assert.Equal(0, last.ExitCode);
        }

        Assert.Equal(Kills, await CountAsync(database, "runs WHERE ended_at IS NULL"));
        Assert.Equal(Mails, await CountAsync(database, "mails"));
        await using var connection = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var recipients = await connection.QueryAsync<string>("SELECT recipient FROM events");
        Assert.Equal(Enumerable.Range(0, Mails).Select(PostfixBounce.Recipient).Order(), recipients.Order());
        Assert.Equal(afterFiling == AfterFiling.Move ? (0, Mails) : (Mails, 0), (await HoldsAsync(box, "INBOX"), await HoldsAsync(box, "Processed")));
    }

    private static async Task KillInTheMiddleAsync(Process process, SqliteDataSource database, int run, long events, TimeSpan later)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (await RunsAsync(database) < run || await CountAsync(database, "events") < events)
        {
            Assert.False(process.HasExited, "the run ended before it was killed");
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromMinutes(1), "the run does not get on");
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }

        await Task.Delay(later, TestContext.Current.CancellationToken);
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    // The tables are made by the program itself. A process that has not begun its run yet would not be killed in the middle of it.
    private static async Task<long> RunsAsync(SqliteDataSource database) =>
        await CountAsync(database, "sqlite_master WHERE name = 'runs'") == 1 ? await CountAsync(database, "runs") : 0;

#pragma warning disable CA2100 // the texts are those above
    private static async Task<long> CountAsync(SqliteDataSource database, string what)
    {
        await using var connection = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<long>($"SELECT COUNT(*) FROM {what}");
    }
#pragma warning restore CA2100

    private static async Task<int> HoldsAsync(MailboxOptions box, string folder)
    {
        var options = new MailboxOptions
        {
            Host = box.Host,
            Port = box.Port,
            Tls = box.Tls,
            Username = box.Username,
            Password = box.Password,
            Folder = folder,
        };
        await using var source = MailSources.Open("look", options);
        try
        {
            await Servers.Mails.OpenAsync(source);
        }
        catch (MailboxException)
        {
            return 0; // there is no such folder
        }

        return (await Servers.Mails.ListAsync(source)).Count;
    }

    private Process Start(MailboxOptions box)
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "bounceproc.exe" : "bounceproc");
        var start = new ProcessStartInfo(program, ["poll", "box"]) { WorkingDirectory = _folder.Path, RedirectStandardOutput = true };
        var settings = new Dictionary<string, string>
        {
            ["Host"] = box.Host,
            ["Port"] = box.Port.ToString(CultureInfo.InvariantCulture),
            ["Tls"] = box.Tls.ToString(),
            ["Username"] = box.Username,
            ["Password"] = box.Password,
            ["Company"] = "firmanimi",
            ["AfterFiling"] = box.AfterFiling.ToString(),
        };
        foreach (var (key, value) in settings)
        {
            start.Environment[$"Mailboxes__box__{key}"] = value;
        }

        start.Environment["Database__Path"] = _folder.File("test.db");

        // Small batches: many commits, and so many places between commit and settling.
        start.Environment["Intake__BatchMails"] = "10";
        return Process.Start(start) ?? throw new InvalidOperationException("bounceproc does not start");
    }
}
