using BounceProcessor.Companies;

namespace BounceProcessor.Host.Pages.Senders;

/// <summary>One loaded company.</summary>
/// <param name="Company">The company.</param>
/// <param name="Users">Its users that are shown.</param>
/// <param name="Total">How many there are that suit the search.</param>
/// <param name="Changes">Its latest changes, newest first.</param>
public sealed record CompanyView(Company Company, IReadOnlyList<UserLine> Users, int Total, IReadOnlyList<SenderChange> Changes);
