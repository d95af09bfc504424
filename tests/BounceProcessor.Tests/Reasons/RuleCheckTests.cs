using System.Text;
using BounceProcessor.Diagnosis.Reasons;

using Xunit;

namespace BounceProcessor.Tests.Reasons;

public sealed class RuleCheckTests
{
    [Fact]
    public void The_rules_that_ship_are_without_fault()
    {
        Assert.Empty(RuleCheck.Run(RuleFiles.Embedded()));
    }

    [Fact]
    public void A_sample_that_an_earlier_rule_claims_is_named_with_both_rules()
    {
        var faults = Check("""{ "id": "mine/full-1", "reason": "mailbox-full", "phrases": ["xyzzy full"], "sample": "550 xyzzy full" }, { "id": "mine/full-2", "reason": "mailbox-full", "phrases": ["xyzzy"], "sample": "550 xyzzy full" }""");

        Assert.Equal(["operator/mine.json, line 1, rule \"mine/full-2\": sample is already claimed by \"mine/full-1\"; move or narrow one of them."], faults);
    }

    [Theory]
    [InlineData("""{ "id": "mine/a", "reason": "mailbox-full", "phrases": ["xyzzy"], "sample": "550 quite different" }""", "sample is claimed by")]
    [InlineData("""{ "id": "mine/a", "reason": "mailbox-fool", "phrases": ["xyzzy"], "sample": "xyzzy" }""", "reason \"mailbox-fool\" is not in reasons.json")]
    [InlineData("""{ "id": "yours/a", "reason": "mailbox-full", "phrases": ["xyzzy"], "sample": "xyzzy" }""", "id must begin with \"mine/\"")]
    [InlineData("""{ "id": "mine/a", "reason": "mailbox-full", "phrases": ["Xyzzy"], "sample": "xyzzy" }""", "is not folded; write \"xyzzy\"")]
    [InlineData("""{ "id": "mine/a", "reason": "mailbox-full", "phrases": ["xyz"], "sample": "xyzzy" }""", "is shorter than 4 characters")]
    [InlineData("""{ "id": "mine/a", "reason": "mailbox-full", "phrases": [], "sample": "xyzzy" }""", "phrases are missing")]
    [InlineData("""{ "id": "mine/a", "reason": "mailbox-full", "phrases": ["xyzzy"] }""", "sample is missing")]
    [InlineData("""{ "id": "mine/a", "reason": "mailbox-full", "phrases": ["xyzzy"], "status": ["9.1.1"], "sample": "xyzzy" }""", "status \"9.1.1\" is not of the form")]
    [InlineData("""{ "id": "mine/a", "reason": "mailbox-full", "phrases": ["xyzzy"], "stages": ["rcpt"], "sample": "xyzzy" }""", "stage \"rcpt\" is unknown; use one of CONNECT")]
    [InlineData("""{ "id": "mine/a", "reason": "mailbox-full", "phrases": ["xyzzy"], "reply": ["2"], "sample": "xyzzy" }""", "reply \"2\" is not the beginning")]
    [InlineData("""{ "id": "mine/a", "reason": "mailbox-full", "phrases": ["xyzzy"], "severity": "bad", "sample": "xyzzy" }""", "severity \"bad\" is unknown; use one of hard, soft")]
    [InlineData("""{ "id": "mine/a", "reason": "mailbox-full", "phrases": ["xyzzy"], "pattern": "(?=x)", "sample": "xyzzy" }""", "pattern cannot be used")]
    [InlineData("""{ "id": "mine/a", "reason": "mailbox-full", "phrases": ["xyzzy"], "colour": "red", "sample": "xyzzy" }""", "line 1, rule \"mine/a\": there is no key \"colour\"")]
    public void A_faulty_rule_is_named_with_file_fault_and_remedy(string rule, string fault)
    {
        var faults = Check(rule);

        var only = Assert.Single(faults);
        Assert.StartsWith("operator/mine.json", only, StringComparison.Ordinal);
        Assert.Contains(fault, only, StringComparison.Ordinal);
    }

    [Fact]
    public void An_operators_rule_may_take_the_samples_of_rules_that_ship_and_that_is_told()
    {
        RuleFile[] files = [.. RuleFiles.Embedded(), new RuleFile("operator/mine.json", """{ "rules": [ { "id": "mine/a", "reason": "policy-rejected", "phrases": ["user unknown"], "sample": "550 User unknown" } ] }"""u8.ToArray())];

        Assert.Empty(RuleCheck.Run(files));
        var (rule, samples) = Assert.Single(RuleCheck.Overridden(RuleBook.Load(files)));
        Assert.Equal("mine/a", rule);
        Assert.True(samples > 0);
    }

    [Fact]
    public void The_same_id_twice_is_named()
    {
        const string Rule = """{ "id": "mine/a", "reason": "mailbox-full", "phrases": ["xyzzy"], "sample": "xyzzy" }""";

        Assert.Equal(["operator/mine.json, line 1, rule \"mine/a\": id stands already in operator/mine.json, line 1; rename one of them."], Check(Rule + "," + Rule));
    }

    [Fact]
    public void Several_faults_are_told_together()
    {
        var faults = Check("""{ "id": "mine/a", "reason": "mailbox-full", "phrases": ["xyz"], "sample": "xyzzy" }, { "id": "b", "reason": "mailbox-full", "phrases": ["xyzzy"], "sample": "xyzzy" }""");

        Assert.Equal(2, faults.Count);
    }

    [Fact]
    public void A_text_in_one_language_only_is_named()
    {
        var files = RuleFiles.Embedded().Select(file => file.Name == "reasons.json" ? Changed(file, "\"et\": \"Postkast on täis\"", "\"et\": \"\"") : file);

        Assert.Equal(["reasons.json, reason \"mailbox-full\": title has no Estonian text (et); write it."], RuleCheck.Run([.. files]));
    }

    [Fact]
    public void A_reason_that_nothing_leads_to_is_named()
    {
        const string Orphan = """{ "code": "moon-phase", "severity": "soft", "fixer": "nobody", "title": { "en": "a", "et": "b" }, "advice": { "en": "a", "et": "b" }, "support": { "en": "a", "et": "b" } },""";
        var files = RuleFiles.Embedded().Select(file => file.Name == "reasons.json" ? Changed(file, "\"reasons\": [", "\"reasons\": [" + Orphan) : file);

        Assert.Equal(["reasons.json, reason \"moon-phase\": no rule and no code leads to it; write a rule or remove the reason."], RuleCheck.Run([.. files]));
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var faults = RuleCheck.Run([.. RuleFiles.Embedded().Where(file => file.Name != "status-codes.json")]);

        Assert.Contains("status-codes.json: is missing; a rule book needs it.", faults);
    }

    private static IReadOnlyList<string> Check(string rules) =>
        RuleCheck.Run([.. RuleFiles.Embedded(), new RuleFile("operator/mine.json", Encoding.UTF8.GetBytes($$"""{ "rules": [ {{rules}} ] }"""))]);

    private static RuleFile Changed(RuleFile file, string from, string to)
    {
        var text = Encoding.UTF8.GetString(file.Json.Span);
        Assert.Contains(from, text, StringComparison.Ordinal);
        return file with { Json = Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)) };
    }
}
