using BounceProcessor.Diagnosis;
using BounceProcessor.Senders;

namespace BounceProcessor.Host.Api;

/// <summary>The mail settings of one user as they stand on the card.</summary>
/// <param name="Code">Code of the user.</param>
/// <param name="Name">The user's name.</param>
/// <param name="Email">The user's e-mail.</param>
/// <param name="Mode">How mail leaves.</param>
/// <param name="Host">Host name of the sending server.</param>
/// <param name="Port">Port of the sending server.</param>
/// <param name="Tls">How the connection is encrypted.</param>
/// <param name="Username">User name of the sign-in.</param>
/// <param name="HasPassword">A password is stored; it is never given back.</param>
/// <param name="Language">Language of what is written to the user.</param>
public sealed record UserAnswer(
    string Code, string? Name, string? Email, string? Mode, string? Host, int? Port, string? Tls, string? Username, bool HasPassword, string Language)
{
    /// <summary>The answer about a card.</summary>
    internal static UserAnswer Of(UserCard card) => new(
        card.Code, card.Name, card.Email, card.Mode?.ToCode(), card.Host, card.Port, card.Tls?.ToCode(), card.Username, card.HasPassword, card.Language);
}
