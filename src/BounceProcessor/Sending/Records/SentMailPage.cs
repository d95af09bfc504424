namespace BounceProcessor.Sending.Records;

/// <summary>One page of sent mails.</summary>
/// <param name="Mails">Newest first.</param>
/// <param name="Total">How many there are on all pages.</param>
internal sealed record SentMailPage(IReadOnlyList<SentMailItem> Mails, long Total);
