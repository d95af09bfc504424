namespace BounceProcessor.Senders;

/// <summary>The providers that are known, as they stand in docs/sending.md with their sources.</summary>
public static class SubmissionProviders
{
    /// <summary>All of them, in the order of choice; the own server last.</summary>
    public static IReadOnlyList<SubmissionProvider> All { get; } =
    [
        new()
        {
            Code = "gmail",
            Name = new("Gmail, Google Workspace", "Gmail, Google Workspace"),
            Mode = SenderMode.Smtp,
            Host = "smtp.gmail.com",
            Port = EffectiveSettingsRule.SslPort,
            Tls = SubmissionTls.SslOnConnect,
            HasAppPasswords = true,
            Domains = ["gmail.com", "googlemail.com"],
            MailServers = ["google.com", "googlemail.com"],
            Steps =
            [
                new("Sign in to the Google account that the mail is sent from, at myaccount.google.com.", "Logige sisse Google'i kontole, millelt kirju saadetakse: myaccount.google.com."),
                new("Under Security, turn on 2-Step Verification; without it there are no app passwords.", "Lülitage turvalisuse (Security) all sisse kaheastmeline kinnitamine; ilma selleta rakenduse paroole ei ole."),
                new("Open myaccount.google.com/apppasswords, give the password a name, and create it.", "Avage myaccount.google.com/apppasswords, andke paroolile nimi ja looge see."),
                new("Write the 16 letters into the field Password, with or without the blanks; the user name is the whole address.", "Kirjutage 16 tähte väljale „Parool“, tühikutega või ilma; kasutajanimi on kogu aadress."),
                new("When the password of the account changes, Google removes its app passwords: create a new one then.", "Kui konto parool muutub, eemaldab Google rakenduste paroolid: looge siis uus."),
            ],
        },
        new()
        {
            Code = "microsoft365",
            Name = new("Microsoft 365", "Microsoft 365"),
            Mode = SenderMode.Microsoft365Oauth,
            Host = EffectiveSettingsRule.Microsoft365Host,
            Port = EffectiveSettingsRule.StartTlsPort,
            Tls = SubmissionTls.StartTls,
            MailServers = ["mail.protection.outlook.com", "mx.microsoft"],
            Steps =
            [
                new("Choose the mode Microsoft 365 OAUTH; server and port are filled in by it.", "Valige meili saatjaks Microsoft 365 OAUTH; server ja port tulevad sellega ise."),
                new("The user name is the mailbox that sends; leave it empty when it is the user's own e-mail.", "Kasutajanimi on postkast, millest saadetakse; jätke tühjaks, kui see on kasutaja enda e-post."),
                new("The mailbox needs Authenticated SMTP: admin centre, Users, the user, Mail, Manage email apps.", "Postkastil peab olema lubatud „Authenticated SMTP“: halduskeskus, Users, kasutaja, Mail, Manage email apps."),
            ],
            PasswordWarning = new(
                "Microsoft switches sign-in with user name and password (SMTP AUTH) off: at the end of December 2026 for all existing organisations, whose administrator can switch it on again; organisations made after that do not have it; when it ends for good is to be told in the second half of 2027. Choose the mode Microsoft 365 OAUTH.",
                "Microsoft lülitab kasutajanime ja parooliga sisselogimise (SMTP AUTH) välja: 2026. aasta detsembri lõpus kõigil olemasolevatel asutustel, kelle haldur saab selle uuesti sisse lülitada; pärast seda loodud asutustel seda ei ole; lõplik kuupäev lubati teatada 2027. aasta teisel poolel. Valige meili saatjaks Microsoft 365 OAUTH."),
        },
        Zone("zone-eu", "smtp.zone.eu"),
        Zone("zone-ee", "smtp.zone.ee"),
        new()
        {
            Code = "own",
            Name = new("Another server", "Muu server"),
            Mode = SenderMode.Smtp,
            Steps =
            [
                new("Ask the provider of the mailbox for the name of its sending server (SMTP), its port and whether it wants SSL (465) or STARTTLS (587).", "Küsige postkasti pakkujalt saatva serveri (SMTP) nime, porti ja seda, kas see tahab SSL-i (465) või STARTTLS-i (587)."),
                new("Write user name and password as that server knows them, and run the connection test.", "Kirjutage kasutajanimi ja parool nii, nagu server neid teab, ja tehke ühenduse test."),
            ],
        },
    ];

    private static SubmissionProvider Zone(string code, string host) => new()
    {
        Code = code,
        Name = new($"Zone ({host})", $"Zone ({host})"),
        Mode = SenderMode.Smtp,
        Host = host,
        Port = EffectiveSettingsRule.SslPort,
        Tls = SubmissionTls.SslOnConnect,
        MailServers = code == "zone-eu" ? ["zonemx.eu", "zone.eu"] : ["zone.ee"],
        Steps =
        [
            new("The user name is the whole address of the mailbox, the password the one of the mailbox.", "Kasutajanimi on postkasti kogu aadress, parool on postkasti parool."),
        ],
    };
}
