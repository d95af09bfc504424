using System.Collections.Frozen;

namespace BounceProcessor.Matching;

/// <summary>The sent mails that a batch names.</summary>
internal sealed class SentTraces
{
    private readonly FrozenDictionary<long, SentTrace> _mails;
    private readonly Dictionary<long, SentTrace> _byTransmission = [];

    public SentTraces(IEnumerable<SentTrace> mails)
    {
        _mails = mails.ToFrozenDictionary(mail => mail.Id);
        foreach (var mail in _mails.Values)
        {
            foreach (var transmission in mail.Recipients.Select(recipient => recipient.TransmissionId).OfType<long>())
            {
                _byTransmission[transmission] = mail;
            }
        }
    }

    /// <summary>No mail at all.</summary>
    public static SentTraces None { get; } = new([]);

    /// <summary>The mail that a valid token or Message-ID names.</summary>
    /// <returns><see langword="null"/> when it is not kept, also when a newer mail has its number: so after an older database was brought back.</returns>
    public SentTrace? Of(MailClue clue)
    {
        var mail = clue.MessageId is null ? _byTransmission.GetValueOrDefault(clue.Id) : _mails.GetValueOrDefault(clue.Id);
        return mail is null || clue.Token is not { } token || token.IssuedOn >= FirstDay(mail) ? mail : null;
    }

    // A day of grace for clocks and midnights.
    private static DateOnly FirstDay(SentTrace mail) => DateOnly.FromDateTime(mail.AcceptedAt.UtcDateTime).AddDays(-1);
}
