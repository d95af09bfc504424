using BounceProcessor.Senders;

namespace BounceProcessor.Host.Pages.Senders;

/// <summary>One user in the list of a company.</summary>
/// <param name="Code">Code of the user.</param>
/// <param name="Name">Name on the card.</param>
/// <param name="Email">E-mail on the card.</param>
/// <param name="Outcome">What is in force.</param>
public sealed record UserLine(string Code, string? Name, string? Email, SettingsOutcome Outcome);
