using BounceProcessor.Diagnosis;

namespace BounceProcessor.MassMail.Recipients;

/// <summary>What came of opening a list of recipients.</summary>
/// <param name="List">The list; <see langword="null"/> when it cannot be used at all.</param>
/// <param name="Faults">Why it cannot; empty when it can.</param>
public sealed record RecipientListReading(RecipientList? List, IReadOnlyList<LocalizedText> Faults);
