using System.Text;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Reasons;

using Xunit;

namespace BounceProcessor.Tests.Reasons;

public sealed class RuleBookTests
{
    [Fact]
    public void Operators_rules_go_before_all_others()
    {
        var file = """{ "rules": [ { "id": "mine/a", "reason": "policy-rejected", "phrases": ["user unknown"], "sample": "User unknown" } ] }""";
        var book = RuleBook.Load([.. RuleFiles.Embedded(), new RuleFile("operator/mine.json", Encoding.UTF8.GetBytes(file))]);

        var verdict = new Diagnoser(book).Diagnose(
            new ReportedRecipient { Address = "", Action = RecipientAction.Failed, Diagnostic = "550 5.1.1 User unknown", RemoteMta = "gmail-smtp-in.l.google.com" }, null);

        Assert.Equal("mine/a", verdict.Rule);
        Assert.Equal(Confidence.High, verdict.Confidence);
    }

    [Fact]
    public void Operators_rules_of_a_host_hold_at_that_host_only()
    {
        var file = """{ "hosts": ["saaja.example"], "rules": [ { "id": "mine/a", "reason": "policy-rejected", "phrases": ["user unknown"], "sample": "User unknown", "sampleHost": "mx.saaja.example" } ] }""";
        var judge = new Diagnoser(RuleBook.Load([.. RuleFiles.Embedded(), new RuleFile("operator/mine.json", Encoding.UTF8.GetBytes(file))]));
        var recipient = new ReportedRecipient { Address = "", Action = RecipientAction.Failed, Diagnostic = "550 5.1.1 User unknown" };

        Assert.Equal("mine/a", judge.Diagnose(recipient with { RemoteMta = "mx.saaja.example" }, null).Rule);
        Assert.NotEqual("mine/a", judge.Diagnose(recipient with { RemoteMta = "mx.eisaaja.example" }, null).Rule);
    }

    [Fact]
    public void Operators_rules_that_are_opened_by_a_signature_go_before_those_of_the_provider()
    {
        var file = """{ "signatures": ["- gsmtp"], "rules": [ { "id": "mine/a", "reason": "policy-rejected", "phrases": ["does not exist"], "sample": "550 It does not exist - gsmtp" } ] }""";
        var judge = new Diagnoser(RuleBook.LoadWithOperator([new RuleFile("operator/mine.json", Encoding.UTF8.GetBytes(file))], CancellationToken.None));

        var verdict = judge.Diagnose(
            new ReportedRecipient { Address = "", Action = RecipientAction.Failed, Diagnostic = "550 5.1.1 The email account that you tried to reach does not exist. - gsmtp", RemoteMta = "gmail-smtp-in.l.google.com" }, null);

        Assert.Equal("mine/a", verdict.Rule);
    }

    [Fact]
    public void A_rule_tells_its_file_line_and_source()
    {
        var book = RuleBook.LoadWithOperator(
            [new RuleFile("operator/mine.json", "{ \"rules\": [\n\n{ \"id\": \"mine/a\", \"reason\": \"mailbox-full\", \"phrases\": [\"xyzzy\"], \"sample\": \"550 xyzzy\", \"source\": \"seen in May\" } ] }"u8.ToArray())],
            CancellationToken.None);

        Assert.Equal(
            new RuleEntry("mine/a", book.Reason("mailbox-full")!, "operator/mine.json", 3, true, "550 xyzzy", null, "seen in May"),
            book.Entry("mine/a"));
        Assert.Null(book.Entry("status/5.1.1"));
    }

    [Fact]
    public void A_file_outside_the_order_is_refused_with_its_name()
    {
        var refusal = Assert.Throws<RuleBookException>(() => RuleBook.Load([.. RuleFiles.Embedded(), new RuleFile("misc/x.json", "{}"u8.ToArray())]));

        Assert.Contains("misc/x.json", Assert.Single(refusal.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_reason_of_the_catalogue_has_its_texts_in_both_languages()
    {
        Assert.Equal(32, RuleBook.Embedded.Reasons.Count);
        Assert.All(RuleBook.Embedded.Reasons, reason => Assert.NotEqual(reason.Advice.En, reason.Advice.Et));
        Assert.Equal("mailbox-unknown", RuleBook.Embedded.Reason("mailbox-unknown")?.Code);
        Assert.Null(RuleBook.Embedded.Reason("no-such-reason"));
    }

    [Fact]
    public void Every_rule_that_ships_has_a_sample_and_says_where_its_words_come_from() =>
        Assert.Empty(RuleBook.Embedded.Rules.Where(rule => string.IsNullOrWhiteSpace(rule.Sample) || string.IsNullOrWhiteSpace(rule.Source)).Select(rule => rule.Id));
}
