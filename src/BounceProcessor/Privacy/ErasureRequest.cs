namespace BounceProcessor.Privacy;

/// <summary>What is to be erased.</summary>
/// <param name="Scope">The address and the company.</param>
/// <param name="Apply">Erase; otherwise it is only told.</param>
/// <param name="By">Who asked for it.</param>
/// <param name="Reason">Why, in words; kept without the address.</param>
internal sealed record ErasureRequest(ErasureScope Scope, bool Apply, string By, string? Reason);
