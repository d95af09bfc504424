using BounceProcessor.Companies;

namespace BounceProcessor.Senders;

/// <summary>
/// Which mail settings are in force: the user's own, else those of the base user (system setting <i>Meili saatmise kasutaja kood</i>), else the
/// operator's. Three groups are taken whole from one card or the other, for their parts mean nothing without each other: mode, server, and
/// user name with password. A pure function; docs/sending.md has the table, and its test is the same table.
/// </summary>
public static class EffectiveSettingsRule
{
    /// <summary>Host and port of Microsoft 365; the mode has them so.</summary>
    internal const string Microsoft365Host = "smtp.office365.com";

    /// <summary>The submission port (RFC 6409), with STARTTLS.</summary>
    internal const int StartTlsPort = 587;

    /// <summary>The port of submission with TLS from the first byte (RFC 8314, section 3.3).</summary>
    internal const int SslPort = 465;

    /// <summary>Applies the rule.</summary>
    /// <param name="company">The company.</param>
    /// <param name="card">The card of the user who sends.</param>
    /// <param name="baseUser">The card of <see cref="Company.MailUserCode"/>; <see langword="null"/> when there is none, or no such setting.</param>
    /// <param name="servers">The servers that the operator names.</param>
    public static SettingsOutcome Of(Company company, UserCard card, UserCard? baseUser, ModeServers servers)
    {
        // Who is everyone's base has nobody below.
        var isOwnBase = string.Equals(company.MailUserCode, card.Code, StringComparison.OrdinalIgnoreCase);
        var below = company.MailUserCode is null || isOwnBase ? null : baseUser;
        var cards = new CardPair(company, card, below, IsBaseMissing: company.MailUserCode is not null && !isOwnBase && baseUser is null);
        var found = new FoundSettings(cards.Mode());
        if (AddressKey.Of(card.Email) is null)
        {
            found.Faults.Add(SettingFaults.Email(card));
        }

        if (cards.IsBaseMissing && card.Mode is null)
        {
            found.Faults.Add(SettingFaults.BaseMissing(company));
        }
        else if (found.Mode.Value == SenderMode.Smtp)
        {
            OwnServerRule.Apply(cards, found);
        }
        else if (found.Mode.Value == SenderMode.Microsoft365Oauth)
        {
            Microsoft365(cards, servers.Microsoft365, found);
        }
        else
        {
            Operator(servers.Operator, found);
        }

        found.Warnings.AddRange(SettingWarnings.Of(cards, found));
        return found.Outcome(cards, servers.Operator);
    }

    private static void Operator(OperatorServerOptions server, FoundSettings found)
    {
        var source = new SettingSource(SettingPlace.Configuration, null);
        found.Host = new(server.Host, source);
        found.Port = new(server.Port, source);
        found.Tls = new(server.Tls, source);
        if (!ServerName.Is(server.Host))
        {
            found.Faults.Add(SettingFaults.OperatorHost(server));
        }

        if (server.Username.Length > 0)
        {
            found.SignIn = SubmissionSignIn.Password;
            found.Username = new(server.Username, source);
            found.Password = source;
        }
    }

    // A token is for one mailbox. Without a user name it is the user's own; another's only when that one's card says so, and is meant for this mode.
    private static void Microsoft365(CardPair cards, Microsoft365ServerOptions server, FoundSettings found)
    {
        var source = new SettingSource(SettingPlace.Mode, null);
        found.Host = new(server.Host, source);
        found.Port = new(server.Port, source);
        found.Tls = new(SubmissionTls.StartTls, source);
        found.SignIn = SubmissionSignIn.Xoauth2;
        found.Username = (cards.Own, cards.Below) switch
        {
            ({ Username: { } own }, _) => new(own, cards.OwnSource),
            (_, { Mode: SenderMode.Microsoft365Oauth, Username: { } inherited }) => new(inherited, cards.BaseSource),
            ({ Email: { } email }, _) => new(email, cards.OwnSource),
            _ => null,
        };
    }
}
