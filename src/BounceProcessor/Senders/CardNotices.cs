using BounceProcessor.Companies;

namespace BounceProcessor.Senders;

/// <summary>What the writer of a card should know once it is saved.</summary>
internal static class CardNotices
{
    /// <summary>The password did not stay.</summary>
    public static SettingFault PasswordRemoved { get; } = new("password-removed", "password", null, new(
        "Server or user name changed, so the stored password was removed: it was given for the ones before. Enter the password again.",
        "Server või kasutajanimi muutus, seepärast eemaldati salvestatud parool: see anti varasemate jaoks. Sisestage parool uuesti."));
}
