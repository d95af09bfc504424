namespace BounceProcessor.Rediagnosis;

/// <summary>How it stands with a recipient of a sent mail after an event about it was judged again.</summary>
/// <param name="RecipientId">The sent mail's recipient.</param>
/// <param name="Returned">Code of the state; <see langword="null"/> when nothing came home that counts.</param>
/// <param name="EventId">The event that tells it.</param>
internal sealed record ReturnedChange(long RecipientId, string? Returned, long? EventId);
