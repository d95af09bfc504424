using BounceProcessor.Host.Commands.Runs;

using Xunit;

namespace BounceProcessor.Tests.Commands;

public sealed class RunsCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly string _config;

    public RunsCommandTests()
    {
        _folder.Write("mails/1.eml", Mails.Bounce("jaan@klient.example"));
        _folder.Write("mails/2.eml", Mails.Letter);
        var path = System.Text.Json.JsonSerializer.Serialize(Path.Combine(_folder.Path, "mails"));
        _config = _folder.Configuration($$"""
            "Mailboxes": {
              "post": { "Kind": "Folder", "Company": "firmanimi", "Path": {{path}} },
              "gone": { "Kind": "Folder", "Company": "firmanimi", "Path": "/no/such/folder" }
            }
            """);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task Each_run_is_a_line_with_its_sums_and_those_that_did_nothing_are_one()
    {
        await PollAsync("post", times: 3);

        var list = await Run.HereAsync("runs", "--config", _config);

        Assert.Equal(0, list.Code);
        Assert.Matches(@"^id +start \(UTC\) +mailbox +state +runs +took +seen +known +new +bounces +others +duplicates +quarantined +left +events +settled +error$", list.Lines[0].Trim());
        Assert.Matches(@"^ *2 .* post +ended +2 +[0-9.]+ s +4 +4 +0 +0 +0 +0 +0 +0 +0 +0$", list.Lines[1]);
        Assert.Matches(@"^ *1 .* post +ended +1 +[0-9.]+ s +2 +0 +2 +1 +1 +0 +0 +0 +2 +0$", list.Lines[2]);
        Assert.Equal("2 of 2 lines.", list.Lines[3]);
    }

    [Fact]
    public async Task Only_failed_runs_of_one_mailbox_with_their_error_in_one_line()
    {
        await PollAsync("post", times: 1);
        await PollAsync("gone", times: 2);

        var list = await Run.HereAsync("runs", "GONE", "--failed", "--since", "1h", "--config", _config);

        Assert.Equal(3, list.Lines.Length);
        Assert.Matches(@" gone +failed +2 .*Mailbox ""gone"": there is no folder", list.Lines[1]);
    }

    [Fact]
    public async Task A_run_without_end_that_nobody_works_on_is_shown_as_killed()
    {
        await PollAsync("post", times: 1);
        await ExecuteAsync("UPDATE runs SET ended_at = NULL");

        var list = await Run.HereAsync("runs", "--config", _config);
        var show = await Run.HereAsync("runs", "show", "1", "--config", _config);

        Assert.Contains(" killed ", list.Lines[1], StringComparison.Ordinal);
        Assert.Contains("its process was killed", show.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_run_is_shown_in_full_and_as_JSON()
    {
        await PollAsync("post", times: 1);

        var show = await Run.HereAsync("runs", "show", "1", "--config", _config);
        var json = await Run.HereAsync("runs", "--json", "--config", _config);

        Assert.Contains("seen              2 = 0 known + 2 new", show.Output, StringComparison.Ordinal);
        Assert.Contains("new               2 = 1 bounce + 1 other + 0 duplicates + 0 quarantined + 0 left", show.Output, StringComparison.Ordinal);
        var run = System.Text.Json.JsonDocument.Parse(Assert.Single(json.Lines)).RootElement;
        Assert.Equal(("ended", 2, 1), (run.GetProperty("state").GetString(), run.GetProperty("new").GetInt32(), run.GetProperty("times").GetInt32()));
    }

    [Fact]
    public async Task What_does_not_exist_is_named()
    {
        var run = await Run.HereAsync("runs", "show", "17", "--config", _config);
        var mailbox = await Run.HereAsync("runs", "pots", "--config", _config);

        Assert.Equal((2, "There is no run 17."), (run.Code, run.Error.TrimEnd()));
        Assert.Equal(2, mailbox.Code);
        Assert.Contains("there are gone, post", mailbox.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_since_that_is_no_time_is_refused_with_examples()
    {
        var run = await Run.HereAsync("runs", "--since", "yesterday", "--config", _config);

        Assert.Equal(1, run.Code);
        Assert.Contains("--since is \"yesterday\"; write a time such as", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-23", "2026-11-23T00:00:00Z")]
    [InlineData("2026-11-23T08:30", "2026-11-23T08:30:00Z")]
    [InlineData("2026-11-23T08:30:00+02:00", "2026-11-23T06:30:00Z")]
    [InlineData("90m", "2026-11-23T10:30:00Z")]
    [InlineData("12h", "2026-11-23T00:00:00Z")]
    [InlineData("7d", "2026-11-16T12:00:00Z")]
    public void Since_is_a_time_or_how_long_ago(string text, string meant) =>
        Assert.Equal(DateTimeOffset.Parse(meant, System.Globalization.CultureInfo.InvariantCulture), SinceOption.Read(text, new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero)));

    private async Task PollAsync(string mailbox, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await Run.HereAsync("poll", mailbox, "--config", _config);
        }
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
