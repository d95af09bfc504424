using Xunit;

namespace BounceProcessor.Tests.Commands;

public sealed class QuarantineCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly string _config;

    public QuarantineCommandTests()
    {
        _folder.Write("mails/1.eml", Mails.Bounce("jaan@klient.example"));
        _folder.Write("mails/2.eml", Mails.Bounce("mari@klient.example", "smtp; 550 \u001b[31mred"));
        var path = System.Text.Json.JsonSerializer.Serialize(Path.Combine(_folder.Path, "mails"));
        _config = _folder.Configuration($$"""
            "Mailboxes": { "post": { "Kind": "Folder", "Company": "firmanimi", "Path": {{path}} } }
            """);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_mail_set_aside_is_listed_and_shown_with_its_fault_and_its_bytes()
    {
        await SetMariAsideAsync();

        var list = await Run.HereAsync("quarantine", "list", "--config", _config);
        var json = await Run.HereAsync("quarantine", "list", "--json", "--config", _config);
        var show = await Run.HereAsync("quarantine", "show", "1", "--config", _config);
        var fault = await Run.HereAsync("quarantine", "show", "1", "--fault", "--config", _config);
        var raw = await Run.HereAsync("quarantine", "show", "1", "--raw", "--config", _config);

        Assert.Matches(@"^ *1 .* post .* firmanimi +waiting +1 +\d+ +Microsoft\.Data\.Sqlite\.SqliteException.*poisoned", list.Lines[1]);
        Assert.Equal("waiting", System.Text.Json.JsonDocument.Parse(Assert.Single(json.Lines)).RootElement.GetProperty("state").GetString());
        Assert.Contains("tries             1, the last at", show.Output, StringComparison.Ordinal);
        Assert.Contains("system: set-aside (", show.Output, StringComparison.Ordinal);
        Assert.Contains("\n   at ", fault.Output, StringComparison.Ordinal);
        Assert.Contains("Final-Recipient: rfc822; mari@klient.example", raw.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", raw.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bytes_come_out_as_they_are_when_they_go_into_a_file()
    {
        await SetMariAsideAsync();

        using var process = Run.Start(_folder.Path, "quarantine", "show", "1", "--raw", "--config", _config);
        using var bytes = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(_folder.Path, "mails", "2.eml"), TestContext.Current.CancellationToken), bytes.ToArray());
    }

    [Fact]
    public async Task Tried_again_it_fails_again_and_once_the_fault_is_mended_it_is_filed()
    {
        await SetMariAsideAsync();
        var failed = await Run.HereAsync("quarantine", "retry", "1", "--config", _config);
        await ExecuteAsync("DROP TRIGGER poison");
        var filed = await Run.HereAsync("quarantine", "retry", "--all", "--config", _config);
        var events = await Run.HereAsync("events", "list", "--text", "mari", "--config", _config);
        var every = await Run.HereAsync("quarantine", "list", "--every", "--config", _config);
        var raw = await Run.HereAsync("quarantine", "show", "1", "--raw", "--config", _config);

        Assert.Equal((3, "1 tried: 0 filed, 1 failed again."), (failed.Code, failed.Lines[^1]));
        Assert.StartsWith("1: failed again (Microsoft.Data.Sqlite.SqliteException", failed.Lines[0], StringComparison.Ordinal);
        Assert.Equal((0, "1: filed (failure, bounce), 1 event added, 0 gone on with"), (filed.Code, filed.Lines[0]));
        Assert.Contains("1 of 1 event,", events.Output, StringComparison.Ordinal);
        Assert.Contains(" filed ", every.Lines[1], StringComparison.Ordinal);
        Assert.Equal((2, "The bytes of mail 1 are no longer in quarantine: it was filed."), (raw.Code, raw.Error.TrimEnd()));
    }

    [Fact]
    public async Task Discarded_it_is_gone_from_the_list_and_says_who_and_why()
    {
        await SetMariAsideAsync();

        var discard = await Run.HereAsync("quarantine", "discard", "1", "17", "--reason", "a test of ours", "--config", _config);
        var list = await Run.HereAsync("quarantine", "list", "--config", _config);
        var show = await Run.HereAsync("quarantine", "show", "1", "--config", _config);

        Assert.Equal(2, discard.Code);
        Assert.Equal(["1: discarded; it is never filed", "17: there is no mail of that number that waits or is stuck"], discard.Lines);
        Assert.Equal("0 of 0 mails.", list.Lines[^1]);
        Assert.Contains($"{Environment.UserName} (command line): discarded (a test of ours)", show.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("retry")]
    [InlineData("retry", "1", "--all")]
    public async Task Retry_wants_numbers_or_all(params string[] args)
    {
        var run = await Run.HereAsync(["quarantine", .. args, "--config", _config]);

        Assert.Equal((1, "Write the numbers of the mails, or --all."), (run.Code, run.Error.Trim()));
    }

    [Fact]
    public async Task A_mail_that_does_not_exist_is_named()
    {
        var run = await Run.HereAsync("quarantine", "show", "17", "--config", _config);

        Assert.Equal((2, "There is no mail 17 in quarantine."), (run.Code, run.Error.TrimEnd()));
    }

    // The first command makes the tables.
    private async Task SetMariAsideAsync()
    {
        await Run.HereAsync("runs", "--config", _config);
        await ExecuteAsync("CREATE TRIGGER poison BEFORE INSERT ON events WHEN NEW.recipient = 'mari@klient.example' BEGIN SELECT RAISE(ABORT, 'poisoned'); END");
        await Run.HereAsync("poll", "--config", _config);
    }

#pragma warning disable CA2100 // the texts are those above
    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_folder.Path, "data", "events.db")}");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
#pragma warning restore CA2100
}
