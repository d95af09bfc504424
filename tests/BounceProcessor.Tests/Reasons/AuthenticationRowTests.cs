using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Reasons;

using Xunit;

namespace BounceProcessor.Tests.Reasons;

/// <summary>What receivers say of failed SPF, DKIM and DMARC checks, row by row. The sources stand at the rules that claim the words.</summary>
public sealed class AuthenticationRowTests
{
    private const string Reporter = "mail.firma.example";

    /// <summary>Host that refused, reason, finding (mechanism, identity, domain, address, result, and the receiver where the words name it; "-" where they say nothing), reply.</summary>
    public static TheoryData<string?, string, string?, string> Rows { get; } = new()
    {
        // The cues by receiver.
        { "gmail-smtp-in.l.google.com", "spf-failed", "spf mfrom firma.example 192.0.2.7 fail",
            "550-5.7.26 The MAIL FROM domain [firma.example] has an SPF record with a hard fail 550-5.7.26 policy (-all) but it fails to "
            + "pass SPF checks with the ip: 550-5.7.26 [192.0.2.7]. To best protect our users from spam and phishing, the 550-5.7.26 message "
            + "has been blocked. For more information, go to 550 5.7.26 https://support.google.com/mail/answer/81126#authentication "
            + "a640c23a62f3a-ab1 - gsmtp" },
        { "gmail-smtp-in.l.google.com", "authentication-failed", "- - firma.example 192.0.2.7 -",
            "421-4.7.26 This mail has been rate limited because the sender is 421-4.7.26 unauthenticated. Gmail requires all senders to "
            + "authenticate with either 421-4.7.26 SPF or DKIM. 421-4.7.26 Authentication results: 421-4.7.26 DKIM = did not pass 421-4.7.26 "
            + "SPF [firma.example] with ip: [192.0.2.7] = did not pass 421-4.7.26 For instructions on setting up authentication, go to 421 "
            + "4.7.26 https://support.google.com/mail/answer/81126#authentication x11 - gsmtp" },
        { "gmail-smtp-in.l.google.com", "authentication-failed", "- - firma.example 192.0.2.7 -",
            "550-5.7.26 Your email has been blocked because the sender is unauthenticated. 550-5.7.26 Gmail requires all senders to "
            + "authenticate with either SPF or DKIM. 550-5.7.26 550-5.7.26 Authentication results: 550-5.7.26 DKIM = did not pass 550-5.7.26 "
            + "SPF [firma.example] with ip: [192.0.2.7] = did not pass 550-5.7.26 550-5.7.26 For instructions on setting up authentication, go "
            + "to 550 5.7.26 https://support.google.com/mail/answer/81126#authentication - gsmtp" },
        { "aspmx.l.google.com", "spf-failed", "spf mfrom firma.example 192.0.2.7 fail",
            "421-4.7.27 Your email has been rate limited because SPF authentication didn't pass for this message. 421-4.7.27 Gmail requires "
            + "all bulk email senders to authenticate their email with SPF. 421-4.7.27 Authentication results: 421-4.7.27 SPF [firma.example] "
            + "with ip: [192.0.2.7] = did not pass. 421 4.7.27 For more information, go to https://support.google.com/mail/answer/81126 - gsmtp" },
        { "aspmx.l.google.com", "spf-failed", "spf mfrom firma.example 192.0.2.7 fail",
            "550-5.7.27 This mail has been blocked because SPF does not pass. Gmail requires all large senders to authenticate with SPF. "
            + "550-5.7.27 Authentication results: SPF [firma.example] with ip: [192.0.2.7] = did not pass. 550 5.7.27 "
            + "https://support.google.com/mail/answer/81126 - gsmtp" },
        { "gmail-smtp-in.l.google.com", "dmarc-failed", "dmarc from firma.example - fail",
            "550-5.7.26 Unauthenticated email from firma.example is not accepted due to domain's 550-5.7.26 DMARC policy. Please contact the "
            + "administrator of firma.example domain if 550-5.7.26 this was a legitimate mail. To learn about the DMARC initiative, go to 550 "
            + "5.7.26 https://support.google.com/mail/?p=DmarcRejection a12 - gsmtp" },
        { "gmail-smtp-in.l.google.com", "dmarc-failed", "dmarc from firma.example - temperror",
            "451-4.7.26 Unauthenticated email from firma.example is not accepted due to domain's 451-4.7.26 DMARC policy, but temporary DNS "
            + "failures prevent authentication. Please 451-4.7.26 contact the administrator of firma.example domain if this was a legitimate "
            + "mail. 451 4.7.26 https://support.google.com/mail/?p=DmarcRejection - gsmtp" },
        { "gmail-smtp-in.l.google.com", "authentication-failed", "- - - - -",
            "550-5.7.1 This message does not have authentication information or fails to pass 550-5.7.1 authentication checks. To best "
            + "protect our users from spam, the message has been blocked. Please visit 550 5.7.1 "
            + "https://support.google.com/mail/answer/81126#authentication for more information. z8 - gsmtp" },
        { "gmail-smtp-in.l.google.com", "spam-rejected", null,
            "550-5.7.1 [192.0.2.7 12] Our system has detected that this message is likely unsolicited mail. To reduce the amount of spam "
            + "sent to Gmail, this message has been blocked. Please visit 550 5.7.1 https://support.google.com/mail/?p=UnsolicitedMessageError "
            + "- gsmtp" },
        { "saaja.mail.protection.outlook.com", "spf-failed", "spf mfrom firma.example 192.0.2.7 fail mx.saaja.example",
            "550 5.7.23 The message was rejected because of Sender Policy Framework violation -> 550 5.7.23 <jaan@saaja.example>: Recipient "
            + "address rejected: Message rejected due to: SPF fail - not authorized. Please see "
            + "http://www.openspf.net/Why?s=mfrom;id=arve@firma.example;ip=192.0.2.7;r=mx.saaja.example" },
        { null, "spf-failed", "spf mfrom firma.example 192.0.2.7 fail mx.saaja.example",
            "550 5.7.23 The message was rejected because of Sender Policy Framework violation -> 550 SPF: 192.0.2.7 is not allowed to send "
            + "mail from firma.example;[Message=550 SPF] [LastAttemptedServerName=mx.saaja.example] [LastAttemptedIP=192.0.2.25:25] "
            + "[DB8EUR05FT011.eop-eur05.prod.protection.outlook.com]" },
        { null, "spf-failed", "spf - firma.example - neutral",
            "550 5.7.23 The message was rejected because of Sender Policy Framework violation -> 550 5.7.1 SPF neutral for firma.example: "
            + "access neither permitted nor denied" },
        { null, "mailbox-unknown", null,
            "550 5.7.23 The message was rejected because of Sender Policy Framework violation -> 550 5.1.1 <jaan@saaja.example> user unknown" },
        { null, "dmarc-failed", "dmarc from firma.example - fail",
            "550 5.0.350 Remote server returned an error -> 550 5.7.1 Email rejected per DMARC policy for firma.example" },
        { "saaja.mail.protection.outlook.com", "dmarc-failed", "dmarc from firma.example - fail",
            "550 5.7.509 Access denied, sending domain [FIRMA.EXAMPLE] does not pass DMARC verification and has a DMARC policy of reject. "
            + "[AM7EUR03FT012.eop-EUR03.prod.protection.outlook.com 2026-11-12T08:11:43.101Z 08DE1F]" },
        { null, "dmarc-failed", "dmarc from firma.example - fail",
            "550 5.7.509 Access denied, sending domain FIRMA.EXAMPLE does not pass DMARC verification and has a DMARC policy of reject." },
        { "outlook-com.olc.protection.outlook.com", "dkim-failed", "dkim - firma.example - fail",
            "550 5.7.515 Access denied, sending domain FIRMA.EXAMPLE does not meet the required authentication level. The sender's domain in "
            + "the 5322.From address doesn't meet the authentication requirements defined for the sender. To learn how to fix this see: "
            + "https://go.microsoft.com/fwlink/p/?linkid=2319303 Spf= Pass , Dkim= Fail , DMARC= Fail "
            + "[AM7EUR03FT012.eop-EUR03.prod.protection.outlook.com 2026-11-12T08:11:43.101Z 08DE1F]" },
        { "outlook-com.olc.protection.outlook.com", "spf-failed", "spf - firma.example - fail",
            "550 5.7.515 Access denied, sending domain FIRMA.EXAMPLE does not meet the required authentication level. Spf= Fail , Dkim= Pass "
            + ", DMARC= Pass [AM7EUR03FT012.eop-EUR03.prod.protection.outlook.com]" },
        { "outlook-com.olc.protection.outlook.com", "spf-failed", "spf - firma.example - softfail",
            "550 5.7.515 Access denied, sending domain FIRMA.EXAMPLE does not meet the required authentication level. Spf= SoftFail , Dkim= "
            + "Pass , DMARC= Fail" },
        { "outlook-com.olc.protection.outlook.com", "dkim-failed", "dkim - firma.example - none",
            "550 5.7.515 Access denied, sending domain FIRMA.EXAMPLE does not meet the required authentication level. Spf=Pass, Dkim=None, "
            + "DMARC=Pass" },
        { "outlook-com.olc.protection.outlook.com", "dmarc-failed", "dmarc from firma.example - fail",
            "550 5.7.515 Access denied, sending domain FIRMA.EXAMPLE does not meet the required authentication level. Spf= Pass , Dkim= Pass "
            + ", DMARC= Fail" },
        { "outlook-com.olc.protection.outlook.com", "dmarc-failed", "dmarc from firma.example - none",
            "550 5.7.515 Access denied, sending domain FIRMA.EXAMPLE does not meet the required authentication level. Spf= Pass , Dkim= Pass "
            + ", DMARC= None" },
        { "outlook-com.olc.protection.outlook.com", "authentication-failed", "- - firma.example - -",
            "550 5.7.515 Access denied, sending domain FIRMA.EXAMPLE does not meet the required authentication level. Spf= Fail , Dkim= Fail "
            + ", DMARC= Fail" },
        { "outlook-com.olc.protection.outlook.com", "authentication-failed", "- - firma.example - -",
            "550 5.7.515 Access denied, sending domain FIRMA.EXAMPLE does not meet the required authentication level. The sender's domain in "
            + "the 5322.From address doesn't meet the authentication requirements defined for the sender." },
        { "mta7.am0.yahoodns.net", "authentication-failed", "- - - - -",
            "550 5.7.9 This mail has been blocked because the sender is unauthenticated. Yahoo requires all senders to authenticate with "
            + "either SPF or DKIM." },
        { "mta7.am0.yahoodns.net", "authentication-failed", "- - - - -",
            "554 5.7.9 Message not accepted for policy reasons. See https://postmaster.yahooinc.com/error-codes" },
        { "mx-aol.mail.gm0.yahoodns.net", "authentication-failed", "- - - - -",
            "554 Message not accepted for policy reasons. See https://senders.yahooinc.com/error-codes" },
        { "mxs.mail.ru", "dmarc-failed", "dmarc from firma.example - fail",
            "550 5.7.1 This message was not accepted due to domain (firma.example) owner DMARC policy (RFC 7489) "
            + "https://help.mail.ru/mail-help/postmaster/dmarc" },
        { "mx00.emig.gmx.net", "spf-failed", "spf mfrom - 192.0.2.7 fail",
            "550-Requested action not taken: mailbox unavailable 550-Reject due to SPF policy. 550 For explanation visit "
            + "https://postmaster.gmx.net/en/error-messages?ip=192.0.2.7&c=spf" },
        { "mx01.web.de", "spf-failed", "spf mfrom - 192.0.2.7 fail",
            "550-Requested action not taken: mailbox unavailable 550-Reject due to SPF policy 550 For explanation visit "
            + "https://postmaster.web.de/error-messages?ip=192.0.2.7&c=spf" },
        { "mx00.kundenserver.de", "dmarc-failed", "dmarc from - 192.0.2.7 fail",
            "550-Requested action not taken: mailbox unavailable 550-Reject due to DMARC policy. 550 For explanation visit "
            + "https://postmaster.1und1.de/error-messages?ip=192.0.2.7&c=dmarc" },
        { "mx1-us1.ppe-hosted.com", "spf-failed", "spf mfrom - 192.0.2.7 fail",
            "550 5.7.1 Message rejected per sender's SPF policy (192.0.2.7) - OXSUS0001_403" },
        { null, "spf-failed", "spf mfrom - - fail", "550 5.7.1 Message rejected per sender's SPF policy. - OXSUS0001_403" },
        { "eu-smtp-inbound-1.mimecast.com", "spf-failed", "spf mfrom - - fail",
            "550 SPF Sender Invalid - envelope rejected - https://community.mimecast.com/docs/DOC-1369#550 [abcDEFghiJKLmnoPQRstuv.uk3]" },
        { "eu-smtp-inbound-1.mimecast.com", "dkim-failed", "dkim - - - fail",
            "550 DKIM Sender Invalid - envelope rejected - https://community.mimecast.com/docs/DOC-1369#550 [abcDEFghiJKLmnoPQRstuv.uk3]" },
        { "eu-smtp-inbound-1.mimecast.com", "dmarc-failed", "dmarc from - - fail",
            "550 DMARC Sender Invalid - envelope rejected - https://community.mimecast.com/docs/DOC-1369#550 [abcDEFghiJKLmnoPQRstuv.uk3]" },
        { "eu-smtp-inbound-1.mimecast.com", "policy-rejected", null,
            "550 Administrative prohibition - envelope blocked - https://community.mimecast.com/docs/DOC-1369#550 "
            + "[abcDEFghiJKLmnoPQRstuv.uk3]" },
        { "cluster5.eu.messagelabs.com", "spf-failed", "spf mfrom - - fail",
            "553-SPF (Sender Policy Framework) domain authentication 553-fail. Refer to the Troubleshooting page at "
            + "553-http://www.symanteccloud.com/troubleshooting for more 553 information. (#5.7.1)" },
        { "mx1.saaja.iphmx.com", "spf-failed", "spf - - - fail", "550 #5.7.1 SPF unauthorized mail is prohibited. " },
        { "mx1.saaja.iphmx.com", "spf-failed", "spf - - - fail", "550 #5.7.1 SPF unauthorized mail is prohibited." },
        { "mx1.saaja.iphmx.com", "spf-failed", "spf - - - temperror", "451 #4.4.3 Temporary error occurred during SPF verification." },
        { "mx.saaja.example", "spf-failed", "spf mfrom firma.example 192.0.2.7 fail mx.saaja.example",
            "550 5.7.1 <jaan@saaja.example>: Recipient address rejected: Message rejected due to: SPF fail - not authorized. Please see "
            + "http://www.openspf.net/Why?s=mfrom;id=arve@firma.example;ip=192.0.2.7;r=<UNKNOWN>" },
        { "mx.saaja.example", "spf-failed", "spf mfrom firma.example 192.0.2.7 fail mail.saaja.example",
            "550 5.7.23 <jaan@saaja.example>: Recipient address rejected: Message rejected due to: SPF fail - not authorized. Please see "
            + "http://www.openspf.net/Why?s=mfrom;id=arve%40firma.example;ip=192.0.2.7;r=mail.saaja.example" },
        { "mx.saaja.example", "spf-failed", "spf helo mail.firma.example 2001:db8::7 fail mail.saaja.example",
            "550 5.7.23 <jaan@saaja.example>: Recipient address rejected: Message rejected due to: SPF fail - not authorized. Please see "
            + "http://www.openspf.net/Why?s=helo;id=mail.firma.example;ip=2001:db8::7;r=mail.saaja.example" },
        { "mx.saaja.example", "spf-failed", "spf mfrom firma.example 192.0.2.7 softfail mail.saaja.example",
            "550 5.7.23 <jaan@saaja.example>: Recipient address rejected: Message rejected due to: domain owner discourages use of this "
            + "host. Please see http://www.openspf.net/Why?s=mfrom;id=arve@firma.example;ip=192.0.2.7;r=mail.saaja.example" },
        { "mx.saaja.example", "spf-failed", "spf mfrom firma.example 192.0.2.7 neutral mail.saaja.example",
            "550 5.7.23 <jaan@saaja.example>: Recipient address rejected: Message rejected due to: access neither permitted nor denied. "
            + "Please see http://www.openspf.net/Why?s=mfrom;id=arve@firma.example;ip=192.0.2.7;r=mail.saaja.example" },
        { "mx.saaja.example", "spf-failed", "spf mfrom firma.example 192.0.2.7 permerror mail.saaja.example",
            "550 5.7.24 <jaan@saaja.example>: Recipient address rejected: Message rejected due to: SPF Permanent Error: Two or more type TXT "
            + "spf records found.. Please see http://www.openspf.net/Why?s=mfrom;id=arve@firma.example;ip=192.0.2.7;r=mail.saaja.example" },
        { "mx.saaja.example", "spf-failed", "spf - - - temperror",
            "451 4.7.24 <jaan@saaja.example>: Recipient address rejected: Message deferred due to: SPF Temporary Error: DNS Timeout. Please "
            + "see http://www.openspf.net/" },
        { "mx.saaja.example", "spf-failed", "spf - firma.example - none", "550 5.7.1 firma.example: no SPF record found, mail refused" },
        { "mx.saaja.example", "spf-failed", "spf mfrom firma.example 192.0.2.7 fail",
            "550 SPF: 192.0.2.7 is not allowed to send mail from firma.example" },
        { "mx.saaja.example", "spf-failed", "spf mfrom firma.example 192.0.2.7 fail",
            "550 [SPF] 192.0.2.7 is not allowed to send mail from firma.example. Please see "
            + "http://www.openspf.org/Why?scope=mfrom;identity=arve@firma.example;ip=192.0.2.7" },
        { "mx.saaja.example", "spf-failed", "spf helo mail.firma.example 192.0.2.7 fail",
            "550 5.7.1 [SPF] 192.0.2.7 is not allowed to send mail from mail.firma.example. Please see "
            + "http://www.openspf.org/Why?scope=helo;identity=mail.firma.example;ip=192.0.2.7" },
        { "mx.saaja.example", "spf-failed", "spf - firma.example 192.0.2.7 - mail.saaja.example",
            "551 5.0.0 Rejected, look at http://www.openspf.org/why.html?sender=arve@firma.example&ip=192.0.2.7&receiver=mail.saaja.example" },
        { "mx.saaja.example", "spf-failed", "spf - firma.example 192.0.2.7 - mail.saaja.example",
            "550 4.7.23 Rejected, look at http://www.openspf.org/why.html?sender=arve@firma.example&ip=192.0.2.7&receiver=mail.saaja.example" },
        { "mx.saaja.example", "spf-failed", "spf - firma.example 192.0.2.7 fail",
            "550 5.1.0 <arve@firma.example> sender rejected : 192.0.2.7 is not allowed to send from <firma.example> per it's SPF Record" },
        { "mx.saaja.example", "spam-rejected", null, "554 5.7.1 Spam message rejected" },
        { "mx.saaja.example", "dmarc-failed", "dmarc from firma.example - fail", "554 5.7.1 Email rejected per DMARC policy for firma.example" },
        { "d1.ess.barracudanetworks.com", "spf-failed", "spf mfrom firma.example - fail",
            "550 5.7.1 Message rejected: SPF check failed for firma.example (barracudanetworks.com)" },
        { "mx.zone.eu", "sender-rate-limited", null, "450 SMTP ACCESS DENIED" },

        // The text of the sender's own exp= record is untrusted.
        { "mx1.saaja.iphmx.com", "spf-failed", "spf - - - fail",
            "550 #5.7.1 SPF unauthorized mail is prohibited. Your mailbox is full, write to abuse at example.com about 192.0.2.9 -> 552 "
            + "5.2.2 over quota" },
        { null, "spf-failed", "spf - - - fail",
            "550 #5.7.1 SPF unauthorized mail is prohibited. See example.com: user unknown, dmarc policy of example.org for 192.0.2.9" },
        { "mx.saaja.example", "spf-failed", "spf mfrom firma.example - fail",
            "550 5.7.1 SPF MAIL FROM check failed: The domain firma.example explains: Mailbox full, please see "
            + "http://www.openspf.net/Why?s=helo;id=example.org;ip=192.0.2.9;r=mx.example.net" },
        { "mx.saaja.example", "spf-failed", "spf mfrom firma.example 192.0.2.7 - mail.saaja.example",
            "550 5.7.23 <jaan@saaja.example>: Recipient address rejected: Message rejected due to: Over quota, user unknown, dkim signature "
            + "of example.org from 192.0.2.9 failed. Please see "
            + "http://www.openspf.net/Why?s=mfrom;id=arve@firma.example;ip=192.0.2.7;r=mail.saaja.example" },

        // The codes that mean different things.
        { "mx.saaja.example", "policy-rejected", null, "550 5.7.1 Command rejected" },
        { "mx.saaja.example", "dkim-failed", "dkim - - - fail", "550 5.7.20 No passing DKIM signature found" },
        { "mx.saaja.example", "dkim-failed", "dkim - - - fail", "550 5.7.21 No acceptable DKIM signature found" },
        { "mx.saaja.example", "dkim-failed", "dkim - - - fail", "550 5.7.22 No valid author-matched DKIM signature found" },
        { null, "dkim-failed", "dkim - - - -", "550 5.7.20 see http://help.saaja.example/20" },
        { null, "authentication-failed", "- - - - -", "550 5.7.23 see http://help.saaja.example/23" },
        { null, "authentication-failed", "- - - - -", "550 5.7.24 see http://help.saaja.example/24" },
        { null, "spf-failed", "spf - - - fail", "550 5.7.23 SPF validation failed" },
        { null, "spf-failed", "spf - - - temperror", "451 4.7.24 SPF validation error" },
        { null, "spf-failed", "spf - - - permerror", "550 5.7.24 SPF validation error" },
        { "saaja.mail.protection.outlook.com", "spf-failed", "spf mfrom - - fail", "550 5.7.23 see the help page" },
        { "gmail-smtp-in.l.google.com", "reverse-dns-missing", null,
            "421-4.7.23 The IP address sending this message does not have a PTR record, or the corresponding forward DNS entry does not "
            + "match the sending IP. 421 4.7.23 https://support.google.com/a?p=sender-guidelines-ip - gsmtp" },
        { "gmail-smtp-in.l.google.com", "spf-failed", "spf mfrom - - permerror",
            "550-5.7.24 The SPF record of the sending domain has one or more suspicious entries. 550 5.7.24 "
            + "https://support.google.com/mail/answer/81126 - gsmtp" },
        { "gmail-smtp-in.l.google.com", "spf-failed", "spf mfrom - - permerror", "421 4.7.24 Your email has been rate limited, see the help page" },
        { null, "reverse-dns-missing", null, "550 5.7.25 see http://help.saaja.example/25" },
        { null, "authentication-failed", "- - - - -", "550 5.7.26 Multiple authentication checks failed" },
        { "saaja.mail.protection.outlook.com", "authentication-failed", "- - - 2001:db8::7 -",
            "450 4.7.26 Service does not accept messages sent over IPv6 [2001:db8::7] unless they pass either SPF or DKIM validation "
            + "(message not signed)" },
        { null, "sender-not-allowed", null, "550 5.7.27 Sender address has null MX" },
        { "gmail-smtp-in.l.google.com", "spf-failed", "spf mfrom - - fail", "550 5.7.27 see the help page" },
        { null, "sender-rate-limited", null, "421 4.7.28 see http://help.saaja.example/28" },
        { "gmail-smtp-in.l.google.com", "tls-required", null,
            "421-4.7.29 Your email has been rate limited because this message wasn't sent over a TLS connection. 421 4.7.29 "
            + "https://support.google.com/a?p=sender-guidelines-tls - gsmtp" },
        { "gmail-smtp-in.l.google.com", "dkim-failed", "dkim - firma.example - fail",
            "550-5.7.30 Your email has been blocked because DKIM authentication didn't pass for this message. Gmail requires all bulk "
            + "senders to authenticate their email with DKIM. 550-5.7.30 Authentication results: DKIM [firma.example] = did not pass 550 "
            + "5.7.30 https://support.google.com/a?p=sender-guidelines-auth - gsmtp" },
        { "gmail-smtp-in.l.google.com", "dkim-failed", "dkim - - - fail",
            "421-4.7.30 This mail has been rate limited because DKIM does not pass. Gmail requires all large senders to authenticate with "
            + "DKIM. Authentication results: DKIM = did not pass. 421 4.7.30 https://support.google.com/mail/answer/81126 - gsmtp" },
        { "saaja.mail.protection.outlook.com", "login-rejected", null, "550 5.7.30 Basic authentication is not supported for Client Submission." },
        { "gmail-smtp-in.l.google.com", "dmarc-failed", "dmarc from - - fail",
            "421-4.7.32 Your email has been rate limited because the From: header (RFC5322) in this message isn't aligned with either the "
            + "authenticated SPF or DKIM organizational domain. 421 4.7.32 https://support.google.com/a?p=sender-guidelines - gsmtp" },
        { "gmail-smtp-in.l.google.com", "dmarc-failed", "dmarc from - - fail", "421 4.7.32 see the help page" },
        { null, "dmarc-failed", "dmarc from - - fail", "550 5.7.509 see the help page" },

        // Yahoo by its own code.
        { "mta7.am0.yahoodns.net", "dkim-failed", "dkim - - - fail",
            "554 5.7.9 [AU01] Message not accepted because DKIM verification failed. See https://senders.yahooinc.com/smtp-error-codes" },
        { "mta7.am0.yahoodns.net", "dmarc-failed", "dmarc from - - fail",
            "554 5.7.5 [AU02] Message not accepted due to failed DMARC policy. See https://senders.yahooinc.com/smtp-error-codes" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_words_of_the_receiver_say_what_was_checked(string? host, string reason, string? finding, string reply)
    {
        var verdict = Diagnose(reply, host);

        Assert.Equal(reason, verdict.Reason.Code);
        Assert.Equal(finding is null ? null : Expected(finding, host ?? Reporter), verdict.Authentication);
    }

    [Fact]
    public void A_temporary_answer_that_ended_as_a_failure_keeps_its_reason_and_is_not_hard()
    {
        var verdict = Diagnose("451 4.7.24 <jaan@saaja.example>: Recipient address rejected: SPF temperror for firma.example", null);

        Assert.Equal("spf-failed", verdict.Reason.Code);
        Assert.NotEqual(Severity.Hard, verdict.Severity);
    }

    [Fact]
    public void What_a_domain_says_of_itself_is_not_shown_as_evidence()
    {
        var verdict = Diagnose("550 #5.7.1 SPF unauthorized mail is prohibited. Your mailbox is over quota", "mx1.saaja.iphmx.com");

        Assert.DoesNotContain(verdict.Evidence.Overruled, other => other.Reason == "mailbox-full");
    }

    private static AuthenticationFinding Expected(string finding, string receiver)
    {
        var fields = finding.Split(' ');
        return new AuthenticationFinding(Field(0), Field(1), Field(2), Field(3), Field(4), fields.Length > 5 ? fields[5] : receiver);

        string? Field(int place) => fields[place] == "-" ? null : fields[place];
    }

    private static Verdict Diagnose(string words, string? host) => new Diagnoser(RuleBook.Embedded).Diagnose(
        new ReportedRecipient { Address = "jaan@saaja.example", Action = RecipientAction.Failed, Diagnostic = Words.FoldReply(words), RemoteMta = host }, Reporter);
}
