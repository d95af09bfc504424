using BounceProcessor.Companies;
using BounceProcessor.Diagnosis;
using BounceProcessor.Senders;

namespace BounceProcessor.MassMail;

/// <summary>Who may send mass mail: a company with the module, or a user whose mail leaves by an own server.</summary>
public static class MassMailEntitlement
{
    /// <summary>Why not; <see langword="null"/> when it is allowed.</summary>
    public static LocalizedText? Refusal(Company company, EffectiveSettings settings) => company.HasMassMail || settings.IsOwnServer
        ? null
        : new LocalizedText(
            $"Mass mail is not open to user \"{settings.User}\" of company \"{company.Code}\": the company does not have the mass-mail module, and the mail of this user leaves by the operator's server. "
            + "Order the module, or set the mail sender of the user to SMTP or Microsoft 365 OAUTH with a server of your own.",
            $"Massmeil ei ole firma „{company.Code}“ kasutajale „{settings.User}“ avatud: firmal ei ole massmeili moodulit ja kasutaja kirjad lähevad välja Directo serverist. "
            + "Tellige moodul või valige kasutaja meili saatjaks SMTP või Microsoft 365 OAUTH oma serveriga.");
}
