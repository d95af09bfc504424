using BounceProcessor.Companies;

namespace BounceProcessor.Senders;

/// <summary>What the writer of a card should know once it is saved.</summary>
internal static class CardNotices
{
    /// <summary>The password did not stay.</summary>
    public static SettingFault PasswordRemoved { get; } = new("password-removed", "password", null, new(
        "Server or user name changed, so the stored password was removed: it was given for the ones before. Enter the password again.",
        "Server või kasutajanimi muutus, seepärast eemaldati salvestatud parool: see anti varasemate jaoks. Sisestage parool uuesti."));

    /// <summary>The password is not of the kind that the server takes.</summary>
    public static SettingFault NoAppPassword(string host) => new("no-app-password", "password", null, new(
        $"{host} takes app passwords only, which have 16 letters; the one entered is of another form. Create an app password, see the steps of the provider.",
        $"{host} võtab vastu ainult rakenduse paroole, milles on 16 tähte; sisestatud parool on teise kujuga. Looge rakenduse parool, vaadake pakkuja samme."));
}
