using BounceProcessor.Events;

namespace BounceProcessor.Matching;

/// <summary>
/// Tells which sent mail an event is about, and how sure that is. Who can write to an event mailbox can write anything: what may change
/// something needs a signature of ours and an address that we mailed, and whatever contradicts itself is suspicious.
/// </summary>
internal static class MatchRule
{
    /// <summary>A report may name so many addresses that were not on the mail, for an address may stand for a list.</summary>
    public const int MostStrangers = 100;

    /// <summary>Judges one event.</summary>
    /// <param name="clues">What the mail names, best first.</param>
    /// <param name="subject">Whom it speaks of.</param>
    /// <param name="sent">The sent mails that the clues name.</param>
    public static EventMatch Of(IReadOnlyList<MailClue> clues, MatchSubject subject, SentTraces sent)
    {
        if (Fault(clues, subject) is { } fault)
        {
            return fault;
        }

        var named = clues.Where(clue => clue.State == ClueState.Valid).ToArray();
        if (named.Length == 0)
        {
            return Without(MatchTrust.Unmatched, MatchSign.Nothing, null);
        }

        if (Array.Find(named, clue => sent.Of(clue) is not null) is not { } best || sent.Of(best) is not { } mail)
        {
            return Without(MatchTrust.Unmatched, MatchSign.MailGone, named[0].Id);
        }

        return Contradiction(named, subject, sent, mail) ?? OfMail(named, best, subject, mail);
    }

    // What is forged or too old. An answer to an old mail is late, and one to a mail of another system on our domain is only that.
    private static EventMatch? Fault(IReadOnlyList<MailClue> clues, MatchSubject subject)
    {
        foreach (var clue in clues)
        {
            if (clue.State == ClueState.Forged && (clue.MessageId is null || subject.IsReport))
            {
                return Without(MatchTrust.Suspicious, clue.MessageId is null ? MatchSign.ForgedToken : MatchSign.ForgedMessageId, null);
            }

            if (clue.State == ClueState.Expired && subject.IsReport)
            {
                return Without(MatchTrust.Suspicious, MatchSign.ExpiredToken, clue.Id);
            }
        }

        return null;
    }

    private static EventMatch? Contradiction(MailClue[] named, MatchSubject subject, SentTraces sent, SentTrace mail)
    {
        if (Array.Exists(named, clue => clue.MessageId is { } id && sent.Of(clue) is { } issued && !issued.MessageId.Equals(id, StringComparison.OrdinalIgnoreCase)))
        {
            return Without(MatchTrust.Suspicious, MatchSign.ForgedMessageId, null);
        }

        if (Array.Exists(named, clue => sent.Of(clue) is { } other && (clue.IsOfOther(other.Company) || (subject.Company.Length > 0 && other.Company != subject.Company))))
        {
            return Without(subject.IsReport ? MatchTrust.Suspicious : MatchTrust.Unmatched, MatchSign.OtherCompany, null);
        }

        if (!subject.IsReport)
        {
            return null;
        }

        if (Array.Exists(named, clue => sent.Of(clue) is { } other && other.Id != mail.Id))
        {
            return Without(MatchTrust.Suspicious, MatchSign.TwoMails, null);
        }

        return subject.Named - mail.Recipients.Count > MostStrangers ? Without(MatchTrust.Suspicious, MatchSign.ManyStrangers, subject.Named) : null;
    }

    private static EventMatch OfMail(MailClue[] named, MailClue best, MatchSubject subject, SentTrace mail)
    {
        foreach (var clue in named)
        {
            if (Recipient(clue, subject, mail) is { } recipient)
            {
                return recipient.WentOut
                    ? About(mail, clue.MessageId is null ? MatchTrust.Proved : MatchTrust.Matched, new(clue.Sign, clue.Id)) with { RecipientId = recipient.Id }
                    : About(mail, MatchTrust.Likely, new(MatchSign.NotSent, mail.Id));
            }
        }

        return subject.AddressKeys.Count == 0 && subject.Named == 0
            ? About(mail, MatchTrust.Likely, new(best.Sign, best.Id))
            : About(mail, MatchTrust.Likely, new(MatchSign.AddressNotMailed, mail.Id));
    }

    // The one of the transmission's, or for a Message-ID of the mail's, recipients that is meant.
    private static SentTraceRecipient? Recipient(MailClue clue, MatchSubject subject, SentTrace mail)
    {
        SentTraceRecipient[] those = [.. mail.Recipients.Where(recipient => clue.MessageId is not null || recipient.TransmissionId == clue.Id)];
        if (subject.AddressKeys.Count > 0)
        {
            return Array.Find(those, recipient => subject.AddressKeys.Contains(recipient.AddressKey, StringComparer.Ordinal));
        }

        return those.Length == 1 && subject.Named <= 1 ? those[0] : null;
    }

    private static EventMatch About(SentTrace mail, MatchTrust trust, MatchEvidence evidence) => new()
    {
        Trust = trust,
        Evidence = evidence,
        MailId = mail.Id,
        Company = mail.Company,
        SenderUser = mail.UserCode,
        Customer = mail.Customer,
        Document = mail.Document,
    };

    private static EventMatch Without(MatchTrust trust, MatchSign sign, long? value) => new() { Trust = trust, Evidence = new(sign, value) };
}
