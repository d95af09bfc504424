namespace BounceProcessor.Sending.Resending;

/// <summary>A person wants the mail of an event to go out again.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Address">Where to; the address that failed when only the time was wrong.</param>
/// <param name="By">Who asks for it.</param>
public sealed record ResendRequest(long EventId, string Address, string By);
