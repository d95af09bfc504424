using BounceProcessor.Companies;

namespace BounceProcessor.Host.Pages.Senders;

/// <summary>One loaded company.</summary>
/// <param name="Company">The company.</param>
/// <param name="Users">Its users.</param>
/// <param name="Changes">Its latest changes, newest first.</param>
public sealed record CompanyView(Company Company, IReadOnlyList<UserLine> Users, IReadOnlyList<SenderChange> Changes);
