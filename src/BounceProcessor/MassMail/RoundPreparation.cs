namespace BounceProcessor.MassMail;

/// <summary>What the rows of a round share.</summary>
/// <param name="Batch">Theirs.</param>
/// <param name="Party">Who sends.</param>
/// <param name="Letters">Its letters.</param>
/// <param name="Common">The files that go with every letter.</param>
internal sealed record RoundPreparation(Batch Batch, BatchParty Party, BatchLetters Letters, IReadOnlyList<BatchFile> Common);
