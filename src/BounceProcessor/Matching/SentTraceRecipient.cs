namespace BounceProcessor.Matching;

/// <summary>What matching needs to know of one recipient of a mail we sent.</summary>
/// <param name="Id">The recipient's number.</param>
/// <param name="TransmissionId">The transmission it went out with; <see langword="null"/> when it did not.</param>
/// <param name="AddressKey">The address as it is compared.</param>
/// <param name="WentOut">Not cancelled and not suppressed.</param>
internal sealed record SentTraceRecipient(long Id, long? TransmissionId, string AddressKey, bool WentOut);
