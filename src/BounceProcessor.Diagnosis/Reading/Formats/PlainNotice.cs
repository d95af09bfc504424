using System.Buffers;
using BounceProcessor.Diagnosis.Reading.Wording;
using BounceProcessor.Diagnosis.Smtp;

namespace BounceProcessor.Diagnosis.Reading.Formats;

/// <summary>Notices of systems nobody wrote a reader for: a machine's sender, words of failure, and an address set off from them.</summary>
internal static class PlainNotice
{
    // "Warning: could not send message for past 4 hours"; a warning of a virus in the mail is none.
    private static readonly SearchValues<string> Warnings = Words.Phrases("delay", "could not send", "not yet", "hour", "still", "retr", "undeliver", "problem");

    // Where an address stands among these, it is one to write to, or the sender's, not one that failed.
    private static readonly SearchValues<string> Bystanders = Words.Phrases(
        "postmaster", "abuse", "http:", "https:", "administrator", "from:", "od:", "sender:", "mail from", "return-path", "message-id", "reply-to", "sent by", "envelope-from", "van:", "from ",
        "cc:", "x-mailer", "dear ");

    // Enough to tell whether a notice names anybody, and more than a line of prose holds; a longer list names more of the same.
    private const int MostLooked = 20;

    private const int SentenceReach = 200;

    public static NoticeReading? Read(Notice notice)
    {
        if (!IsNotice(notice))
        {
            return null;
        }

        var reading = Named(notice, "notice", IsDelay(notice) ? MailKind.Delay : MailKind.Failure);
        return reading.Recipients.Count == 0 && IsLetter(notice) ? null : reading;
    }

    // A person who writes as postmaster, with a sender to answer to: the mail names nobody, quotes nothing and returns nothing.
    private static bool IsLetter(Notice notice) =>
        notice.Mail.Headers.Value("Return-Path") is { } path && path.Trim() is not "<>" && !MailOrigin.IsDaemon(notice.Mail) && notice.Mail.ReportType is null
        && notice.Returned.Length == 0 && !notice.Mail.Parts.Any(part => part.MessageDepth > 0 || part.IsReturnedMessage) && !RecipientBlocks.HasReplyCode(notice.Own.Text);

    /// <summary>Reads a notice that is known to be one.</summary>
    public static NoticeReading Named(Notice notice, string format, MailKind kind)
    {
        var strong = Plausible([.. notice.Blocks.Where(block => block.Strong)], notice);
        if (strong.Count > 0)
        {
            return new NoticeReading(format, kind, NoticeRecipient.FromBlocks(ReplyLines.Complete(strong, notice), kind, notice));
        }

        var inline = Inline(notice);
        if (inline.Count == 0)
        {
            inline = Plausible([.. notice.Blocks.Where(block => ProseAddresses.StandsApart(block.Address, notice.Lines))], notice);
        }

        if (inline.Count == 0)
        {
            inline = Plausible([.. notice.Lines.Where(line => line.AsSpan().TrimStart().StartsWith("To:", StringComparison.OrdinalIgnoreCase))
                .SelectMany(line => Addresses.All(line, 20)).Select(address => new RecipientBlock(address, null, "", false))], notice);
        }

        if (inline.Count == 0)
        {
            inline = Lone(notice);
        }

        return new NoticeReading(format, kind, NoticeRecipient.FromBlocks(ReplyLines.Complete(inline, notice), kind, notice));
    }

    /// <summary>It says that the mail is late, not that it failed.</summary>
    public static bool IsDelay(Notice notice)
    {
        var heading = notice.Heading.Rest;
        return (notice.Plain.Has(WordFamily.Delays) && !notice.Plain.Has(WordFamily.GivenUp))
            || heading.Begins(WordFamily.DelaySubjects)
            || (heading.Has(WordFamily.DelaySubjects) && !heading.Has(WordFamily.FailureSubjects))
            || notice.Heading.Full.Text.Contains("(delay)", StringComparison.OrdinalIgnoreCase)
            || (heading.Text.StartsWith("Warning", StringComparison.OrdinalIgnoreCase) && heading.Text.AsSpan().ContainsAny(Warnings));
    }

    /// <summary>
    /// A notice from a sender that is no mail system: some gateways write as "admin". Subject and words must both speak of a failure, and the form must make
    /// up for the sender: an empty envelope sender, a report type, the returned mail, a quoted refusal, or a subject that begins so with an address set off below it.
    /// </summary>
    public static bool Reports(Notice notice)
    {
        var heading = notice.Heading;
        var mail = notice.Mail;
        if (heading.IsReply || heading.IsForward || MailOrigin.IsNewsletter(mail) || !HasSubject(heading.Full) || !Fails(notice.Own))
        {
            return false;
        }

        return mail.ReportType is not null || mail.Parts.Any(part => part.MessageDepth > 0 || part.IsReturnedMessage)
            || (MailOrigin.HasEmptyEnvelope(mail) && IsAboutMail(notice))
            || (Begins(heading.Rest) && (notice.QuotesRefusal || SetsOffStranger(notice)));
    }

    // Parcels are not delivered either; a notice names whom a mail was for, quotes a refusal, or returns the mail.
    private static bool IsAboutMail(Notice notice)
    {
        var domain = "@" + notice.From[(notice.From.LastIndexOf('@') + 1)..];
        return notice.Returned.Length > 0 || RecipientBlocks.HasReplyCode(notice.Own.Text) || EnhancedStatusCode.Find(notice.Own.Text) is not null
            || Inline(notice).Exists(block => !block.Address.EndsWith(domain, StringComparison.OrdinalIgnoreCase) || IsAnnounced(block.Address, notice.Lines))
            || SetsOffStranger(notice);
    }

    private static bool IsNotice(Notice notice)
    {
        if (!MailOrigin.IsMailSystem(notice.Mail))
        {
            return Reports(notice);
        }

        // In a language without word families the form speaks: a quoted refusal, or the mail that comes back.
        return HasSubject(notice.Heading.Full) || notice.Plain.Has(WordFamily.Failures) || notice.Plain.Has(WordFamily.Delays)
            || notice.QuotesRefusal || (notice.From.Length > 0 && notice.Mail.Parts.Any(part => part.MessageDepth > 0 || part.IsReturnedMessage))
            || (notice.Plain.Has(WordFamily.FailureHints) && IsAboutMail(notice))
            || (MailOrigin.IsDaemon(notice.Mail) && Lone(notice).Count > 0);
    }

    private static bool Fails(PlainWords plain) => plain.Has(WordFamily.Failures) || plain.Has(WordFamily.Delays) || plain.Has(WordFamily.FailureHints);

    private static bool HasSubject(PlainWords subject) => subject.Has(WordFamily.FailureSubjects) || subject.Has(WordFamily.DelaySubjects);

    private static bool Begins(PlainWords subject) => subject.Begins(WordFamily.FailureSubjects) || subject.Begins(WordFamily.DelaySubjects);

    // A shop's own address at the end of its mail is no recipient that failed, unless the words in front of it say so.
    private static bool SetsOffStranger(Notice notice)
    {
        var domain = "@" + notice.From[(notice.From.LastIndexOf('@') + 1)..];
        var to = notice.Mail.Headers.Address("To");
        return notice.Blocks.Take(MostLooked).Any(block => block.Strong && !block.Address.Equals(to, StringComparison.OrdinalIgnoreCase)
            && (!block.Address.EndsWith(domain, StringComparison.OrdinalIgnoreCase) || IsAnnounced(block.Address, notice.Lines)));
    }

    private static bool IsAnnounced(string address, IReadOnlyList<string> lines)
    {
        var before = "";
        foreach (var line in lines)
        {
            if (line.Contains(address, StringComparison.OrdinalIgnoreCase))
            {
                return NoticeWords.Has(WordFamily.Failures, PlainText.Of(before));
            }

            before = line.Length > 0 ? line : before;
        }

        return false;
    }

    // The only address of the notice that is neither its reader's nor one to write to.
    private static List<RecipientBlock> Lone(Notice notice)
    {
        var to = notice.Mail.Headers.Address("To");
        var found = notice.Lines.Where(line => line.Contains('@', StringComparison.Ordinal)).Take(MostLooked).SelectMany(Named)
            .Where(address => !address.Equals(to, StringComparison.OrdinalIgnoreCase) && !address.Equals(notice.From, StringComparison.OrdinalIgnoreCase))
            .Distinct(StringComparer.OrdinalIgnoreCase).Take(2).ToList();
        return found.Count == 1 ? [new RecipientBlock(found[0], null, string.Join('\n', notice.Lines.Take(MostLooked)).Trim(), false)] : [];
    }

    private static IEnumerable<string> Named(string line)
    {
        var looked = 0;
        for (var from = 0; looked++ < MostLooked && Addresses.TryFind(line, from, out var found); from = found.End)
        {
            if (!IsAside(Sentence(line, found)))
            {
                yield return found.Address;
            }
        }
    }

    // An address of the notice's own system or of the one who reads it did not fail; but if it is the only one, it did.
    private static List<RecipientBlock> Plausible(List<RecipientBlock> blocks, Notice notice)
    {
        var to = notice.Mail.Headers.Address("To");
        var others = blocks.FindAll(block => !block.Address.Equals(notice.From, StringComparison.OrdinalIgnoreCase)
            && !block.Address.Equals(to, StringComparison.OrdinalIgnoreCase));
        return others.Count > 0 ? others : blocks;
    }

    private static bool Tells(string line) => Fails(new PlainWords(PlainText.Of(line)))
        || line.Contains("RCPT", StringComparison.OrdinalIgnoreCase) || line.Contains("addressed to", StringComparison.OrdinalIgnoreCase) || line.Contains("recipient", StringComparison.OrdinalIgnoreCase)
        || line.Contains("your mail to", StringComparison.OrdinalIgnoreCase) || line.Contains("your message to", StringComparison.OrdinalIgnoreCase);

    private static bool IsAside(string line)
    {
        var plain = new PlainWords(PlainText.Of(line));
        return (line.AsSpan().ContainsAny(Bystanders) || plain.Has(WordFamily.Contacts))
            && !plain.Has(WordFamily.Failures) && !plain.Has(WordFamily.FailureHints) && !line.Contains("RCPT", StringComparison.OrdinalIgnoreCase);
    }

    // "… was not found. Ask it@example.com." names one that failed and one to write to.
    private static string Sentence(string line, FoundAddress address)
    {
        var start = Math.Max(0, address.Begin - SentenceReach);
        var before = line.AsSpan(start, address.Begin - start);
        var begin = Math.Max(before.LastIndexOf(". ", StringComparison.Ordinal), before.LastIndexOf('。'));
        var after = line.AsSpan(address.End, Math.Min(SentenceReach, line.Length - address.End));
        var end = after.IndexOf(". ", StringComparison.Ordinal);
        return string.Concat(before[(begin + 1)..], end < 0 ? after : after[..end]);
    }

    private static List<RecipientBlock> Inline(Notice notice)
    {
        var found = new List<RecipientBlock>();
        var lines = notice.Lines;
        var tells = new bool?[lines.Count];
        for (var i = 0; i < lines.Count && found.Count < 100; i++)
        {
            if (lines[i].Contains('@', StringComparison.Ordinal) && (Says(i) || (i > 0 && Says(i - 1)) || (i > 1 && lines[i - 1].Length == 0 && Says(i - 2))))
            {
                AddInline(found, notice, i);
            }
        }

        return Plausible(ProseAddresses.Choose(Plausible(found, notice), notice.Lines), notice);

        bool Says(int line) => tells[line] ??= Tells(lines[line]);
    }

    private static void AddInline(List<RecipientBlock> found, Notice notice, int index)
    {
        var line = notice.Lines[index];
        string? text = null;
        var looked = 0;
        for (var from = 0; looked++ < MostLooked && Addresses.TryFind(line, from, out var address); from = address.End)
        {
            // "not accepting mail from ana@example.org" names the sender.
            var isSender = line.AsSpan(from, address.Begin - from).TrimEnd("<\"' ").EndsWith(" from", StringComparison.OrdinalIgnoreCase);
            if (!isSender && !IsAside(Sentence(line, address)))
            {
                text ??= Text(notice, index);
                found.Add(new RecipientBlock(address.Address, null, text, false));
            }
        }
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
}
