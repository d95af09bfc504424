using System.Text.Json;

using Xunit;

namespace BounceProcessor.Tests.Commands.Rules;

public sealed class RulesUnmatchedCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task Words_that_differ_in_names_and_numbers_only_are_one_and_the_most_frequent_come_first()
    {
        var mails = WriteMails();

        var run = await Run.HereAsync("rules", "unmatched", mails);

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(
            [
                "      3  599 frotz jaan@klient.example blorbs at 192.0.2.1 (id 4711a)",
                "         mx1.klient.example and 2 other hosts; unclassified",
                "      1  599 plugh without end",
                "         mx.klient.example; unclassified",
                "4 of 6 recipients are claimed by no rule, 0 of them without words.",
            ],
            run.Lines);
    }

    [Fact]
    public async Task What_a_code_decided_is_listed_on_request_with_the_code()
    {
        var run = await Run.HereAsync("rules", "unmatched", "--codes", WriteMails());

        Assert.Contains("      1  550 5.1.1 grue", run.Lines);
        Assert.Contains("         mx.klient.example; status/5.1.1: mailbox-unknown", run.Lines);
    }

    [Fact]
    public async Task The_list_is_cut_where_asked_and_says_so()
    {
        var run = await Run.HereAsync("rules", "unmatched", "--limit", "1", WriteMails());

        Assert.Equal(3, run.Lines.Length);
        Assert.EndsWith("1 of 2 different ones are shown; --limit shows more.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_a_rule_file_that_lacks_nothing_but_reasons()
    {
        var run = await Run.HereAsync("rules", "unmatched", "--json", WriteMails());

        var first = JsonDocument.Parse(run.Output).RootElement.GetProperty("rules")[0];
        Assert.Equal("unmatched/blorbs-at", first.GetProperty("id").GetString());
        Assert.Equal("599 frotz somebody@example.com blorbs at 192.0.2.1 (id 4711a)", first.GetProperty("sample").GetString());
        Assert.Equal("mx1.klient.example", first.GetProperty("sampleHost").GetString());

        var missing = await Run.HereAsync("rules", "check", _folder.Write("unmatched.json", run.Output));
        Assert.Equal(3, missing.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("operator/unmatched.json, line 7, rule \"unmatched/blorbs-at\": reason is missing", missing.Error, StringComparison.Ordinal);

        var finished = run.Output.Replace("\"reason\": \"\"", "\"reason\": \"policy-rejected\"", StringComparison.Ordinal);
        var check = await Run.HereAsync("rules", "check", _folder.Write("unmatched.json", finished));
        Assert.Equal((0, ""), (check.Code, check.Error));
    }

    [Fact]
    public async Task Without_a_path_the_filed_events_are_judged_by_the_rules_of_today()
    {
        var mails = JsonSerializer.Serialize(WriteMails());
        var config = _folder.Configuration($$"""
            "Mailboxes": { "post": { "Kind": "Folder", "Company": "firmanimi", "Path": {{mails}} } }, "Rules": { "Folder": "" }
            """);
        await Run.HereAsync("poll", "--config", config);
        var rules = _folder.Write("mine.json", """{ "rules": [ { "id": "mine/a", "reason": "policy-rejected", "phrases": ["plugh without"], "sample": "599 plugh without end" } ] }""");

        var before = await Run.HereAsync("rules", "unmatched", "--config", config);
        var after = await Run.HereAsync("rules", "unmatched", "--config", config, "--rules", rules);

        Assert.Equal("4 of 5 recipients are claimed by no rule, 0 of them without words.", before.Lines[^1]);
        Assert.Equal("3 of 5 recipients are claimed by no rule, 0 of them without words.", after.Lines[^1]);
        Assert.Contains("      3  599 frotz", before.Output, StringComparison.Ordinal);
    }

    private string WriteMails()
    {
        _folder.Write("mails/1.eml", Bounce("mx1.klient.example", "599 frotz jaan@klient.example blorbs at 192.0.2.1 (id 4711a)"));
        _folder.Write("mails/2.eml", Bounce("mx2.klient.example", "599 frotz mari@klient.example blorbs at 192.0.2.2 (id 9c7f31)"));
        _folder.Write("mails/3.eml", Bounce("mx3.klient.example", "599 frotz jaan@klient.example blorbs at 2001:db8::1 (id 1)"));
        _folder.Write("mails/4.eml", Bounce("mx.klient.example", "599 plugh without end"));
        _folder.Write("mails/5.eml", Bounce("mx.klient.example", "550 5.1.1 grue"));
        _folder.Write("mails/6.eml", Bounce("mx.klient.example", "550 5.1.1 User unknown"));
        return Path.Combine(_folder.Path, "mails");
    }

    // 599 has no row in the code table; neither has the Status field that the mail carries then.
    private static string Bounce(string host, string words)
    {
        var mail = Mails.Bounce("jaan@klient.example", "smtp; " + words).Replace("Remote-MTA: dns; mx.klient.example", $"Remote-MTA: dns; {host}", StringComparison.Ordinal);
        return words.StartsWith("599", StringComparison.Ordinal) ? mail.Replace("Status: 5.1.1\n", "Status: 5.0.0\n", StringComparison.Ordinal) : mail;
    }
}
