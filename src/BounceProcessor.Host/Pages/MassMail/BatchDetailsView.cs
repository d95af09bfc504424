using BounceProcessor.MassMail;

namespace BounceProcessor.Host.Pages.MassMail;

/// <summary>One mass mail, handed from the first paint to the live page.</summary>
/// <param name="Address">Of the page it was loaded for.</param>
/// <param name="Batch">The mass mail.</param>
/// <param name="Sums">Where its rows are.</param>
/// <param name="Rows">Rows of the chosen place.</param>
/// <param name="History">What was done with it.</param>
public sealed record BatchDetailsView(string Address, Batch Batch, BatchSums Sums, IReadOnlyList<BatchRow> Rows, IReadOnlyList<BatchHistoryEntry> History);
