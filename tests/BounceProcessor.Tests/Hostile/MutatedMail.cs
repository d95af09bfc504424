namespace BounceProcessor.Tests.Hostile;

/// <summary>A sample after mutations.</summary>
/// <param name="Seed">Makes the same mail again from the same samples.</param>
/// <param name="Mutations">What was done to it, in order.</param>
/// <param name="Bytes">The mail.</param>
internal sealed record MutatedMail(long Seed, string Mutations, byte[] Bytes);
