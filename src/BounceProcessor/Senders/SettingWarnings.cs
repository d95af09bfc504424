using BounceProcessor.Companies;

namespace BounceProcessor.Senders;

/// <summary>What works now, but is likely not meant, or will end.</summary>
internal static class SettingWarnings
{
    /// <summary>The warnings for settings that were found.</summary>
    public static IEnumerable<SettingFault> Of(CardPair cards, FoundSettings found) =>
        found.Mode.Value == SenderMode.Smtp ? OwnServer(cards, found) : Unused(cards.Own, found.Mode.Value);

    private static IEnumerable<SettingFault> OwnServer(CardPair cards, FoundSettings found)
    {
        if (found is not { Host: { } host, Port: { } port, Tls: { } tls })
        {
            yield break;
        }

        if ((port.Value == EffectiveSettingsRule.SslPort && tls.Value == SubmissionTls.StartTls)
            || (port.Value == EffectiveSettingsRule.StartTlsPort && tls.Value == SubmissionTls.SslOnConnect))
        {
            yield return new("port-and-tls", "tls", tls.Value == SubmissionTls.StartTls ? "start-tls" : "ssl-on-connect", new(
                "Port 465 usually wants SSL and port 587 STARTTLS; this card has it the other way round. Run the connection test.",
                "Port 465 tahab tavaliselt SSL-i ja port 587 STARTTLS-i; siin on vastupidi. Tehke ühenduse test."));
        }

        if (cards.Own is { Username: null, HasPassword: false } && cards.Below?.Username is { } username && host.Source.Kind == SettingPlace.OwnCard)
        {
            yield return new("no-sign-in", "username", null, new(
                $"Mail goes to \"{host.Value}\" without sign-in: {cards.Below.Code}'s user name \"{username}\" is not used with a server that stands on another card. Fill in user name and password, or remove the server from this card.",
                $"Kirjad lähevad serverisse \"{host.Value}\" sisse logimata: kasutaja {cards.Below.Code} kasutajanime \"{username}\" ei kasutata serveriga, mis on teisel kaardil. Täitke kasutajanimi ja parool või eemaldage server sellelt kaardilt."));
        }

        if (found.SignIn == SubmissionSignIn.Password && SubmissionProvider.OfHost(host.Value) is { PasswordWarning: { } warning })
        {
            yield return new("password-sign-in-ends", "mode", "smtp", warning);
        }
    }

    private static IEnumerable<SettingFault> Unused(UserCard card, SenderMode mode)
    {
        if (card.Host is { } host)
        {
            yield return new("server-unused", "host", host, new(
                $"The server \"{host}\" on the card is not used in this mode. Choose the mode SMTP to send by it.",
                $"Kaardil olevat serverit \"{host}\" selle meili saatjaga ei kasutata. Selle kaudu saatmiseks valige meili saatjaks SMTP."));
        }
        else if (mode != SenderMode.Microsoft365Oauth && card.Username is { } username)
        {
            yield return new("username-unused", "username", username, new(
                $"The user name \"{username}\" on the card is not used in this mode.", $"Kaardil olevat kasutajanime \"{username}\" selle meili saatjaga ei kasutata."));
        }
    }
}
