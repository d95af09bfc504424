using BounceProcessor.Senders;

namespace BounceProcessor.Sending.Connecting;

/// <summary>What is missing before a server is asked at all.</summary>
internal static class SettingsWords
{
    public static SubmissionFault NoPassword(EffectiveSettings settings) => new(
        SubmissionStage.Settings,
        new($"no password is stored for \"{settings.Username?.Value}\"", $"kasutajale \"{settings.Username?.Value}\" ei ole parooli salvestatud"),
        new("write the password on the card of the user that the settings come from", "kirjutage parool selle kasutaja kaardile, kellelt seaded tulevad"));

    public static SubmissionFault LostPassword(EffectiveSettings settings, string why) => new(
        SubmissionStage.Settings,
        new($"the stored password of \"{settings.Username?.Value}\" cannot be read: {why.TrimEnd('.')}", $"kasutaja \"{settings.Username?.Value}\" salvestatud parooli ei saa lugeda, sest see krüptiti teiste võtmetega"),
        new("write the password again", "kirjutage parool uuesti"));

    public static SubmissionFault NoGrant(EffectiveSettings settings) => new(
        SubmissionStage.Settings,
        new($"no application at Microsoft is set up for the mode Microsoft 365 OAUTH of company \"{settings.Company}\"", $"firmale \"{settings.Company}\" ei ole meili saatja Microsoft 365 OAUTH jaoks Microsofti rakendust seadistatud"),
        new(
            $"set {Microsoft365Options.Section}:OAuth, or {Microsoft365Options.Section}:Companies:{settings.Company}:OAuth, with Grant MicrosoftUser or MicrosoftApp",
            $"seadistage {Microsoft365Options.Section}:OAuth või {Microsoft365Options.Section}:Companies:{settings.Company}:OAuth, Grant väärtusega MicrosoftUser või MicrosoftApp"));
}
