using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Diagnosis.Smtp;

using Xunit;

namespace BounceProcessor.Tests.Reasons;

public sealed class DiagnoserTests
{
    private static readonly Diagnoser Judge = new(RuleBook.Embedded);

    [Theory]
    [InlineData("550 5.7.30 blocked, see the help page", "gmail-smtp-in.l.google.com", "dkim-failed")]
    [InlineData("550 5.7.30 Basic authentication is not supported", "smtp.office365.com", "login-rejected")]
    [InlineData("550 5.7.27 blocked, see the help page", "gmail-smtp-in.l.google.com", "spf-failed")]
    [InlineData("550 5.1.10 Recipient not found", "saaja.mail.protection.outlook.com", "mailbox-unknown")]
    public void The_host_that_refused_says_what_an_overloaded_code_means(string words, string host, string reason)
    {
        var verdict = Judge.Diagnose(Failed(words) with { RemoteMta = host }, null);

        Assert.Equal(reason, verdict.Reason.Code);
    }

    [Fact]
    public void The_reporting_host_never_chooses_the_rules_of_a_provider()
    {
        var verdict = Judge.Diagnose(Failed("550 5.7.27 no"), "mx.google.com");

        Assert.DoesNotContain("google/", verdict.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_of_a_provider_count_although_the_host_is_not_known()
    {
        var verdict = Judge.Diagnose(Failed("421-4.7.28 Gmail has detected an unusual rate of mail 421 4.7.28 from your IP - gsmtp"), null);

        Assert.StartsWith("google/", verdict.Rule, StringComparison.Ordinal);
        Assert.Equal(Confidence.High, verdict.Confidence);
    }

    [Fact]
    public void Words_go_before_a_code_that_contradicts_them_and_the_code_is_named_as_overruled()
    {
        var verdict = Judge.Diagnose(Failed("550 5.1.1 Mailbox quota exceeded"), null);

        Assert.Equal("mailbox-full", verdict.Reason.Code);
        Assert.Equal(Confidence.Medium, verdict.Confidence);
        Assert.Contains(new OverruledVoice("status/5.1.1", "mailbox-unknown", VerdictStep.TextCode, "diagnostic"), verdict.Evidence.Overruled);
    }

    [Fact]
    public void A_code_that_some_check_failed_confirms_the_words_that_say_which()
    {
        var verdict = Judge.Diagnose(Failed("550 5.7.23 <ana@example.org>: Recipient address rejected: Message rejected due to: SPF fail - not authorized."), null);

        Assert.Equal("spf-failed", verdict.Reason.Code);
        Assert.Equal(Confidence.High, verdict.Confidence);
    }

    [Fact]
    public void A_specific_code_in_the_words_goes_before_a_hint()
    {
        var verdict = Judge.Diagnose(Failed("550 5.2.3 rejected"), null);

        Assert.Equal("message-too-large", verdict.Reason.Code);
        Assert.Equal("status/5.2.3", verdict.Rule);
        Assert.Equal("diagnostic", verdict.Evidence.MatchedIn);
    }

    [Fact]
    public void A_reply_code_alone_is_judged_by_the_command_that_was_refused()
    {
        Assert.Equal("mailbox-unknown", Judge.Diagnose(Failed("550 qwerty") with { Stage = "RCPT" }, null).Reason.Code);
        Assert.Equal("sender-not-allowed", Judge.Diagnose(Failed("550 qwerty") with { Stage = "MAIL" }, null).Reason.Code);
    }

    [Fact]
    public void Nothing_known_is_unclassified_for_support_to_look_at()
    {
        var verdict = Judge.Diagnose(Failed("qwerty"), null);

        Assert.Equal("unclassified", verdict.Reason.Code);
        Assert.Equal(Severity.Review, verdict.Severity);
        Assert.Equal("none", verdict.Rule);
        Assert.Equal("nothing", verdict.Evidence.MatchedIn);
    }

    [Theory]
    [InlineData("550 5.1.1 User unknown", false, Severity.Hard)]
    [InlineData("450 4.1.1 User unknown", false, Severity.Soft)]
    [InlineData("550 5.1.1 User unknown", true, Severity.Soft)]
    public void A_temporary_last_reply_is_never_hard(string words, bool queueExpired, Severity severity)
    {
        Assert.Equal(severity, Judge.Diagnose(Failed(words) with { QueueExpired = queueExpired }, null).Severity);
    }

    [Fact]
    public void A_delay_is_a_delay_whatever_its_reason()
    {
        var verdict = Judge.Diagnose(Failed("450 4.2.2 mailbox full") with { Action = RecipientAction.Delayed }, null);

        Assert.Equal("mailbox-full", verdict.Reason.Code);
        Assert.Equal(Severity.Delay, verdict.Severity);
    }

    [Fact]
    public void After_the_queue_ran_out_the_last_reply_names_the_reason()
    {
        var verdict = Judge.Diagnose(Failed("451 4.7.1 Greylisting in action: retry timeout exceeded") with { QueueExpired = true }, null);

        Assert.Equal("greylisted", verdict.Reason.Code);
    }

    [Fact]
    public void After_the_queue_ran_out_without_a_reply_nobody_answered()
    {
        var verdict = Judge.Diagnose(Failed(null) with { QueueExpired = true }, null);

        Assert.Equal("delivery-timed-out", verdict.Reason.Code);
        Assert.Equal("queue", verdict.Evidence.MatchedIn);
    }

    [Fact]
    public void The_quoted_reply_goes_before_the_words_of_the_server_that_reports_it()
    {
        var verdict = Judge.Diagnose(Failed("Sender address rejected by mx.saaja.example after MAIL FROM, it said: 552 5.2.2 Mailbox full"), null);

        Assert.Equal("mailbox-full", verdict.Reason.Code);
    }

    [Fact]
    public void The_notice_is_read_only_when_the_diagnostic_says_nothing_and_counts_less()
    {
        var silent = Judge.Diagnose(Failed("550 qwerty") with { NoticeText = "The mailbox is full." }, null);
        var spoken = Judge.Diagnose(Failed("550 5.1.1 User unknown") with { NoticeText = "The mailbox is full." }, null);

        Assert.Equal("mailbox-full", silent.Reason.Code);
        Assert.Equal("notice", silent.Evidence.MatchedIn);
        Assert.Equal(Confidence.Low, silent.Confidence);
        Assert.Equal("mailbox-unknown", spoken.Reason.Code);
    }

    [Theory]
    [InlineData("553 5.1.0 such a domain does not exist", "MAIL", "sender-not-allowed")]
    [InlineData("553 5.1.0 such a domain does not exist", "RCPT", "domain-unknown")]
    [InlineData("550 5.1.1 qwerty", "MAIL", "sender-not-allowed")]
    public void An_address_refused_at_mail_from_is_the_senders(string words, string stage, string reason)
    {
        var verdict = Judge.Diagnose(Failed(words) with { Stage = stage }, null);

        Assert.Equal(reason, verdict.Reason.Code);
    }

    [Theory]
    [InlineData("550 5.7.1 <ana@example.org>: Recipient address rejected: qwerty", "policy-rejected")]
    [InlineData("550 5.6.0 <ana@example.org>: Recipient address rejected: qwerty", "message-malformed")]
    [InlineData("550 5.1.0 <ana@example.org>: Recipient address rejected: qwerty", "mailbox-unknown")]
    public void A_code_of_content_or_policy_goes_before_a_hint_at_a_wrong_address(string words, string reason)
    {
        var verdict = Judge.Diagnose(Failed(words) with { Stage = "RCPT" }, null);

        Assert.Equal(reason, verdict.Reason.Code);
    }

    [Theory]
    [InlineData("RCPT", "mailbox-unknown")]
    [InlineData(".", "recipient-restricted")]
    [InlineData(null, "mailbox-unknown")]
    public void A_rule_may_hold_only_where_a_certain_command_was_refused(string? stage, string reason)
    {
        var verdict = Judge.Diagnose(Failed("550 Unknown user mari@docomo.ne.jp") with { Stage = stage, RemoteMta = "mfsmax.docomo.ne.jp" }, null);

        Assert.Equal(reason, verdict.Reason.Code);
    }

    [Theory]
    [InlineData("koik@saaja.example", "mailbox-unknown")]
    [InlineData("koik@firmanimi.example", "domain-unknown")]
    [InlineData(null, "domain-unknown")]
    public void An_alias_that_leads_on_in_its_own_domain_proves_that_the_domain_exists(string? alias, string reason)
    {
        var verdict = Judge.Diagnose(Failed("Unrouteable address") with { OriginalRecipient = alias, FinalRecipient = "puudub@saaja.example" }, null);

        Assert.Equal(reason, verdict.Reason.Code);
    }

    [Theory]
    [InlineData("5.1.1 <jaan@saaja.example>: Email Address could not be found", null, ", ERROR_CODE :550, ERROR_CODE :5.1.1 <jaan@saaja.example>", 550)]
    [InlineData("5.1.1 <jaan@saaja.example>: Email Address could not be found", null, "452 recipients got it", null)]
    [InlineData("Can't create output", null, "550 5.0.0 <jaan@saaja.example>... Can't create output", 550)]
    public void A_reply_code_that_only_the_notice_has_is_shown_if_its_class_is_that_of_the_status(string words, string? field, string notice, int? reply)
    {
        var verdict = Judge.Diagnose(Failed(words) with { Status = EnhancedStatusCode.Parse(field), NoticeText = notice }, null);

        Assert.Equal(reply, verdict.ReplyCode);
    }

    [Fact]
    public void A_delay_without_words_is_a_mail_that_still_waits()
    {
        var verdict = Judge.Diagnose(Failed(null) with { Action = RecipientAction.Delayed }, null);

        Assert.Equal("delivery-timed-out", verdict.Reason.Code);
        Assert.Equal(Confidence.Low, verdict.Confidence);
    }

    [Fact]
    public void A_code_that_only_the_notice_has_is_shown_where_the_words_have_none()
    {
        var verdict = Judge.Diagnose(Failed("no such user here") with { Status = null, NoticeText = "It said: 5.1.1 no such user" }, null);

        Assert.Equal("5.1.1", verdict.Status?.ToString());
    }

    [Fact]
    public void Sentences_of_a_report_template_say_nothing()
    {
        var verdict = Judge.Diagnose(Failed(null) with { NoticeText = "This is only a temporary failure report. The attachment contains the original mail headers." }, null);

        Assert.Equal("unclassified", verdict.Reason.Code);
    }

    [Fact]
    public void What_the_recipient_is_called_says_nothing()
    {
        var verdict = Judge.Diagnose(Failed("550 <mailbox-full.spam@saaja.example> qwerty"), null);

        Assert.Equal("unclassified", verdict.Reason.Code);
    }

    [Fact]
    public void Hostile_words_of_full_length_are_judged()
    {
        var words = string.Concat(Enumerable.Repeat("user unknow ", 330));

        Assert.Equal("unclassified", Judge.Diagnose(Failed(words), null).Reason.Code);
    }

    private static ReportedRecipient Failed(string? words) => new()
    {
        Address = "jaan@saaja.example",
        Action = RecipientAction.Failed,
        Diagnostic = words,
        Status = words is null ? new EnhancedStatusCode(5, 0, 0) : null,
    };
}
