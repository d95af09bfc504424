using Xunit;

namespace BounceProcessor.Tests.Commands;

/// <summary><c>rediagnose</c>, <c>retention</c> and <c>erase</c> as an operator gives them.</summary>
public sealed class KeepingCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly string _config;

    public KeepingCommandTests()
    {
        _folder.Write("mails/1.eml", Mails.Bounce("jaan@klient.example"));
        _folder.Write("mails/2.eml", Mails.Bounce("mari@klient.example"));
        var rules = System.Text.Json.JsonSerializer.Serialize(Path.Combine(_folder.Path, "rules"));
        _config = _folder.Configuration($$"""
            "Rules": { "Folder": {{rules}} }
            """);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_new_rule_is_listed_then_written_then_finds_nothing_more()
    {
        await ImportAsync();
        _folder.Write("rules/mine.json", BounceProcessor.Tests.Rediagnosis.RediagnosisLine.OtherRule);

        var list = await Run.HereAsync("rediagnose", "--list", "--config", _config);
        var apply = await Run.HereAsync("rediagnose", "--apply", "--config", _config);
        var again = await Run.HereAsync("rediagnose", "--config", _config);

        Assert.Equal((0, 0, 0), (list.Code, apply.Code, again.Code));
        Assert.Contains("jaan@klient.example: mailbox-unknown [replies/unknown-1] -> mailbox-disabled [mine/gone-1] (reason, ", list.Output, StringComparison.Ordinal);
        Assert.Contains("2 would be changed", list.Output, StringComparison.Ordinal);
        Assert.Contains("2 changed, 0 added", apply.Output, StringComparison.Ordinal);
        Assert.Contains("0 would be changed", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rediagnosis_as_json_is_an_object_a_line()
    {
        await ImportAsync();
        _folder.Write("rules/mine.json", BounceProcessor.Tests.Rediagnosis.RediagnosisLine.OtherRule);

        var run = await Run.HereAsync("rediagnose", "--json", "--list", "--config", _config);

        var lines = run.Lines.Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal(3, lines.Length);
        Assert.Equal("mine/gone-1", lines[0].GetProperty("ruleAfter").GetString());
        Assert.Equal(2, lines[2].GetProperty("sums").GetProperty("changed").GetInt64());
    }

    [Theory]
    [InlineData("--since", "yesterday")]
    [InlineData("--kind", "bounce")]
    public async Task A_filter_that_means_nothing_is_refused(string option, string value) =>
        Assert.Equal(1, (await Run.HereAsync("rediagnose", option, value, "--config", _config)).Code);

    [Fact]
    public async Task A_sweep_by_hand_tells_what_goes_and_how_full_the_file_is()
    {
        await ImportAsync();

        var dry = await Run.HereAsync("retention", "--dry-run", "--config", _config);
        var sweep = await Run.HereAsync("retention", "--compact", "--config", _config);

        Assert.Equal((0, 0), (dry.Code, sweep.Code));
        Assert.Contains("0 raw mails, 0 events, 0 mails in quarantine, 0 runs and 0 sent mails would be removed.", dry.Output, StringComparison.Ordinal);
        Assert.Contains("0.0 of them free", sweep.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_is_listed_then_erased_and_the_next_question_is_answered()
    {
        await ImportAsync();

        var list = await Run.HereAsync("erase", "mari@klient.example", "--config", _config);
        var apply = await Run.HereAsync("erase", "mari@klient.example", "--apply", "--by", "Jaan Tamm", "--reason", "request 17", "--config", _config);
        var later = await Run.HereAsync("erase", "Mari@klient.example", "--config", _config);

        Assert.Equal((0, 0, 0), (list.Code, apply.Code, later.Code));
        Assert.Contains(list.Lines, line => line.StartsWith("event ", StringComparison.Ordinal) && line.EndsWith(" of firmanimi: would be removed", StringComparison.Ordinal));
        Assert.Contains("1 raw mail, 1 event and 0 mails in quarantine removed", apply.Output, StringComparison.Ordinal);
        Assert.Contains("nothing is left", apply.Output, StringComparison.Ordinal);
        Assert.Contains("for all companies, asked for by Jaan Tamm: request 17.", later.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_address_is_not_erased()
    {
        var run = await Run.HereAsync("erase", "mari", "--config", _config);

        Assert.Equal(1, run.Code);
        Assert.Contains("is no mail address", run.Error, StringComparison.Ordinal);
    }

    private Task<Run> ImportAsync() => Run.HereAsync("import", Path.Combine(_folder.Path, "mails"), "--company", "firmanimi", "--config", _config);
}
