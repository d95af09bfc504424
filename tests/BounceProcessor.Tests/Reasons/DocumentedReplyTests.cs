using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Tests.Samples;

using Xunit;

namespace BounceProcessor.Tests.Reasons;

/// <summary>Judges <c>Wordings/documented.tsv</c>: replies that receivers document, with and without the host that refused.</summary>
public sealed class DocumentedReplyTests
{
    private static readonly Diagnoser Judge = new(RuleBook.Embedded);

    public static TheoryData<string?, string, string> Replies { get; } = Read();

    [Theory]
    [MemberData(nameof(Replies))]
    public void A_documented_reply_means_what_its_receiver_says(string? host, string reason, string reply)
    {
        var verdict = Diagnose(host, reply);

        Assert.True(reason == verdict.Reason.Code, $"{reply}: expected {reason}, got {verdict.Reason.Code} by {verdict.Rule} [{verdict.Evidence.MatchedWords}].");
    }

    [Theory]
    [InlineData("host mx.saaja.example[198.51.100.25] said: {0} (in reply to RCPT TO command)")]
    [InlineData("550 5.0.350 Remote server returned an error -> {0} [AM7EUR03FT012.eop-EUR03.prod.protection.outlook.com 2026-11-12T08:11:43.101Z 08DE1F]")]
    public void A_server_that_quotes_a_reply_does_not_change_what_it_means(string quotation)
    {
        var changed = new List<string>();
        foreach (var (host, reason, reply) in Replies.Select(row => row.Data).Where(row => row.Item1 is null && char.IsAsciiDigit(row.Item3[0])))
        {
            var verdict = Diagnose(host, quotation.Replace("{0}", reply, StringComparison.Ordinal));
            if (verdict.Reason.Code != reason)
            {
                changed.Add($"{reply}: expected {reason}, got {verdict.Reason.Code} by {verdict.Rule}");
            }
        }

        Assert.Empty(changed);
    }

    [Theory]
    [InlineData("mailbox-unknown", "550 5.1.1 <jaan@saaja.example>: Recipient address rejected: User unknown in virtual mailbox table")]
    [InlineData("mailbox-unknown", "550 No such user here")]
    [InlineData("mailbox-full", "552 5.2.2 Mailbox full")]
    [InlineData("mailbox-full", "452 4.2.2 <jaan@saaja.example> is over quota")]
    [InlineData("mailbox-disabled", "550 5.2.1 The account is disabled")]
    [InlineData("mailbox-moved", "551 5.1.6 User has moved to uus@saaja.example")]
    [InlineData("address-invalid", "553 5.1.3 Bad recipient address syntax")]
    [InlineData("greylisted", "451 4.7.1 <jaan@saaja.example>: Recipient address rejected: Greylisted for 300 seconds")]
    [InlineData("greylisted", "450 4.7.1 Greylisting in effect, please try again later")]
    [InlineData("sender-blocklisted", "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.7")]
    [InlineData("reverse-dns-missing", "450 4.7.25 Client host rejected: cannot find your reverse hostname, [192.0.2.7]")]
    [InlineData("spf-failed", "550 5.7.1 SPF check failed: 192.0.2.7 is not allowed to send mail from firma.example")]
    [InlineData("dkim-failed", "550 5.7.20 No passing DKIM signature found")]
    [InlineData("dmarc-failed", "550 5.7.1 rejected by DMARC policy for firma.example")]
    [InlineData("message-too-large", "552 5.3.4 Message size exceeds fixed limit")]
    [InlineData("attachment-refused", "554 5.7.1 Message contains a virus")]
    [InlineData("spam-rejected", "554 5.7.1 This message was classified as spam")]
    [InlineData("tls-required", "530 5.7.0 Must issue a STARTTLS command first")]
    [InlineData("login-rejected", "535 5.7.8 Error: authentication failed")]
    [InlineData("relay-denied", "554 5.7.1 <jaan@saaja.example>: Relay access denied")]
    [InlineData("mail-loop", "554 5.4.6 Too many hops")]
    [InlineData("sender-not-allowed", "450 4.1.8 <arve@puudub.example>: Sender address rejected: Domain not found")]
    [InlineData("sender-rate-limited", "421 4.7.0 Too many connections from 192.0.2.7")]
    [InlineData("remote-system-error", "452 4.3.1 Insufficient system storage")]
    [InlineData("recipient-restricted", "550 5.7.1 You are not allowed to send to this group; members only")]
    [InlineData("sender-refused-by-recipient", "550 5.7.1 Your message was rejected by the recipient: your address is blocked by recipient")]
    [InlineData("domain-refuses-mail", "556 5.1.10 Domain does not accept mail (null MX)")]
    [InlineData("suppressed-by-provider", "550 5.1.1 Recipient is on the suppression list")]
    public void An_ordinary_reply_means_the_same_at_every_provider(string reason, string reply)
    {
        var hosts = RuleBook.Embedded.Rules.Select(rule => rule.Set).Distinct().Where(set => set.Hosts.Count > 0).Select(set => "mx1." + set.Hosts[0]);

        var different = hosts.Select(host => (host, verdict: Diagnose(host, reply))).Where(pair => pair.verdict.Reason.Code != reason)
            .Select(pair => $"{pair.host}: {pair.verdict.Reason.Code} by {pair.verdict.Rule}");

        Assert.Empty(different);
    }

    private static Verdict Diagnose(string? host, string reply) => Judge.Diagnose(
        new ReportedRecipient { Address = "jaan@saaja.example", Action = RecipientAction.Failed, Diagnostic = Words.FoldReply(reply), RemoteMta = host }, null);

    // "host": with it and without any; "!host": only with it; "-": only without.
    private static TheoryData<string?, string, string> Read()
    {
        var replies = new TheoryData<string?, string, string>();
        foreach (var line in File.ReadLines(Path.Combine(SampleFolder.Path, "..", "..", "tests", "BounceProcessor.Tests", "Reasons", "Wordings", "documented.tsv")))
        {
            if (line.Split('\t') is not [var host, var reason, var reply])
            {
                continue;
            }

            if (host != "-")
            {
                replies.Add(host.TrimStart('!'), reason, reply);
            }

            if (!host.StartsWith('!'))
            {
                replies.Add(null, reason, reply);
            }
        }

        return replies;
    }
}
