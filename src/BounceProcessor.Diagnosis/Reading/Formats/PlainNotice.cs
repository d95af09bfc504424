using System.Buffers;

namespace BounceProcessor.Diagnosis.Reading.Formats;

/// <summary>Notices of systems nobody wrote a reader for: a machine's sender, words of failure, and an address set off from them.</summary>
internal static class PlainNotice
{
    private static readonly SearchValues<string> Senders = Words.Phrases(
        "mailer-daemon", "mailerdaemon", "postmaster", "mail delivery", "delivery system", "delivery subsystem", "mailsystem", "mail system", "mail.delivery",
        "system administrator", "mdaemon", "mail administrator", "bounce", "ndr administrator", "interscan", "post_master", "email-daemon", "maildelivery", "spam firewall", "content-filter", "mailscanner");

    private static readonly SearchValues<string> Subjects = Words.Phrases(
        "undeliverable", "undelivered", "delivery failure", "delivery failed", "failure notice", "delivery status", "returned mail", "mail delivery failed",
        "delivery notification", "could not be delivered", "could not deliver", "not delivered", "non-delivery", "nondeliverable", "non delivery", "failed mail", "delivery error", "mail failed",
        "mail failure", "delivery problem", "mail error", "returned to sender", "returning message", "failed delivery", "failure delivery", "delivery report",
        "message status", "bounce notification", "error sending your mail", "unzustellbar", "nicht zugestellt", "non remis", "échec", "no se pudo", "non entregado", "no entregado", "non consegnato",
        "mancata consegna", "недоставлен", "не доставлено", "ei saa kohale", "kohale toimetamata", "kohaletoimetamine", "ei toimetettu", "niedostarcz", "nie dostarczono", "blocked message",
        "配信不能", "エラー", "配信できません", "email delivery failure", "nedorucit", "nepristatyt", "nepiegād", "delay", "warning: ", "could not send", "blocked by our", "contents from you", "in mail from you", "viruses detected");

    private static readonly SearchValues<string> Failures = Words.Phrases(
        "could not be delivered", "couldn't be delivered", "cannot be delivered", "can not be delivered", "was not delivered", "wasn't delivered", "not able to deliver", "unable to deliver",
        "undeliverable", "delivery failed", "delivery has failed", "failed to deliver", "fatal errors", "fatal delivery errors", "delivery problems", "delivery errors", "could not deliver",
        "did not reach", "not be reached", "was rejected", "has been rejected", "was refused", "returned permanent errors", "rejected recipient", "unknown user", "user unknown",
        "no such user", "mailbox is full", "mailbox full", "does not exist", "doesn't exist", "permanent error", "permanent failure", "delivery to the following", "not delivered to", "invalid final delivery",
        "error occurred while", "unable to send", "could not send", "did not match an", "did not exactly match", "failed addresses", "non-delivery", "failed permanently", "was aborted after",
        "no matches to", "over quota", "exceeding its mailbox quota", "following recipients", "\"notificationtype\":\"bounce\"", "notificationtype\\\":\\\"bounce", "mailbox quota", "not listed in", "not a member", "are not member", "has been blocked",
        "nicht zugestellt", "konnte nicht", "unzustellbar", "n'a pas pu", "n'a pu être", "no pudo ser", "não pode ser", "non è stato possibile", "nie można", "nie dosta", "nie zosta", "не может быть доставлен",
        "не доставлено", "не удалось доставить", "не был доставлен", "ei õnnestunud", "ei saanud kohale", "ei ole võimalik", "kohale toimetada", "ei voitu toimittaa", "送信できませんでした", "配信できません",
        "送信に失敗", "nevarēja piegādāt", "nepavyko pristatyti", "malformed address", "returned for the following reason", "errors from", "loop alert", "delivery failure", "transcript of session",
        "not been delivered", "delivery of the email was stopped", "was blocked by our", "unacceptable attachments");

    private static readonly SearchValues<string> Delays = Words.Phrases(
        "has not yet been delivered", "not yet been delivered", "this is a warning message only", "delivery has been delayed", "has been delayed", "will be retried",
        "will keep trying", "attempts will continue", "still being retried", "do not need to resend", "delivery delayed", "temporarily delayed", "not been delivered to one or more of the intended recipients",
        "delivery is delayed", "we will continue to try", "has been deferred");

    // "Warning: could not send message for past 4 hours"; a warning of a virus in the mail is none.
    private static readonly SearchValues<string> Warnings = Words.Phrases("delay", "could not send", "not yet", "hour", "still", "retr", "undeliver", "problem");

    private static readonly SearchValues<string> Contacts = Words.Phrases(
        "contact", "postmaster", "question", "help", "abuse", "http:", "https:", "please", "assistance", "administrator", "support", "unsubscribe", "bitte wenden", "prosz", "from:", "od:", "sender:",
        "mail from", "return-path", "message-id", "reply-to", "sent by", "envelope-from", "van:", "from ", "cc:", "x-mailer", "dear ");

    public static NoticeReading? Read(Notice notice)
    {
        if (!IsNotice(notice))
        {
            return null;
        }

        return Named(notice, "notice", IsDelay(notice) ? MailKind.Delay : MailKind.Failure);
    }

    /// <summary>Reads a notice that is known to be one.</summary>
    public static NoticeReading Named(Notice notice, string format, MailKind kind)
    {
        var blocks = RecipientBlocks.Find(notice.Lines);
        var strong = Plausible(blocks.FindAll(block => block.Strong), notice);
        if (strong.Count > 0)
        {
            return new NoticeReading(format, kind, NoticeRecipient.FromBlocks(ReplyLines.Complete(strong, notice), kind, notice));
        }

        var inline = Inline(notice);
        if (inline.Count == 0)
        {
            inline = Plausible(blocks, notice);
        }

        if (inline.Count == 0)
        {
            inline = Plausible([.. notice.Lines.Where(line => line.AsSpan().TrimStart().StartsWith("To:", StringComparison.OrdinalIgnoreCase))
                .SelectMany(line => Addresses.All(line, 20)).Select(address => new RecipientBlock(address, null, "", false))], notice);
        }

        return new NoticeReading(format, kind, NoticeRecipient.FromBlocks(ReplyLines.Complete(inline, notice), kind, notice));
    }

    public static bool IsDelay(Notice notice) => notice.Folded.AsSpan().ContainsAny(Delays)
        || notice.Subject.Contains("(Delay)", StringComparison.OrdinalIgnoreCase)
        || (notice.Subject.StartsWith("Warning", StringComparison.OrdinalIgnoreCase) && notice.Subject.AsSpan().ContainsAny(Warnings))
        || notice.Subject.StartsWith("Delayed Mail", StringComparison.OrdinalIgnoreCase);

    /// <summary>Sent by a machine: the words in the From header, or an empty envelope sender.</summary>
    public static bool SentByMachine(MailParts mail) => IsMailSystem(mail) || mail.Headers.Value("Return-Path")?.Trim() is "<>";

    /// <summary>The From header is one that mail systems use.</summary>
    public static bool IsMailSystem(MailParts mail)
    {
        var from = mail.Headers.Value("From") ?? "";
        return from.AsSpan().ContainsAny(Senders) || from.Trim() is "" or "<>";
    }

    private static bool IsNotice(Notice notice)
    {
        var fails = notice.Folded.AsSpan().ContainsAny(Failures) || notice.Folded.AsSpan().ContainsAny(Delays);
        var subject = notice.Subject.AsSpan().ContainsAny(Subjects);
        var machine = IsMailSystem(notice.Mail);
        if (notice.Subject.StartsWith("Re:", StringComparison.OrdinalIgnoreCase) && !machine)
        {
            return false;
        }

        if (machine || !subject || !fails)
        {
            return machine && (fails || subject);
        }

        // Some gateways write as "admin": the form of a notice, an address set off from the words, must make up for the sender.
        return SentByMachine(notice.Mail) || notice.Mail.ReportType is not null
            || (!notice.Subject.StartsWith("Fw", StringComparison.OrdinalIgnoreCase) && RecipientBlocks.Find(notice.Lines).Exists(block => block.Strong));
    }

    // An address of the notice's own system or of the one who reads it did not fail; but if it is the only one, it did.
    private static List<RecipientBlock> Plausible(List<RecipientBlock> blocks, Notice notice)
    {
        var to = notice.Mail.Headers.Address("To");
        var others = blocks.FindAll(block => !block.Address.Equals(notice.From, StringComparison.OrdinalIgnoreCase)
            && !block.Address.Equals(to, StringComparison.OrdinalIgnoreCase));
        return others.Count > 0 ? others : blocks;
    }

    private static bool Tells(string line) => line.AsSpan().ContainsAny(Failures) || line.AsSpan().ContainsAny(Delays)
        || line.Contains("RCPT", StringComparison.OrdinalIgnoreCase) || line.Contains("addressed to", StringComparison.OrdinalIgnoreCase) || line.Contains("recipient", StringComparison.OrdinalIgnoreCase)
        || line.Contains("your mail to", StringComparison.OrdinalIgnoreCase) || line.Contains("your message to", StringComparison.OrdinalIgnoreCase);

    private static List<RecipientBlock> Inline(Notice notice)
    {
        var found = new List<RecipientBlock>();
        for (var i = 0; i < notice.Lines.Count && found.Count < 100; i++)
        {
            var line = notice.Lines[i];
            var weak = line.AsSpan().ContainsAny(Contacts) && !line.AsSpan().ContainsAny(Failures) && !line.Contains("RCPT", StringComparison.OrdinalIgnoreCase);
            if (weak || !(Tells(line) || (i > 0 && Tells(notice.Lines[i - 1])) || (i > 1 && notice.Lines[i - 1].Length == 0 && Tells(notice.Lines[i - 2]))))
            {
                continue;
            }

            if (Named(line) is { Count: > 0 } named)
            {
                var text = Text(notice, i);
                found.AddRange(named.Select(address => new RecipientBlock(address, null, text, false)));
            }
        }

        return Plausible(found, notice);
    }

    // To the end of the notice, or to the next recipient if there are words between the two.
    private static string Text(Notice notice, int first)
    {
        var next = first + 1;
        while (next < notice.Lines.Count && !notice.Lines[next].Contains('@', StringComparison.Ordinal))
        {
            next++;
        }

        var own = notice.TextBetween(first, next);
        return next < notice.Lines.Count && RecipientBlocks.HasReplyCode(own) ? own : notice.TextFrom(first);
    }

    // "not accepting mail from ana@example.org" names the sender.
    private static List<string> Named(string line)
    {
        var named = new List<string>();
        for (var from = 0; named.Count < 20 && Addresses.TryFind(line, from, out var found); from = found.End)
        {
            if (!line.AsSpan(from, found.Begin - from).TrimEnd("<\"' ").EndsWith(" from", StringComparison.OrdinalIgnoreCase))
            {
                named.Add(found.Address);
            }
        }

        return named;
    }
}
