namespace BounceProcessor.Events;

/// <summary>What became of one mail.</summary>
/// <param name="MailId">The stored mail; of the first one when this is a duplicate.</param>
/// <param name="IsDuplicate">The same bytes were filed before for this company; nothing was written.</param>
/// <param name="Added">The new events.</param>
/// <param name="Updated">Earlier events that this mail went on with: a delay that failed or succeeded.</param>
internal sealed record FiledMail(long MailId, bool IsDuplicate, IReadOnlyList<EventRecord> Added, IReadOnlyList<EventRecord> Updated);
