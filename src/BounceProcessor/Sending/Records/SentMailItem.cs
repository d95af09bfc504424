namespace BounceProcessor.Sending.Records;

/// <summary>One mail in a list.</summary>
/// <param name="Mail">The mail.</param>
/// <param name="Recipients">Its recipients.</param>
/// <param name="Open">Its transmissions that are not done.</param>
internal sealed record SentMailItem(SentMail Mail, IReadOnlyList<SentRecipient> Recipients, IReadOnlyList<Transmission> Open);
