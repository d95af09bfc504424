using System.Data.Common;

using BounceProcessor.Companies;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Events;

namespace BounceProcessor.Matching;

/// <summary>Finds the sent mails that a batch of arrived mails is about, within the transaction that files them: one query for all of them, none where none is named.</summary>
internal sealed class BatchMatching(ClueReading reading)
{
    private static readonly MailMatch Unmatched =
        MailMatch.ForAll(new EventMatch { Trust = MatchTrust.Unmatched, Evidence = new(MatchSign.Nothing, null) });

    private static readonly MailMatch OwnTestMail =
        MailMatch.ForAll(new EventMatch { Trust = MatchTrust.Matched, Evidence = new(MatchSign.OwnTestMail, null) });

    /// <summary>The same mails, each with what it was matched with. In a catch-all a mail without company gets that of the sent mail.</summary>
    public async Task<IReadOnlyList<NewMail>> MatchAsync(IReadOnlyList<NewMail> mails, DbTransaction transaction, CancellationToken cancellationToken)
    {
        MailClues[] clues = [.. mails.Select(mail => reading.Of(mail.Diagnosis.Reading))];
        var search = new SentSearch(transaction, cancellationToken);
        var sent = await search.TracesAsync(clues.SelectMany(mail => mail.Found));
        var sendersSince = await search.SendersAsync(Unsigned(mails, clues));
        var guesses = await search.GuessesAsync(Guessable(mails, clues));
        var canaries = await search.CanariesAsync(clues.Select(mail => mail.Canary));
        var matched = new NewMail[mails.Count];
        for (var i = 0; i < matched.Length; i++)
        {
            matched[i] = clues[i].Canary is { } canary && canaries.Contains(canary)
                ? mails[i] with { Match = OwnTestMail }
                : Matched(mails[i], WithForged(mails[i], clues[i], sendersSince), sent, guesses);
        }

        return matched;
    }

    private static IEnumerable<string> Unsigned(IReadOnlyList<NewMail> mails, MailClues[] clues) =>
        mails.Where((mail, i) => clues[i].HasUnsignedMessageId && mail.Company.Length > 0).Select(mail => mail.Company);

    // Before a company sent its first mail through us, other systems wrote all the Message-IDs of our domain.
    private static IReadOnlyList<MailClue> WithForged(NewMail mail, MailClues clues, IReadOnlyDictionary<string, DateTimeOffset> sendersSince) =>
        clues.HasUnsignedMessageId && sendersSince.TryGetValue(mail.Company, out var since) && since <= mail.ReceivedAt
            ? [.. clues.Found, new MailClue(MatchSign.MessageId, ClueState.Forged, 0) { MessageId = "" }]
            : clues.Found;

    private static IEnumerable<SentGuess> Guessable(IReadOnlyList<NewMail> mails, MailClues[] clues) =>
        mails.Where((_, i) => clues[i] is { Found.Count: 0, NamesMail: false }).SelectMany(SentGuess.Of);

    private static NewMail Matched(NewMail mail, IReadOnlyList<MailClue> clues, SentTraces sent, SentGuesses guesses)
    {
        if (clues.Count == 0)
        {
            return IsReport(mail) ? mail with { Match = guesses.IsEmpty ? Unmatched : Guessed(mail, guesses) } : mail;
        }

        var people = People(mail);
        var named = people.Count(person => person.Key.Length > 0 && IsReport(mail));
        var matches = people.ToDictionary(
            person => person.Key,
            person => MatchRule.Of(clues, new MatchSubject(mail.Diagnosis.Reading.Kind, mail.Company, person.AddressKeys, named), sent),
            StringComparer.Ordinal);
        var company = matches.Values.Select(match => match.Company).FirstOrDefault(code => code.Length > 0);
        return mail with { Match = new MailMatch(matches), Company = mail.Company.Length == 0 && company is not null ? company : mail.Company };
    }

    private static MailMatch Guessed(NewMail mail, SentGuesses guesses)
    {
        var likely = new Dictionary<string, EventMatch>(StringComparer.Ordinal);
        foreach (var person in People(mail))
        {
            if (guesses.Find(mail, person) is { } match)
            {
                likely[person.Key] = match;
            }
        }

        return likely.Count == 0 ? Unmatched : Unmatched with { ByRecipient = likely };
    }

    private static bool IsReport(NewMail mail) => MatchSubject.IsReportKind(mail.Diagnosis.Reading.Kind);

    // One event each, with all the addresses that the report has for it; who answers is in From.
    private static IReadOnlyList<MatchPerson> People(NewMail mail)
    {
        var recipients = mail.Diagnosis.Recipients;
        if (recipients.Count > 0)
        {
            return [.. recipients
                .GroupBy(recipient => EventDraft.Key(recipient.Recipient.Address), StringComparer.Ordinal)
                .Select(group => new MatchPerson(group.Key, AddressKeys(group.Select(one => one.Recipient))))];
        }

        var from = IsReport(mail) ? null : AddressKey.Of(mail.Diagnosis.Reading.Headers.From);
        return [new MatchPerson("", from is null ? [] : [from])];
    }

    private static string[] AddressKeys(IEnumerable<ReportedRecipient> recipients) =>
        [.. recipients
            .SelectMany(recipient => new[] { recipient.OriginalRecipient, recipient.Address, recipient.FinalRecipient })
            .Select(AddressKey.Of)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)];
}
