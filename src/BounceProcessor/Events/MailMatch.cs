namespace BounceProcessor.Events;

/// <summary>The sent mails that one arrived mail is about: one judgement a recipient it names.</summary>
/// <param name="ByRecipient">By <see cref="EventDraft.Key"/>; mail that is about no recipient has the empty one.</param>
internal sealed record MailMatch(IReadOnlyDictionary<string, EventMatch> ByRecipient)
{
    /// <summary>One judgement for all recipients.</summary>
    public static MailMatch ForAll(EventMatch match) => new(new Dictionary<string, EventMatch>()) { Common = match };

    /// <summary>What holds for recipients that <see cref="ByRecipient"/> does not name.</summary>
    public EventMatch? Common { get; init; }

    /// <summary>All judgements.</summary>
    public IEnumerable<EventMatch> All => Common is null ? ByRecipient.Values : ByRecipient.Values.Append(Common);

    /// <summary>The judgement on one recipient.</summary>
    public EventMatch? Of(string recipientKey) => ByRecipient.GetValueOrDefault(recipientKey) ?? Common;
}
