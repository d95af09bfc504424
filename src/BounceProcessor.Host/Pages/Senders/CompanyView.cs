using BounceProcessor.Companies;

namespace BounceProcessor.Host.Pages.Senders;

/// <summary>One loaded company.</summary>
/// <param name="Company">The company.</param>
/// <param name="Users">Its users that are shown.</param>
/// <param name="Total">How many there are that suit the search.</param>
/// <param name="All">How many there are at all; beyond <see cref="BounceProcessor.Senders.UserCards.Most"/> they are neither listed nor searched.</param>
/// <param name="Changes">Its latest changes, newest first.</param>
public sealed record CompanyView(Company Company, IReadOnlyList<UserLine> Users, long Total, long All, IReadOnlyList<SenderChange> Changes);
