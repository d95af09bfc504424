namespace BounceProcessor.Diagnosis.Reading;

/// <summary>A delivery status as it was found.</summary>
/// <param name="Message">The fields about the message as a whole.</param>
/// <param name="Recipients">One group a recipient.</param>
/// <param name="NamedRecipients">How many Final-Recipient lines the text has; differs from the number of groups when one names two.</param>
internal sealed record DeliveryStatus(StatusGroup Message, IReadOnlyList<StatusGroup> Recipients, int NamedRecipients);
