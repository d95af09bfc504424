using System.Diagnostics;
using System.Text;

using BounceProcessor.Diagnosis.Reasons;

using Xunit;

namespace BounceProcessor.Tests.Reasons.Loading;

public sealed class RuleFileParserTests
{
    [Fact]
    public void Every_fault_of_every_file_is_told_at_once_with_its_line()
    {
        var mine = File("mine", """
            {
              "rules": [
                {
                  "id": "mine/a",
                  "reason": "mailbox-fool",
                  "phrases": ["xyzzy", "Foo bar"],
                  "colour": "red",
                  "pattern": "(?=x)",
                  "sample": "550 xyzzy"
                },
                { "id": "mine/b", "reason": "mailbox-full", "phrases": "xyzzy", "sample": "550 xyzzy" },
                { "id": "mine/c", "reason": "mailbox-full", "phrases": ["plugh"], "sample": "550 something else" },
                5
              ]
            }
            """);
        var yours = File("yours", "{ \"rules\": [\n  { \"id\": \"yours/a\", \"reason\": }");

        var faults = Faults(mine, yours);

        Assert.Equal(
            [
                "operator/mine.json, line 5, rule \"mine/a\": reason \"mailbox-fool\" is not in reasons.json; did you mean \"mailbox-full\"?",
                "operator/mine.json, line 6, rule \"mine/a\": phrases: phrase \"Foo bar\" is not folded; write \"foo bar\".",
                "operator/mine.json, line 7, rule \"mine/a\": there is no key \"colour\"; there are id, reason, phrases, all, not, status, reply, stages, pattern, severity, fixer, confidence, authentication, sample, sampleHost, source.",
                "operator/mine.json, line 8, rule \"mine/a\": pattern cannot be used",
                "operator/mine.json, line 11, rule \"mine/b\": phrases is no list; write \"phrases\": [ \"…\", \"…\" ].",
                "operator/mine.json, line 12, rule \"mine/c\": sample is claimed by no rule; correct its phrases, its conditions or its sampleHost.",
                "operator/mine.json, line 13: rules holds something that is no rule; write each in braces.",
                "operator/yours.json, line 2: this is no JSON",
            ],
            faults.Select(fault => fault.Split(" (")[0]));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("null", "line 1: begins with something else than {")]
    [InlineData("[]", "line 1: begins with something else than {")]
    [InlineData("{}", "line 1: has no rules")]
    [InlineData("{ \"rules\": {} }", "line 1: rules is no list")]
    [InlineData("{ \"rules\": [] } x", "line 1: this is no JSON")]
    [InlineData("{ \"rules\": [], \"rules\": [] }", "line 1: key \"rules\" stands twice")]
    [InlineData("{\n \"hosts\": [\"https://example.com/\"],\n \"rules\": [] }", "line 2: host \"https://example.com/\" must be a name in lower case")]
    [InlineData("{\n \"signatures\": [5],\n \"rules\": [] }", "line 2: signatures is no text; write it in quotes.")]
    [InlineData("{ \"rules\": [ { \"id\": \"mine/a\\ud800\", \"reason\": \"mailbox-full\", \"phrases\": [\"xyzzy\"], \"sample\": \"xyzzy\" } ] }", "id holds half a character")]
    public void What_is_no_rule_file_is_answered_with_a_sentence(string text, string fault)
    {
        var told = Assert.Single(Faults(File("mine", text)));

        Assert.StartsWith("operator/mine.json", told, StringComparison.Ordinal);
        Assert.Contains(fault, told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_another_encoding_is_named_with_the_remedy()
    {
        const string Text = """{ "rules": [], "about": "õ" }""";

        Assert.Equal(["operator/mine.json: is UTF-16; save it as UTF-8."], Faults(new RuleFile("operator/mine.json", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Text)).ToArray())));
        Assert.Equal(["operator/mine.json: is not UTF-8; save it as UTF-8."], Faults(new RuleFile("operator/mine.json", Encoding.Latin1.GetBytes(Text))));
    }

    [Fact]
    public void A_byte_order_mark_comments_and_commas_at_the_end_are_accepted()
    {
        var text = "\uFEFF// mine\n{ \"rules\": [ { \"id\": \"mine/a\", \"reason\": \"mailbox-full\", \"phrases\": [\"xyzzy\",], \"sample\": \"550 xyzzy\", }, ], }";

        Assert.Empty(Faults(File("mine", text)));
        Assert.Equal(2, RuleBook.LoadWithOperator([File("mine", text)], CancellationToken.None).Entry("mine/a")?.Line);
    }

    [Fact]
    public void An_id_of_a_rule_that_ships_is_the_operators_fault()
    {
        var taken = RuleBook.Embedded.Entries.First(rule => rule.File == "providers/google.json");

        var faults = Faults(File("google", $$"""{ "rules": [ { "id": "{{taken.Id}}", "reason": "mailbox-full", "phrases": ["xyzzy"], "sample": "550 xyzzy" } ] }"""));

        Assert.Equal([$"operator/google.json, line 1, rule \"{taken.Id}\": id stands already in providers/google.json, line {taken.Line + 1}; rename one of them."], faults);
    }

    [Fact]
    public void The_name_of_a_file_must_be_fit_for_ids()
    {
        var faults = Faults(new RuleFile("operator/My rules.json", """{ "rules": [] }"""u8.ToArray()));

        Assert.Equal(["operator/My rules.json: the name of the file begins every id, so it may have lower-case letters, digits and hyphens only; rename it."], faults);
    }

    [Theory]
    [InlineData("(?:xyzzy){201}", "repeats something more than 200 times")]
    [InlineData("(?:(?:(?:a{200}){200}){200}){200}", "pattern cannot be used")]
    [InlineData("(a", "pattern cannot be used")]
    [InlineData("", "is empty")]
    public void A_pattern_that_is_too_much_is_refused_quickly(string pattern, string fault)
    {
        var clock = Stopwatch.StartNew();

        var told = Assert.Single(Faults(File("mine", $$"""{ "rules": [ { "id": "mine/a", "reason": "mailbox-full", "phrases": ["xyzzy"], "pattern": "{{pattern}}", "sample": "550 xyzzy" } ] }""")));

        Assert.Contains(fault, told, StringComparison.Ordinal);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"took {clock.Elapsed}");
    }

    [Fact]
    public void A_pattern_longer_than_1000_characters_is_refused()
    {
        var told = Assert.Single(Faults(File("mine", $$"""{ "rules": [ { "id": "mine/a", "reason": "mailbox-full", "phrases": ["xyzzy"], "pattern": "{{new string('a', 1_001)}}", "sample": "550 xyzzy" } ] }""")));

        Assert.Contains("has 1001 characters, 1000 at most are taken", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_a_fault_on_every_line_is_told_in_a_bounded_list()
    {
        var faults = Faults(File("mine", $$"""{ "rules": [ {{string.Join(",\n", Enumerable.Repeat("5", 200_000))}} ] }"""));

        Assert.Equal(1_001, faults.Count);
        Assert.Contains("199000 further faults", faults[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void More_rules_than_a_book_may_have_are_refused()
    {
        var faults = Faults(File("mine", Rules(10_001)));

        Assert.Equal(["operator/mine.json, line 10001: there are more than 10000 rules of the operator; remove some."], faults);
    }

    [Fact]
    public void Thousands_of_rules_are_loaded_and_proved()
    {
        var book = RuleBook.LoadWithOperator([File("mine", Rules(5_000))], CancellationToken.None);

        Assert.Equal(RuleBook.Embedded.RuleCount + 5_000, book.RuleCount);
    }

    [Fact]
    public void Proving_can_be_broken_off()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => RuleBook.LoadWithOperator([File("mine", Rules(2))], stop.Token));
    }

    private static string Rules(int count) => "{ \"rules\": [ " + string.Join(
        ",\n",
        Enumerable.Range(1, count).Select(number => $$"""{ "id": "mine/rule-{{number}}", "reason": "mailbox-full", "phrases": ["xyzzy number {{number}} of many"], "sample": "550 5.2.2 xyzzy number {{number}} of many rules" }""")) + " ] }";

    private static RuleFile File(string name, string text) => new($"operator/{name}.json", Encoding.UTF8.GetBytes(text));

    private static IReadOnlyList<string> Faults(params RuleFile[] files) => RuleCheck.Run([.. RuleFiles.Embedded(), .. files]);
}
