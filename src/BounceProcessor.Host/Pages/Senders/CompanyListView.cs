using BounceProcessor.Companies;

namespace BounceProcessor.Host.Pages.Senders;

/// <summary>The loaded companies.</summary>
/// <param name="Companies">Those that are shown.</param>
/// <param name="Users">How many user cards each of them has, in the same order.</param>
/// <param name="Total">How many there are that suit the filter.</param>
public sealed record CompanyListView(IReadOnlyList<Company> Companies, IReadOnlyList<long> Users, int Total);
