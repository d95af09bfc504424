using BounceProcessor.Companies;
using BounceProcessor.MassMail.Templates;
using BounceProcessor.Senders;

namespace BounceProcessor.MassMail;

/// <summary>Who sends a mass mail.</summary>
/// <param name="Company">The company.</param>
/// <param name="Settings">In force for the user.</param>
/// <param name="Letters">How letters are rendered.</param>
internal sealed record BatchParty(Company Company, EffectiveSettings Settings, LetterSetting Letters);
