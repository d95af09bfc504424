using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Events;

namespace BounceProcessor.Matching;

/// <summary>A mail that may have been sent: to whom, and when at the earliest and latest.</summary>
/// <param name="Company">Whose.</param>
/// <param name="AddressKey">To whom.</param>
/// <param name="From">Not before, Unix milliseconds.</param>
/// <param name="Until">Not after, Unix milliseconds.</param>
internal sealed record SentGuess(string Company, string AddressKey, long From, long Until)
{
    // A queue keeps a mail for five days as a rule; a day more for slow clocks and slow notices.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(6);

    private static readonly TimeSpan ClockFault = TimeSpan.FromHours(1);

    private const int MostRecipients = 20;

    /// <summary>What a failure or delay that names no mail of ours may be about: its recipients, around its time, when it returns a subject to compare.</summary>
    public static IEnumerable<SentGuess> Of(NewMail mail)
    {
        var read = mail.Diagnosis.Reading;
        if (mail.Company.Length == 0 || read.Kind is not (MailKind.Failure or MailKind.Delay) || string.IsNullOrWhiteSpace(read.Original?.Subject))
        {
            return [];
        }

        var (from, until) = Times(mail);
        return mail.Diagnosis.Recipients
            .SelectMany(one => new[] { one.Recipient.OriginalRecipient, one.Recipient.Address })
            .Select(Companies.AddressKey.Of)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Take(MostRecipients)
            .Select(key => new SentGuess(mail.Company, key, from.ToUnixTimeMilliseconds(), until.ToUnixTimeMilliseconds()));
    }

    /// <summary>Between which times the mail was accepted.</summary>
    public static (DateTimeOffset From, DateTimeOffset Until) Times(NewMail mail) => mail.Diagnosis.Reading.Original?.Date is { } sent
        ? (sent - ClockFault, sent + ClockFault)
        : (mail.ReceivedAt - Longest, mail.ReceivedAt + ClockFault);
}
