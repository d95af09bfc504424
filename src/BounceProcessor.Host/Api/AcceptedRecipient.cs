namespace BounceProcessor.Host.Api;

/// <summary>A recipient of an accepted mail.</summary>
/// <param name="Address">The address as mailed.</param>
/// <param name="Kind">to, cc or bcc.</param>
/// <param name="State">waiting, or suppressed: not sent, for the address is marked.</param>
public sealed record AcceptedRecipient(string Address, string Kind, string State);
