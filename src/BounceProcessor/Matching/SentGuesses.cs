using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Events;

namespace BounceProcessor.Matching;

/// <summary>Mails that were sent to somebody around the time of a report.</summary>
internal sealed class SentGuesses(IEnumerable<SentGuessRow> rows)
{
    private readonly ILookup<(string Company, string AddressKey), SentGuessRow> _mails = rows.ToLookup(row => (row.Company, row.AddressKey));

    /// <summary>Nothing was looked for, or nothing was found.</summary>
    public bool IsEmpty => _mails.Count == 0;

    /// <summary>The mail that a report which names none is likely about: to this recipient, at that time, with the same subject; the last one when there are several.</summary>
    public EventMatch? Find(NewMail mail, MatchPerson person)
    {
        if (mail.Diagnosis.Reading.Kind is not (MailKind.Failure or MailKind.Delay) || mail.Diagnosis.Reading.Original?.Subject is not { } subject)
        {
            return null;
        }

        var (from, until) = SentGuess.Times(mail);
        var found = person.AddressKeys
            .SelectMany(key => _mails[(mail.Company, key)])
            .Where(row => row.AcceptedAt >= from && row.AcceptedAt <= until && IsSame(row.Subject, subject))
            .MaxBy(row => row.MailId);
        return found is null ? null : new EventMatch
        {
            Trust = MatchTrust.Likely,
            Evidence = new(MatchSign.RecipientAndTime, found.MailId),
            MailId = found.MailId,
            Company = found.Company,
        };
    }

    // Servers fold subjects and end them early.
    private static bool IsSame(string sent, string returned)
    {
        var (one, other) = (Folded(sent), Folded(returned));
        return one.Length > 0 && other.Length > 0
            && (one.Equals(other, StringComparison.OrdinalIgnoreCase)
                || (other.Length >= 20 && one.StartsWith(other, StringComparison.OrdinalIgnoreCase)));
    }

    private static string Folded(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
