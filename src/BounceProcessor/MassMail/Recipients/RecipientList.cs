using BounceProcessor.Diagnosis;

namespace BounceProcessor.MassMail.Recipients;

/// <summary>Addressees of a mass mail, to be gone through once.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Notices">What people should know: which encoding was guessed.</param>
/// <param name="Rows">The rows in order; a file's are read while they are asked for.</param>
public sealed record RecipientList(RecipientColumns Columns, IReadOnlyList<LocalizedText> Notices, IAsyncEnumerable<RecipientRow> Rows);
