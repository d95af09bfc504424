namespace BounceProcessor.Marks;

/// <summary>A wrong address and the right one, as they are to be noted.</summary>
/// <param name="Company">Code of the company.</param>
/// <param name="Customer">Customer or contact code.</param>
/// <param name="OldAddress">The address that failed.</param>
/// <param name="NewAddress">The address in its place.</param>
/// <param name="EventId">The event it was corrected from.</param>
/// <param name="SentMailId">The mail that went out to the new address.</param>
/// <param name="By">Who did it.</param>
internal sealed record NewCorrection(string Company, string? Customer, string OldAddress, string NewAddress, long? EventId, long? SentMailId, string By);
