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
    /// <returns><see langword="null"/> when it is not kept.</returns>
    public SentTrace? Of(MailClue clue) => clue.MessageId is null ? _byTransmission.GetValueOrDefault(clue.Id) : _mails.GetValueOrDefault(clue.Id);
}
