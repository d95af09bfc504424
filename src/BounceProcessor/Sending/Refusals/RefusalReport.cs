using System.Globalization;
using System.Net;
using System.Text;

using BounceProcessor.Companies;
using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Smtp;
using BounceProcessor.Sending.Records;

using MimeKit.Utils;

namespace BounceProcessor.Sending.Refusals;

/// <summary>A refusal while sending in the form in which a server would have reported it (RFC 3464), so that all later work is the same.</summary>
internal static class RefusalReport
{
    private const int LongestReply = 2000;

    private static readonly Dictionary<string, string> Commands = new(StringComparer.Ordinal)
    {
        ["CONNECT"] = "greeting",
        ["HELO"] = "EHLO command",
        ["STARTTLS"] = "STARTTLS command",
        ["AUTH"] = "AUTH command",
        ["MAIL"] = "MAIL FROM command",
        ["RCPT"] = "RCPT TO command",
        ["DATA"] = "DATA command",
        ["."] = "end of DATA command",
    };

    /// <summary>Writes it.</summary>
    /// <param name="mail">The mail that was refused.</param>
    /// <param name="transmission">The transaction in which it was refused.</param>
    /// <param name="refusals">At least one.</param>
    public static byte[] Write(SentMail mail, Transmission transmission, IReadOnlyList<RecipientRefusal> refusals)
    {
        var domain = mail.MessageId[(mail.MessageId.LastIndexOf('@') + 1)..];
        var at = refusals.Max(refusal => refusal.At);
        var boundary = string.Create(CultureInfo.InvariantCulture, $"refusal-{transmission.Id}-{at.ToUnixTimeMilliseconds()}");
        var report = new Lines();
        report.Add("Return-Path: <>");
        report.Add($"Date: {DateUtils.FormatDate(at)}");
        report.Add($"From: MAILER-DAEMON@{domain}");
        report.Add($"To: {OneLine(transmission.EnvelopeSender)}");
        report.Add("Subject: Undelivered Mail Returned to Sender");
        report.Add("Auto-Submitted: auto-replied");
        report.Add(string.Create(CultureInfo.InvariantCulture, $"Message-ID: <refusal.{transmission.Id}.{at.ToUnixTimeMilliseconds()}@{domain}>"));
        report.Add("MIME-Version: 1.0");
        report.Add($"Content-Type: multipart/report; report-type=delivery-status; boundary=\"{boundary}\"");
        report.Add("");
        AddNotice(report, boundary, refusals);
        AddStatus(report, boundary, domain, mail, transmission, refusals);
        AddHeaders(report, boundary, mail, refusals);
        report.Add($"--{boundary}--");
        return report.ToBytes();
    }

    private static void AddNotice(Lines report, string boundary, IReadOnlyList<RecipientRefusal> refusals)
    {
        report.Add($"--{boundary}");
        report.Add("Content-Type: text/plain; charset=utf-8");
        report.Add("Content-Transfer-Encoding: 8bit");
        report.Add("");
        report.Add("This mail was refused when it was handed to the sending server.");
        report.Add("It did not go out to the addresses below.");
        foreach (var refusal in refusals)
        {
            report.Add("");
            report.Add($"<{OneLine(refusal.Recipient.Address)}>: {Words(refusal)}");
        }

        report.Add("");
    }

    private static void AddStatus(
        Lines report, string boundary, string domain, SentMail mail, Transmission transmission, IReadOnlyList<RecipientRefusal> refusals)
    {
        report.Add($"--{boundary}");
        report.Add("Content-Type: message/delivery-status");
        report.Add("Content-Transfer-Encoding: 8bit");
        report.Add("");
        report.Add($"Reporting-MTA: dns; {domain}");
        report.Add(string.Create(CultureInfo.InvariantCulture, $"X-Sent-Mail: {mail.Id}"));
        report.Add(string.Create(CultureInfo.InvariantCulture, $"X-Transmission: {transmission.Id}"));
        report.Add($"Arrival-Date: {DateUtils.FormatDate(mail.AcceptedAt)}");
        foreach (var refusal in refusals)
        {
            var address = OneLine(refusal.Recipient.Address);
            report.Add("");
            report.Add($"Original-Recipient: {Typed(address)}");
            report.Add($"Final-Recipient: {Typed(address)}");
            report.Add("Action: failed");
            report.Add($"Status: {Status(refusal)}");
            if (Host(refusal.Host) is { } host)
            {
                report.Add($"Remote-MTA: dns; {host}");
            }

            report.Add($"Last-Attempt-Date: {DateUtils.FormatDate(refusal.At)}");
            report.Add($"Diagnostic-Code: smtp; {Words(refusal)}");
        }

        report.Add("");
    }

    private static void AddHeaders(Lines report, string boundary, SentMail mail, IReadOnlyList<RecipientRefusal> refusals)
    {
        report.Add($"--{boundary}");
        report.Add("Content-Type: text/rfc822-headers; charset=utf-8");
        report.Add("Content-Transfer-Encoding: 8bit");
        report.Add("");
        report.Add($"Message-ID: <{OneLine(mail.MessageId)}>");
        report.Add($"Date: {DateUtils.FormatDate(mail.AcceptedAt)}");
        report.Add($"From: {OneLine(mail.FromAddress)}");
        if (mail.ReplyTo is { } replyTo)
        {
            report.Add($"Reply-To: {OneLine(replyTo)}");
        }

        // Who was mailed in Bcc stands in no header of the mail, and so in none here.
        AddAddresses(report, "To", RecipientKind.To, refusals);
        AddAddresses(report, "Cc", RecipientKind.Cc, refusals);
        report.Add($"Subject: {Encoding.ASCII.GetString(Rfc2047.EncodeText(Encoding.UTF8, OneLine(mail.Subject))).ReplaceLineEndings("")}");
        report.Add("");
    }

    private static void AddAddresses(Lines report, string header, RecipientKind kind, IReadOnlyList<RecipientRefusal> refusals)
    {
        var addresses = refusals.Where(refusal => refusal.Recipient.Kind == kind.ToCode()).Select(refusal => OneLine(refusal.Recipient.Address)).ToArray();
        if (addresses.Length > 0)
        {
            report.Add($"{header}: {string.Join(", ", addresses)}");
        }
    }

    // The command behind the reply in the words of Postfix: the rules know them, and know that they are not the server's.
    private static string Words(RecipientRefusal refusal)
    {
        var reply = OneLine(refusal.Reply);
        reply = reply.Length <= LongestReply ? reply : reply[..LongestReply];
        var words = Commands.TryGetValue(refusal.Stage, out var command) && StartsWithCode(reply) ? $"{reply} (in reply to {command})" : reply;
        return refusal.HasExpired ? $"delivery time expired, last reply: {words}" : words;
    }

    private static bool StartsWithCode(string reply) =>
        reply.Length >= 3 && reply[0] is '4' or '5' && char.IsAsciiDigit(reply[1]) && char.IsAsciiDigit(reply[2]);

    // RFC 3464, section 2.3.4 asks for one; X.0.0 says no more than the class (RFC 3463, section 3.1), and 4.4.7 that the time ran out.
    private static string Status(RecipientRefusal refusal)
    {
        var reply = refusal.Reply.AsSpan().Trim();
        var said = StartsWithCode(OneLine(refusal.Reply)) && reply.Length > 4 ? EnhancedStatusCode.Parse(reply[4..].ToString()) : null;
        return said?.ToString() ?? (refusal.HasExpired ? "4.4.7" : "5.0.0");
    }

    // RFC 6533, section 3: an address with other letters goes as \x{…}.
    private static string Typed(string address)
    {
        if (address.All(char.IsAscii))
        {
            return $"rfc822; {address}";
        }

        var text = new StringBuilder("utf-8; ");
        foreach (var rune in address.EnumerateRunes())
        {
            text.Append(rune.IsAscii ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\x{{{rune.Value:X}}}"));
        }

        return text.ToString();
    }

    private static string? Host(string? host) =>
        host is null ? null : IPAddress.TryParse(host, out var address) ? $"[{address}]" : AddressKey.DomainOf(host) ?? (host.All(char.IsAsciiLetterOrDigit) ? host : null);

    // Nothing of a server or a sender can begin a header or a part of its own.
    private static string OneLine(string text) =>
        string.Join(' ', string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private sealed class Lines
    {
        private readonly StringBuilder _text = new();

        public void Add(string line) => _text.Append(line).Append("\r\n");

        public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.ToString());
    }
}
