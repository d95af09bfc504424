using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Marks;

using Xunit;

namespace BounceProcessor.Tests.Marks;

public sealed class MarkRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 10, 0, 0, TimeSpan.Zero);

    // kind, severity, reason, confidence, trust: what is done with an address nothing is known of.
    [Theory]
    [InlineData("failure", "hard", "mailbox-unknown", "high", "proved", "mark hard")]
    [InlineData("failure", "hard", "mailbox-unknown", "medium", "matched", "mark hard")]
    [InlineData("failure", "hard", "domain-unknown", "high", "proved", "mark hard")]
    [InlineData("failure", "hard", "domain-refuses-mail", "high", "proved", "mark hard")]
    [InlineData("failure", "hard", "address-invalid", "high", "proved", "mark hard")]
    [InlineData("failure", "hard", "mailbox-disabled", "high", "proved", "mark hard")]
    [InlineData("failure", "hard", "mailbox-moved", "high", "proved", "mark hard")]
    [InlineData("failure", "hard", "mailbox-unknown", "high", "likely", "nothing")]
    [InlineData("failure", "hard", "mailbox-unknown", "high", "unmatched", "nothing")]
    [InlineData("failure", "hard", "mailbox-unknown", "high", "suspicious", "nothing")]
    [InlineData("failure", "hard", "mailbox-unknown", "high", "", "nothing")]
    [InlineData("failure", "hard", "mailbox-unknown", "low", "proved", "strike")]
    [InlineData("failure", "hard", "policy-rejected", "high", "proved", "nothing")] // a rule of an operator may call it hard
    [InlineData("failure", "soft", "delivery-timed-out", "medium", "proved", "strike")]
    [InlineData("failure", "soft", "remote-system-error", "low", "matched", "strike")]
    [InlineData("failure", "soft", "recipient-busy", "low", "matched", "strike")]
    [InlineData("failure", "soft", "mailbox-unknown", "high", "matched", "strike")] // the last reply was temporary
    [InlineData("failure", "soft", "delivery-timed-out", "medium", "likely", "nothing")]
    [InlineData("failure", "soft", "mailbox-full", "high", "proved", "nothing")]
    [InlineData("failure", "soft", "greylisted", "high", "proved", "nothing")]
    [InlineData("failure", "soft", "sender-rate-limited", "high", "proved", "nothing")]
    [InlineData("failure", "soft", "spf-failed", "high", "proved", "nothing")]
    [InlineData("failure", "block", "spf-failed", "high", "proved", "nothing")]
    [InlineData("failure", "block", "dkim-failed", "high", "proved", "nothing")]
    [InlineData("failure", "block", "dmarc-failed", "high", "proved", "nothing")]
    [InlineData("failure", "block", "authentication-failed", "high", "proved", "nothing")]
    [InlineData("failure", "block", "policy-rejected", "high", "proved", "nothing")]
    [InlineData("failure", "block", "spam-rejected", "high", "proved", "nothing")]
    [InlineData("failure", "block", "attachment-refused", "high", "proved", "nothing")]
    [InlineData("failure", "block", "message-too-large", "high", "proved", "nothing")]
    [InlineData("failure", "block", "sender-blocklisted", "high", "proved", "nothing")]
    [InlineData("failure", "block", "login-rejected", "high", "proved", "nothing")]
    [InlineData("failure", "block", "relay-denied", "high", "proved", "nothing")]
    [InlineData("failure", "block", "suppressed-by-provider", "high", "proved", "nothing")]
    [InlineData("failure", "review", "unclassified", "low", "proved", "nothing")]
    [InlineData("delay", "delay", "delivery-timed-out", "medium", "proved", "nothing")]
    [InlineData("complaint", null, null, null, "proved", "mark complaint")]
    [InlineData("complaint", null, null, null, "likely", "nothing")]
    [InlineData("auto-reply", null, null, null, "proved", "nothing")]
    [InlineData("reply", null, null, null, "proved", "nothing")]
    [InlineData("delivered", null, null, null, "proved", "nothing")]
    [InlineData("relayed", null, null, null, "proved", "nothing")]
    public void What_is_done_with_an_address_nothing_is_known_of(
        string kind, string? severity, string? reason, string? confidence, string trust, string expected) =>
        Assert.Equal(expected, Decide(News(kind, severity, reason, confidence, trust), AddressHistory.None));

    // Days before now of the failures counted so far, the one that comes now not among them.
    [Theory]
    [InlineData("", "strike")]
    [InlineData("7", "strike")]
    [InlineData("0 0", "strike")]
    [InlineData("3 6", "strike")]
    [InlineData("3 7", "mark soft-repeated")]
    [InlineData("0 7", "mark soft-repeated")]
    [InlineData("27 28", "mark soft-repeated")]
    [InlineData("1 29", "strike")]
    [InlineData("29 40", "strike")]
    public void Failures_that_pass_mark_an_address_when_there_are_enough_over_enough_time(string daysAgo, string expected)
    {
        var strikes = daysAgo.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(days => Now.AddDays(-int.Parse(days, null))).ToArray();

        Assert.Equal(expected, Decide(Soft(), new AddressHistory(null, strikes, null)));
    }

    [Fact]
    public void How_many_failures_over_how_much_time_is_configured()
    {
        var options = new MarkOptions { SoftCount = 2, SoftWindow = TimeSpan.FromDays(2), SoftSpread = TimeSpan.FromDays(1) };

        Assert.Equal("mark soft-repeated", Decide(Soft(), new AddressHistory(null, [Now.AddDays(-1)], null), options));
        Assert.Equal("strike", Decide(Soft(), new AddressHistory(null, [Now.AddDays(-3)], null), options));
    }

    // The mark it has, what comes now, what is done.
    [Theory]
    [InlineData("hard", "reply", "release answered")]
    [InlineData("soft-repeated", "reply", "release answered")]
    [InlineData("corrected", "reply", "release answered")]
    [InlineData("by-hand", "reply", "nothing")]
    [InlineData("complaint", "reply", "nothing")]
    [InlineData("hard", "delivered", "release delivered")]
    [InlineData("soft-repeated", "delivered", "release delivered")]
    [InlineData("by-hand", "delivered", "nothing")]
    [InlineData("complaint", "delivered", "nothing")]
    [InlineData("hard", "auto-reply", "nothing")] // "I do not work here any more"
    [InlineData("hard", "relayed", "nothing")]
    [InlineData("soft-repeated", "hard", "mark hard")]
    [InlineData("hard", "complaint", "mark complaint")]
    [InlineData("by-hand", "hard", "mark by-hand")]
    [InlineData("complaint", "hard", "mark complaint")]
    public void What_is_done_with_a_marked_address(string mark, string comes, string expected)
    {
        var news = comes == "hard" ? Hard() : News(comes, null, null, null, "proved");

        Assert.Equal(expected, Decide(news, Marked(mark, Now.AddDays(-2))));
    }

    [Fact]
    public void A_reply_that_is_older_than_the_mark_releases_nothing() =>
        Assert.Equal("nothing", Decide(News("reply", null, null, null, "proved"), Marked("hard", Now)));

    [Fact]
    public void A_reply_that_is_only_likely_releases_nothing() =>
        Assert.Equal("nothing", Decide(News("reply", null, null, null, "likely"), Marked("hard", Now.AddDays(-2))));

    [Fact]
    public void A_reply_forgets_failures_that_were_counted() => Assert.Equal(
        "release answered", Decide(News("reply", null, null, null, "proved"), new AddressHistory(null, [Now.AddDays(-1)], null)));

    [Fact]
    public void A_bounce_from_before_the_release_does_not_mark_again() =>
        Assert.Equal("nothing", Decide(Hard(), new AddressHistory(null, [], Now)));

    [Fact]
    public void A_bounce_after_the_release_marks_again() =>
        Assert.Equal("mark hard", Decide(Hard(), new AddressHistory(null, [], Now.AddMinutes(-1))));

    [Fact]
    public void A_bounce_so_old_that_its_mark_would_be_over_marks_nothing() => Assert.Equal(
        "nothing", Decide(Hard() with { At = Now.AddDays(-365) }, AddressHistory.None));

    private static AddressHistory Marked(string kind, DateTimeOffset since) => new(
        new AddressMark
        {
            Id = 1,
            Company = "firmanimi",
            Address = "jaan@example.net",
            AddressKey = "jaan@example.net",
            MarkKind = kind,
            Since = since,
            MarkedBy = "system",
            ChangedAt = since,
        },
        [],
        null);

    private static BounceNews Hard() => News("failure", "hard", "mailbox-unknown", "high", "proved");

    private static BounceNews Soft() => News("failure", "soft", "remote-system-error", "medium", "matched");

    private static BounceNews News(string kind, string? severity, string? reason, string? confidence, string trust) => new()
    {
        Company = "firmanimi",
        Address = "jaan@example.net",
        AddressKey = "jaan@example.net",
        EventId = 7,
        Trust = trust,
        Kind = kind,
        Severity = severity,
        Reason = reason,
        Confidence = confidence,
        At = Now,
    };

    private static string Decide(BounceNews news, AddressHistory known, MarkOptions? options = null)
    {
        var decision = MarkRule.Decide(news, known, options ?? new MarkOptions(), Now);
        return string.Join(' ', new[] { decision.Act.ToCode(), decision.Kind?.ToCode(), decision.Release?.ToCode() }.Where(word => word is not null));
    }

    // Whoever adds a reason must think of marks: the rule names those that say something about the address.
    [Fact]
    public void Every_reason_that_is_usually_hard_marks_an_address()
    {
        var hard = RuleBook.Embedded.Reasons.Where(reason => reason.Severity == Severity.Hard).Select(reason => reason.Code);

        Assert.All(hard, code => Assert.Equal("mark hard", Decide(Hard() with { Reason = code }, AddressHistory.None)));
    }
}
