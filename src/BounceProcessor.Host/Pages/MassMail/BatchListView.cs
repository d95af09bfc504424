using BounceProcessor.MassMail;

namespace BounceProcessor.Host.Pages.MassMail;

/// <summary>One page of mass mails, handed from the first paint to the live page.</summary>
/// <param name="Page">Which.</param>
/// <param name="Lines">The mass mails with their sums.</param>
/// <param name="Total">All there are.</param>
public sealed record BatchListView(int Page, IReadOnlyList<BatchLine> Lines, long Total);
