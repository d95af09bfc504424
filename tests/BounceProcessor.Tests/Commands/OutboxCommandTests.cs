using System.Text.Json;
using System.Text.Json.Nodes;

using Xunit;

namespace BounceProcessor.Tests.Commands;

public sealed class OutboxCommandTests : IDisposable
{
    private readonly BounceProcessor.Tests.Servers.TestFolder _folder = new();
    private readonly string _config;

    public OutboxCommandTests()
    {
        var settings = new JsonObject
        {
            ["Database"] = new JsonObject { ["Path"] = _folder.File("test.db") },
            ["Companies"] = new JsonObject { ["EventDomain"] = "event.example.test", ["List"] = new JsonArray(new JsonObject { ["Code"] = "firmanimi" }) },
        };
        _config = _folder.Write("appsettings.json", settings.ToJsonString());
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_mail_is_sent_from_options_and_files_once_per_key_and_listed_with_its_state()
    {
        await UserAsync();
        var letter = _folder.Write("letter.txt", "Tere! Arve on lisatud.");
        var bill = _folder.Write("arve-1024.pdf", "%PDF-1.7");
        string[] args =
        [
            "send", "--company", "firmanimi", "--user", "MARI", "--to", "klient@example.test", "--bcc", "raamat@example.test", "--subject", "Arve 1024", "--text", letter,
            "--attach", bill, "--customer", "C17", "--document", "arve 1024", "--key", "arve-1024", "--config", _config,
        ];

        var first = await Run.HereAsync(args);
        var again = await Run.HereAsync(args);
        var list = await Run.HereAsync("outbox", "list", "--config", _config);
        var show = await Run.HereAsync("outbox", "show", "1", "--json", "--config", _config);

        Assert.Equal((0, 0), (first.Code, again.Code));
        Assert.Contains("mail 1 is in the outbox", first.Output, StringComparison.Ordinal);
        Assert.Contains("mail 1 was in the outbox already", again.Output, StringComparison.Ordinal);
        Assert.Contains("klient@example.test waiting; raamat@example.test waiting", list.Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(show.Output);
        Assert.Equal("arve 1024", json.RootElement.GetProperty("mail").GetProperty("document").GetString());
        Assert.Equal("bcc", json.RootElement.GetProperty("recipients")[1].GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_mail_file_is_taken_with_recipients_texts_and_attachments()
    {
        await UserAsync();
        var file = _folder.Write("invoice.eml", "From: x@example.test\r\nTo: Klient <klient@example.test>\r\nCc: teine@example.test\r\nSubject: Arve\r\n\r\nTere!\r\n");

        var sent = await Run.HereAsync("send", file, "--company", "firmanimi", "--user", "mari", "--json", "--config", _config);

        Assert.Equal(0, sent.Code);
        using var json = JsonDocument.Parse(sent.Output);
        Assert.Equal("Arve", json.RootElement.GetProperty("mail").GetProperty("subject").GetString());
        Assert.Equal(
            ["klient@example.test", "teine@example.test"],
            json.RootElement.GetProperty("recipients").EnumerateArray().Select(recipient => recipient.GetProperty("address").GetString()));
    }

    [Fact]
    public async Task Everything_that_is_missing_is_told_at_once_and_nothing_is_sent()
    {
        var run = await Run.HereAsync("send", "--text", _folder.File("missing.txt"), "--config", _config);

        Assert.Equal(3, run.Code);
        Assert.All(["--company is missing", "--user is missing", "--to is missing", "missing.txt\" cannot be read", "Nothing was sent."],
            words => Assert.Contains(words, run.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_in_json_with_a_key_that_means_nothing_is_refused()
    {
        var file = _folder.Write("mail.json", """{ "company": "firmanimi", "user": "mari", "subjekt": "x" }""");

        var run = await Run.HereAsync("send", file, "--config", _config);

        Assert.Equal(3, run.Code);
        Assert.Contains("subjekt", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_user_is_named()
    {
        var run = await Run.HereAsync("send", "--company", "firmanimi", "--user", "juku", "--to", "a@example.test", "--subject", "x", "--text", _folder.Write("t", "x"), "--config", _config);

        Assert.Equal(3, run.Code);
        Assert.Contains("juku", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_is_held_released_and_cancelled_and_one_that_is_not_there_is_not_found()
    {
        await UserAsync();
        await Run.HereAsync("send", "--company", "firmanimi", "--user", "mari", "--to", "a@example.test", "--subject", "x", "--text", _folder.Write("t", "x"), "--config", _config);

        var held = await Run.HereAsync("outbox", "hold", "1", "--config", _config);
        var released = await Run.HereAsync("outbox", "release", "1", "--config", _config);
        var cancelled = await Run.HereAsync("outbox", "cancel", "1", "--config", _config);
        var late = await Run.HereAsync("outbox", "cancel", "1", "--config", _config);
        var other = await Run.HereAsync("outbox", "cancel", "1", "--company", "teine", "--config", _config);
        var undecided = await Run.HereAsync("outbox", "unsure", "1", "--config", _config);

        Assert.Equal((0, 0, 0, 3, 2, 1), (held.Code, released.Code, cancelled.Code, late.Code, other.Code, undecided.Code));
        Assert.Contains("it is held", held.Output, StringComparison.Ordinal);
        Assert.Contains("it is waiting", released.Output, StringComparison.Ordinal);
        Assert.Contains("it is cancelled", cancelled.Output, StringComparison.Ordinal);
    }

    private async Task UserAsync()
    {
        // Nobody listens there, and nothing is sent by a command.
        var run = await Run.HereAsync(
            "user", "set", "firmanimi", "mari", "--email", "mari@firmanimi.example", "--mode", "smtp", "--host", "127.0.0.1", "--port", "2525", "--tls", "none", "--config", _config);
        Assert.True(run.Code == 0, run.Error + run.Output);
    }
}
