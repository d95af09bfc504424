using System.Text.Json;

using Xunit;

namespace BounceProcessor.Tests.Commands.Rules;

public sealed class RulesExplainCommandTests : IDisposable
{
    private const string Reply = "550 5.7.26 The MAIL FROM domain [firma.example] has an SPF record with a hard fail policy (-all) but it fails to pass SPF checks with the ip: [192.0.2.7]. - gsmtp";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_reply_is_explained_with_reason_rule_words_codes_and_what_was_overruled()
    {
        var run = await Run.HereAsync("rules", "explain", Reply, "--host", "gmail-smtp-in.l.google.com", "--stage", "data");

        Assert.Equal((0, ""), (run.Code, run.Error));
        foreach (var line in new[]
        {
            "reason          SPF restriction (spf-failed)",
            "severity        block: the address may be fine, the mail was refused",
            "can fix it      our postmaster",
            "codes           reply 550, status 5.7.26",
            "refused by      gmail-smtp-in.l.google.com",
            "refused at      DATA",
            "checked         SPF fail, identity mfrom, domain firma.example, IP address 192.0.2.7, by gmail-smtp-in.l.google.com",
            "decided by      a rule of the provider that refused",
            "confidence      high",
        })
        {
            Assert.Contains(line, run.Lines);
        }

        Assert.Matches(@"rule            google/spf-hard-1 \(providers/google\.json, line \d+\)", run.Output);
        Assert.Contains("source          https://", run.Output, StringComparison.Ordinal);
        Assert.Contains("in the server's words: …L FROM domain [firma.example] >>has an SPF record with a hard fail policy<< (-all)", run.Output, StringComparison.Ordinal);
        Assert.Contains(run.Lines, line => line.StartsWith("advice          ", StringComparison.Ordinal));
        Assert.Contains(run.Lines, line => line.StartsWith("overruled       reply/550: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_explanation_is_Estonian_on_request()
    {
        var run = await Run.HereAsync("rules", "explain", "--lang", "et", Reply);

        Assert.Contains(run.Lines, line => line.StartsWith("põhjus ", StringComparison.Ordinal));
        Assert.Contains(run.Lines, line => line.StartsWith("soovitus ", StringComparison.Ordinal));
        Assert.DoesNotContain("advice", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_has_every_key_and_null_where_nothing_is_known()
    {
        var run = await Run.HereAsync("rules", "explain", "--json", "hello there");

        var one = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(
            [
                "reply", "host", "stage", "reason", "severity", "fixer", "confidence", "status", "replyCode", "rule", "file", "line", "source",
                "authentication", "evidence", "title", "advice", "support",
            ],
            one.EnumerateObject().Select(member => member.Name));
        Assert.Equal("unclassified", one.GetProperty("reason").GetString());
        Assert.Equal("none", one.GetProperty("rule").GetString());
        Assert.Equal(JsonValueKind.Null, one.GetProperty("file").ValueKind);
        Assert.NotEqual(one.GetProperty("advice").GetProperty("en").GetString(), one.GetProperty("advice").GetProperty("et").GetString());
    }

    [Fact]
    public async Task A_reply_of_several_lines_is_read_from_standard_input()
    {
        const string Lines = "550-5.1.1 The email account that you tried to reach does not exist. Please try\r\n550-5.1.1 double-checking the address\r\n550 5.1.1 again - gsmtp\r\n";

        var run = await Run.ExecutableAsync(_folder.Path, Lines, "rules", "explain", "-", "--json");

        var one = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("mailbox-unknown", one.GetProperty("reason").GetString());
        Assert.Equal("550 5.1.1 The email account that you tried to reach does not exist. Please try double-checking the address again - gsmtp", one.GetProperty("reply").GetString());
    }

    [Fact]
    public async Task The_status_field_speaks_where_the_words_do_not_and_two_codes_are_told()
    {
        var run = await Run.HereAsync("rules", "explain", "550 5.7.1 Message rejected", "--status", "5.1.1");

        Assert.Contains("rule            status/5.1.1", run.Lines);
        Assert.Contains(run.Lines, line => line.StartsWith("two codes       5.7.1 in the server's words, 5.1.1 in the status;", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rules_of_ones_own_go_first_and_are_named_with_file_and_line()
    {
        var rules = Path.GetDirectoryName(_folder.Write("rules/mine.json", """
            {
              "rules": [
                { "id": "mine/a", "reason": "policy-rejected", "phrases": ["user unknown"], "sample": "550 User unknown", "source": "seen in May" }
              ]
            }
            """))!;

        var run = await Run.HereAsync("rules", "explain", "550 5.1.1 User unknown", "--rules", rules);

        Assert.Contains("decided by      a rule of the operator", run.Lines);
        Assert.Contains("rule            mine/a (operator/mine.json, line 3)", run.Lines);
        Assert.Contains("source          seen in May", run.Lines);
    }

    [Fact]
    public async Task Control_characters_do_not_reach_the_terminal()
    {
        var run = await Run.HereAsync("rules", "explain", "550 5.1.1 \u001b[2Juser unknown\u202e");

        Assert.DoesNotContain(run.Output, character => character != '\n' && (char.IsControl(character) || character == '\u202e'));
    }

    [Theory]
    [InlineData("--status", "5.1")]
    [InlineData("--stage", "sending")]
    [InlineData("--lang", "fi")]
    public async Task A_value_that_is_not_understood_is_told_in_a_line(string option, string value)
    {
        var run = await Run.HereAsync("rules", "explain", "550 x", option, value);

        Assert.Equal(1, run.Code);
        Assert.Contains(value, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_words_there_is_nothing_to_explain()
    {
        var run = await Run.ExecutableAsync(_folder.Path, "\n", "rules", "explain", "-");

        Assert.Equal((3, "There are no words to explain.\n"), (run.Code, run.Error));
    }
}
