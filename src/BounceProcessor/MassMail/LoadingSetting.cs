namespace BounceProcessor.MassMail;

/// <summary>What the rows of a new mass mail share.</summary>
/// <param name="Party">Who sends.</param>
/// <param name="Letters">The letters.</param>
/// <param name="Files">What rows may name.</param>
/// <param name="Common">The files that go with every letter.</param>
internal sealed record LoadingSetting(BatchParty Party, BatchLetters Letters, AttachmentSet Files, IReadOnlyList<BatchFile> Common);
