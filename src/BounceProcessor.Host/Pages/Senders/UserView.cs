using BounceProcessor.Companies;
using BounceProcessor.Senders;

namespace BounceProcessor.Host.Pages.Senders;

/// <summary>One loaded user card.</summary>
/// <param name="Company">Its company.</param>
/// <param name="Card">The card.</param>
/// <param name="Outcome">What is in force; <see langword="null"/> for a card that is not saved yet.</param>
/// <param name="Changes">Its latest changes, newest first.</param>
public sealed record UserView(Company Company, UserCard Card, SettingsOutcome? Outcome, IReadOnlyList<SenderChange> Changes);
