using BounceProcessor.Host.Commands;
using BounceProcessor.Polling;

using Dapper;

using Microsoft.Data.Sqlite;

using Xunit;

namespace BounceProcessor.Tests.Commands;

public sealed class MailboxListCommandTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 15, 0, TimeSpan.Zero);

    private readonly TestFolder _folder = new();
    private readonly string _config;

    public MailboxListCommandTests()
    {
        _folder.Write("mails/1.eml", Mails.Letter);
        var path = System.Text.Json.JsonSerializer.Serialize(Path.Combine(_folder.Path, "mails"));
        _config = _folder.Configuration($$"""
            "Mailboxes": { "post": { "Kind": "Folder", "Company": "firmanimi", "Path": {{path}} } }
            """);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_mailbox_that_rests_is_listed_with_its_next_try_and_its_fault()
    {
        await SayAsync(LeaseOwner.Current, watchedSince: null, nextTryAt: Now);

        var list = await Run.HereAsync("mailbox", "list", "--config", _config);

        Assert.Equal(ExitCode.Incomplete, list.Code);
        Assert.Matches(@"^post +Folder +every 00:01:00 +rests, next try at 2026-11-23 08:15:00 UTC$", list.Lines[1]);
        Assert.Equal("post: 3 failed in a row (Transport). It is away.", list.Lines[2]);
    }

    [Fact]
    public async Task A_mailbox_whose_new_mail_is_waited_for_is_listed_with_since_when()
    {
        await SayAsync(LeaseOwner.Current, watchedSince: Now, nextTryAt: null, fault: "");

        var list = await Run.HereAsync("mailbox", "list", "post", "--config", _config);

        Assert.Equal(ExitCode.Fine, list.Code);
        Assert.EndsWith("idle since 2026-11-23 08:15:00 UTC", list.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_process_said_that_is_no_more_is_not_believed()
    {
        await SayAsync($"{LeaseOwner.Current}0", watchedSince: Now, nextTryAt: Now);

        var list = await Run.HereAsync("mailbox", "list", "--config", _config);

        Assert.Equal(ExitCode.Fine, list.Code);
        Assert.EndsWith("waits for its schedule, or no service runs", list.Lines[1], StringComparison.Ordinal);
    }

    private async Task SayAsync(string owner, DateTimeOffset? watchedSince, DateTimeOffset? nextTryAt, string fault = "It is away.")
    {
        Assert.Equal(ExitCode.Fine, (await Run.HereAsync("poll", "--config", _config)).Code);
        await using var connection = new SqliteConnection($"Data Source={Directory.EnumerateFiles(_folder.Path, "*.db", SearchOption.AllDirectories).Single()}");
        await connection.ExecuteAsync(
            """
            INSERT INTO mailbox_states (mailbox, company, owner, watched_since, faults, fault_kind, fault, next_try_at, changed_at)
            VALUES ('post', 'firmanimi', @owner, @watched, 3, 'Transport', @fault, @next, 0)
            """,
            new { owner, fault, watched = watchedSince?.ToUnixTimeMilliseconds(), next = nextTryAt?.ToUnixTimeMilliseconds() });
    }
}
