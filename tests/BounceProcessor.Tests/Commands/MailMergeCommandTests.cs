using System.Text.Json.Nodes;

using Xunit;

namespace BounceProcessor.Tests.Commands;

public sealed class MailMergeCommandTests : IAsyncLifetime
{
    private readonly BounceProcessor.Tests.Servers.TestFolder _folder = new();
    private readonly string _config;

    public MailMergeCommandTests()
    {
        var settings = new JsonObject
        {
            ["Database"] = new JsonObject { ["Path"] = _folder.File("test.db") },
            ["Companies"] = new JsonObject { ["EventDomain"] = "event.example.test", ["List"] = new JsonArray(new JsonObject { ["Code"] = "firmanimi" }) },
        };
        _config = _folder.Write("appsettings.json", settings.ToJsonString());
    }

    public async ValueTask InitializeAsync()
    {
        // Nobody listens there, and nothing is sent by a command; an own server opens mass mail.
        var run = await Run.HereAsync(
            "user", "set", "firmanimi", "mari", "--email", "mari@firmanimi.example", "--mode", "smtp", "--host", "127.0.0.1", "--port", "2525", "--tls", "none", "--config", _config);
        Assert.True(run.Code == 0, run.Error + run.Output);
        _folder.Write("subject.txt", "Arve {{ document }}");
        _folder.Write("text.txt", "Tere, {{ name }}!\n");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_can_be_sent_is_in_the_outbox_and_each_row_that_cannot_is_told_by_number()
    {
        var list = _folder.Write("list.csv", "address;name;document\nann@example.net;Ann;1\nno-address;Bob;2\ncee@example.net;;3\nann@example.net;Ann;1\ndee@example.net;Dee;5\n");

        var run = await MergeAsync(list);

        Assert.Equal(3, run.Code);
        Assert.Contains("row 3: \"no-address\" is no e-mail address", run.Error, StringComparison.Ordinal);
        Assert.Contains("row 4: Column \"name\" is empty, and the letter needs it (Text, line 1)", run.Error, StringComparison.Ordinal);
        Assert.Contains("row 5: An earlier row has the same address", run.Error, StringComparison.Ordinal);
        Assert.Contains("5 rows: 2 can be sent, 3 with faults", run.Output, StringComparison.Ordinal);
        var outbox = await Run.HereAsync("outbox", "list", "--config", _config);
        Assert.Contains("ann@example.net waiting", outbox.Output, StringComparison.Ordinal);
        Assert.Contains("dee@example.net waiting", outbox.Output, StringComparison.Ordinal);
        Assert.Contains("2 of 2 mails", outbox.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_preview_shows_a_row_as_it_would_go_out_and_keeps_nothing()
    {
        var list = _folder.Write("list.csv", "address;name;document\nann@example.net;Ann;1\nbob@example.net;Bob;2\n");

        var run = await MergeAsync(list, "--preview", "3");
        var missing = await MergeAsync(list, "--preview", "9");

        Assert.Equal((0, 2), (run.Code, missing.Code));
        Assert.Contains("row 3, to bob@example.net", run.Output, StringComparison.Ordinal);
        Assert.Contains("Subject: Arve 2", run.Output, StringComparison.Ordinal);
        Assert.Contains("Tere, Bob!", run.Output, StringComparison.Ordinal);
        Assert.Contains("There is no row 9", missing.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("firmanimi", (await KeepAsync("list")).Output, StringComparison.Ordinal);
        Assert.Contains("0 of 0 mails", (await Run.HereAsync("outbox", "list", "--config", _config)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_of_the_template_are_told_with_part_and_line_and_nothing_is_sent()
    {
        _folder.Write("text.txt", "Tere!\n\nTähtaeg on {{ deadline }}.\n");
        var unknown = await MergeAsync(_folder.Write("list.csv", "address;document\nann@example.net;1\n"));
        _folder.Write("text.txt", "Tere!\n{% if name %}\n");
        var open = await MergeAsync(_folder.File("list.csv"));

        Assert.Equal((3, 3), (unknown.Code, open.Code));
        Assert.Contains("Text, line 3", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("deadline", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("Text, line 2", open.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("firmanimi", (await KeepAsync("list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_without_a_column_of_addresses_and_one_that_is_not_there_are_refused()
    {
        var headless = await MergeAsync(_folder.Write("list.csv", "who;document\nann@example.net;1\n"));
        var missing = await MergeAsync(_folder.File("missing.csv"));

        Assert.Equal((3, 2), (headless.Code, missing.Code));
        Assert.Contains("Row 1 names no column for the address", headless.Error, StringComparison.Ordinal);
        Assert.Contains("missing.csv: no such file of recipients", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mass_mail_is_paused_resumed_and_stopped_and_its_mails_with_it()
    {
        await MergeAsync(_folder.Write("list.csv", "address;name;document\nann@example.net;Ann;1\nbob@example.net;Bob;2\n"));

        var paused = await KeepAsync("pause", "1");
        var held = await Run.HereAsync("outbox", "list", "--config", _config);
        var again = await KeepAsync("pause", "1");
        var resumed = await KeepAsync("resume", "1");
        var waiting = await Run.HereAsync("outbox", "list", "--config", _config);
        var stopped = await KeepAsync("stop", "1");
        var over = await KeepAsync("resume", "1");
        var none = await KeepAsync("pause", "7");

        Assert.Equal((0, 3, 0, 0, 3, 2), (paused.Code, again.Code, resumed.Code, stopped.Code, over.Code, none.Code));
        Assert.Contains("Mass mail 1 is paused", paused.Output, StringComparison.Ordinal);
        Assert.Contains("held", held.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("held", waiting.Output, StringComparison.Ordinal);
        Assert.Contains("Mass mail 1 is stopped", stopped.Output, StringComparison.Ordinal);
        Assert.Contains("2 cancelled", stopped.Output, StringComparison.Ordinal);
        Assert.Contains("There is no mass mail 7", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_has_every_row_in_the_language_asked_for()
    {
        await MergeAsync(_folder.Write("list.csv", "address;name;document\nann@example.net;Ann;1\nno-address;Bob;2\n"));
        var file = _folder.File("report.csv");

        var english = await KeepAsync("report", "1");
        var written = await KeepAsync("report", "1", "--language", "et", "--file", file);

        Assert.Equal((0, 0), (english.Code, written.Code));
        Assert.Equal(3, english.Lines.Length);
        Assert.Contains("ann@example.net", english.Lines[1], StringComparison.Ordinal);
        Assert.Contains("\"\"no-address\"\" is no e-mail address", english.Lines[2], StringComparison.Ordinal);
        var estonian = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Contains("no-address", estonian, StringComparison.Ordinal);
        Assert.Contains("ei ole e-posti aadress", estonian, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("puudub", "mari", "puudub")]
    [InlineData("firmanimi", "PUUDUB", "PUUDUB")]
    public async Task An_unknown_company_or_user_is_named_and_nothing_is_kept(string company, string user, string named)
    {
        var list = _folder.Write("list.csv", "address;name;document\nann@example.net;Ann;1\n");

        var run = await Run.HereAsync(
            "mailmerge", "--company", company, "--user", user, "--template", _folder.File("subject.txt"), _folder.File("text.txt"), "--recipients", list, "--config", _config);

        Assert.Equal(3, run.Code);
        Assert.Contains($"\"{named}\"", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("firmanimi", (await KeepAsync("list")).Output, StringComparison.Ordinal);
    }

    private Task<Run> MergeAsync(string list, params string[] more) => Run.HereAsync(
    [
        "mailmerge", "--company", "firmanimi", "--user", "mari", "--template", _folder.File("subject.txt"), _folder.File("text.txt"), "--recipients", list, .. more, "--config", _config,
    ]);

    private Task<Run> KeepAsync(params string[] args) => Run.HereAsync(["mailmerge", .. args, "--config", _config]);
}
