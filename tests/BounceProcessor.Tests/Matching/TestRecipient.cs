namespace BounceProcessor.Tests.Matching;

/// <summary>One recipient of a mail that was sent.</summary>
internal sealed record TestRecipient(long Id, string Address, long Transmission, string Token);
