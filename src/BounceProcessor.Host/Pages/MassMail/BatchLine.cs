using BounceProcessor.MassMail;

namespace BounceProcessor.Host.Pages.MassMail;

/// <summary>One mass mail of the list.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Company">Code of the company.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">Code of its state.</param>
/// <param name="Sums">Where its rows are.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record BatchLine(long Id, string Company, string Name, string State, BatchSums Sums, DateTimeOffset CreatedAt);
