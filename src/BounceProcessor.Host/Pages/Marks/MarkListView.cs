using BounceProcessor.Marks;

namespace BounceProcessor.Host.Pages.Marks;

/// <summary>One loaded page of marks.</summary>
/// <param name="Address">The view it belongs to.</param>
/// <param name="Marks">Its rows.</param>
/// <param name="Total">How many the filter finds in all.</param>
/// <param name="Companies">Codes of the companies, for the filter and the form.</param>
/// <param name="At">The time by which marks are in force or not.</param>
public sealed record MarkListView(string Address, IReadOnlyList<AddressMark> Marks, long Total, IReadOnlyList<string> Companies, DateTimeOffset At);
