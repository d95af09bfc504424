namespace BounceProcessor.Senders;

/// <summary>The part of the rule for the mode SMTP.</summary>
internal static class OwnServerRule
{
    /// <summary>Server and sign-in, each whole from one card.</summary>
    public static void Apply(CardPair cards, FoundSettings found)
    {
        Server(cards, found);
        SignIn(cards, found);
    }

    // Port and encryption are a pair: what one card leaves out is never filled by the other, but by what belongs to its other half.
    private static void Server(CardPair cards, FoundSettings found)
    {
        var own = cards.Own;
        var (host, hostSource) = own.Host is not null ? (own.Host, cards.OwnSource) : (cards.Below?.Host, cards.BaseSource);
        if (host is null)
        {
            found.Faults.Add(cards.IsBaseMissing ? SettingFaults.BaseMissing(cards.Company) : SettingFaults.Host(cards));
            return;
        }

        var isOwnPair = own.Host is not null || own.Port is not null || own.Tls is not null;
        var (pair, source) = isOwnPair || cards.Below is null ? (own, cards.OwnSource) : (cards.Below, cards.BaseSource);
        var tls = pair.Tls ?? (pair.Port == EffectiveSettingsRule.SslPort ? SubmissionTls.SslOnConnect : SubmissionTls.StartTls);
        var port = pair.Port ?? (tls == SubmissionTls.SslOnConnect ? EffectiveSettingsRule.SslPort : EffectiveSettingsRule.StartTlsPort);
        found.Host = new(host, hostSource);
        found.Port = new(port, pair.Port is null ? CardPair.Default : source);
        found.Tls = new(tls, pair.Tls is null ? CardPair.Default : source);
        if (!ServerName.Is(host))
        {
            found.Faults.Add(SettingFaults.HostInvalid(found.Host));
        }
        else if (tls == SubmissionTls.None && !ServerName.IsThisMachine(host))
        {
            found.Faults.Add(SettingFaults.NotEncrypted(found.Host, found.Tls));
        }
    }

    // A password goes to the server it was given for, with the user name it was given for: the base user's never to a server that somebody else wrote down.
    private static void SignIn(CardPair cards, FoundSettings found)
    {
        var own = cards.Own;
        if (own.Username is not null || own.HasPassword)
        {
            Take(own, cards.OwnSource, found);
        }
        else if (own.Host is null && found.Host is not null && cards.Below is { } below && (below.Username is not null || below.HasPassword))
        {
            Take(below, cards.BaseSource, found);
        }
    }

    private static void Take(UserCard card, SettingSource source, FoundSettings found)
    {
        if (card.Username is null)
        {
            found.Faults.Add(SettingFaults.UsernameMissing(card, source));
        }
        else if (!card.HasPassword)
        {
            found.Faults.Add(SettingFaults.PasswordMissing(card, source));
        }
        else if (card.PasswordHost is { } given && found.Host is { } host && !ServerName.IsSame(given, host.Value))
        {
            found.Faults.Add(SettingFaults.PasswordElsewhere(given, host, source));
        }
        else
        {
            found.SignIn = SubmissionSignIn.Password;
            found.Username = new(card.Username, source);
            found.Password = source;
        }
    }
}
