using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Reasons;

using Xunit;

namespace BounceProcessor.Tests.Reasons;

public sealed class AuthenticationFindingTests
{
    [Theory]
    [InlineData(
        "550 5.7.26 The MAIL FROM domain [firma.example] has an SPF record with a hard fail policy (-all) but it fails to pass SPF checks with the ip: [192.0.2.7]. - gsmtp",
        "gmail-smtp-in.l.google.com", "spf", "mfrom", "firma.example", "192.0.2.7", "fail")]
    [InlineData(
        "550 5.7.1 Message rejected due to: SPF fail - not authorized. Please see http://www.openspf.net/Why?s=helo;id=mail.firma.example;ip=2001:db8::7;r=mx.saaja.example",
        null, "spf", "helo", "mail.firma.example", "2001:db8::7", "fail")]
    [InlineData("550 5.7.1 SPF: access neither permitted nor denied for firma.example", null, "spf", null, "firma.example", null, "neutral")]
    [InlineData("451 4.7.24 SPF validation error: DNS timeout, try later", null, "spf", null, null, null, "temperror")]
    [InlineData("550 SPF: 192.0.2.7 is not allowed to send mail from firma.example", null, "spf", "mfrom", "firma.example", "192.0.2.7", "fail")]
    [InlineData(
        "550 5.7.509 Access denied, sending domain FIRMA.EXAMPLE does not pass DMARC verification and has a DMARC policy of reject.",
        "saaja.mail.protection.outlook.com", "dmarc", "from", "firma.example", null, "fail")]
    [InlineData("550 5.7.20 No passing DKIM signature found", null, "dkim", null, null, null, "fail")]
    [InlineData("550 Reject due to SPF policy", "mx00.emig.gmx.net", "spf", "mfrom", null, null, "fail")]
    [InlineData("host mx.saaja.example[198.51.100.25] said: 550 5.7.1 SPF check failed for firma.example", null, "spf", null, "firma.example", null, "fail")]
    public void The_words_say_what_was_checked(string words, string? host, string? mechanism, string? identity, string? domain, string? ip, string? result)
    {
        var finding = Diagnose(words, host).Authentication;

        Assert.Equal((mechanism, identity, domain, ip, result), (finding?.Mechanism, finding?.Identity, finding?.Domain, finding?.Ip, finding?.Result));
    }

    [Fact]
    public void A_refusal_that_names_no_mechanism_claims_none()
    {
        var verdict = Diagnose("554 5.7.9 Message not accepted for policy reasons. See https://senders.yahooinc.com/error-codes", "mta7.am0.yahoodns.net");

        Assert.Equal("authentication-failed", verdict.Reason.Code);
        Assert.Null(verdict.Authentication?.Mechanism);
        Assert.Null(verdict.Authentication?.Result);
        Assert.Equal("mta7.am0.yahoodns.net", verdict.Authentication?.Receiver);
    }

    [Fact]
    public void Other_reasons_have_no_finding()
    {
        Assert.Null(Diagnose("550 5.1.1 User unknown", null).Authentication);
    }

    private static Verdict Diagnose(string words, string? host) => new Diagnoser(RuleBook.Embedded).Diagnose(
        new ReportedRecipient { Address = "jaan@saaja.example", Action = RecipientAction.Failed, Diagnostic = words, RemoteMta = host }, null);
}
