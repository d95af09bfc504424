using BounceProcessor.Companies;

namespace BounceProcessor.Host.Pages.Senders;

/// <summary>One loaded company.</summary>
/// <param name="Company">The company.</param>
/// <param name="Users">Its users that are shown.</param>
/// <param name="Text">What was searched for; empty when nothing was.</param>
/// <param name="Total">How many there are that suit the search.</param>
/// <param name="All">How many there are at all.</param>
/// <param name="Changes">Its latest changes, newest first.</param>
public sealed record CompanyView(Company Company, IReadOnlyList<UserLine> Users, string Text, long Total, long All, IReadOnlyList<SenderChange> Changes);
