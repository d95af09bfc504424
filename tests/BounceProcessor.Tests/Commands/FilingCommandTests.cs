using Xunit;

namespace BounceProcessor.Tests.Commands;

public sealed class FilingCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly string _config;

    public FilingCommandTests()
    {
        _folder.Write("mails/1.eml", Mails.Bounce("jaan@klient.example"));
        _folder.Write("mails/2.eml", Mails.Bounce("mari@klient.example"));
        _folder.Write("mails/3.eml", Mails.Letter);
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
    public async Task Polling_twice_files_each_mail_once()
    {
        var first = await Run.HereAsync("poll", "--config", _config);
        var second = await Run.HereAsync("poll", "post", "--config", _config);

        Assert.Equal((0, 0), (first.Code, second.Code));
        Assert.Contains("3 seen = 0 known + 3 new; new = 2 bounces + 1 other +", first.Output, StringComparison.Ordinal);
        Assert.Contains("3 seen = 3 known + 0 new;", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_lists_what_would_be_filed_and_files_nothing()
    {
        var dry = await Run.HereAsync("poll", "--dry-run", "--config", _config);
        var list = await Run.HereAsync("events", "list", "--config", _config);

        Assert.Contains("failure for firmanimi, jaan@klient.example mailbox-unknown hard", dry.Output, StringComparison.Ordinal);
        Assert.Contains("0 of 0 events", list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mailbox_that_is_not_configured_is_named_with_those_that_are()
    {
        var run = await Run.HereAsync("poll", "pots", "--config", _config);

        Assert.Equal(2, run.Code);
        Assert.Equal("There is no mailbox \"pots\" in the configuration; there are post.", run.Error.TrimEnd());
    }

    [Fact]
    public async Task A_mailbox_that_cannot_be_used_is_told_in_a_line()
    {
        Directory.Delete(Path.Combine(_folder.Path, "mails"), recursive: true);

        var poll = await Run.HereAsync("poll", "--config", _config);
        var test = await Run.HereAsync("mailbox", "test", "--config", _config);

        Assert.Equal((5, 5), (poll.Code, test.Code));
        Assert.StartsWith("Mailbox \"post\": there is no folder", poll.Error, StringComparison.Ordinal);
        Assert.Contains("FAILED", test.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_none_is_told_in_a_line()
    {
        _folder.Write("data/events.db", "this is no database, but it is long enough to be looked at as if it were one");

        var run = await Run.HereAsync("poll", "--config", _config);

        Assert.Equal(5, run.Code);
        Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("Database:Path", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mails", 3)]
    [InlineData("mails/1.eml", 1)]
    [InlineData("old.mbox", 2)]
    [InlineData("Maildir", 1)]
    public async Task An_import_that_is_repeated_adds_nothing(string path, int mails)
    {
        const string separator = "From a@example.org Mon Nov 23 08:00:00 2026\n";
        _folder.Write("old.mbox", $"{separator}{Mails.Bounce("a@klient.example")}\n{separator}{Mails.Bounce("b@klient.example")}\n");
        _folder.Write("Maildir/new/1.host", Mails.Bounce("c@klient.example"));
        _folder.Write("Maildir/cur/.keep", "");
        _folder.Write("Maildir/tmp/.keep", "");

        var first = await Run.HereAsync("import", Path.Combine(_folder.Path, path), "--company", "teine", "--config", _config);
        var second = await Run.HereAsync("import", Path.Combine(_folder.Path, path), "--company", "teine", "--config", _config);

        Assert.Equal((0, 0), (first.Code, second.Code));
        Assert.Contains($"{mails} seen = 0 known + {mails} new;", first.Output, StringComparison.Ordinal);
        Assert.Contains($"{mails} seen = {mails} known + 0 new;", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_are_listed_by_filter_and_shown_with_evidence_and_history()
    {
        await Run.HereAsync("poll", "--config", _config);

        var list = await Run.HereAsync("events", "list", "--text", "jaan", "--severity", "hard", "--json", "--config", _config);
        var id = System.Text.Json.JsonDocument.Parse(Assert.Single(list.Lines)).RootElement.GetProperty("id").GetInt64();
        var show = await Run.HereAsync("events", "show", $"{id}", "--config", _config);

        Assert.Contains("jaan@klient.example", show.Output, StringComparison.Ordinal);
        Assert.Contains("mailbox-unknown", show.Output, StringComparison.Ordinal);
        Assert.Contains("system: filed", show.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_does_not_exist_is_named()
    {
        var run = await Run.HereAsync("events", "show", "17", "--config", _config);

        Assert.Equal((2, "There is no event 17."), (run.Code, run.Error.TrimEnd()));
    }
}
