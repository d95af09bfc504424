namespace BounceProcessor.Sending.Connecting;

/// <summary>What servers say to AUTH. The texts of Microsoft and Google are those of docs/sending.md, with their sources.</summary>
internal static class SignInReplies
{
    public static readonly IReadOnlyList<ReplyMeaning> All =
    [
        // Microsoft 365 and Exchange.
        new(550, "5.7.30", null, new("Microsoft takes no user name and password for sending any more", "Microsoft ei võta saatmiseks enam kasutajanime ja parooli vastu"), MicrosoftWords.UseOAuth),
        new(null, "5.7.139", "disabled for the tenant",
            new("sending by SMTP is switched off for the whole organisation at Microsoft 365", "SMTP kaudu saatmine on Microsoft 365-s kogu asutusel välja lülitatud"),
            new($"choose the mode Microsoft 365 OAUTH, and {MicrosoftWords.SwitchOn.En}; for everybody: Set-TransportConfig -SmtpClientAuthenticationDisabled $false. {MicrosoftWords.Timetable.En}",
                $"valige meili saatjaks Microsoft 365 OAUTH ja {MicrosoftWords.SwitchOn.Et}; kõigile korraga: Set-TransportConfig -SmtpClientAuthenticationDisabled $false. {MicrosoftWords.Timetable.Et}")),
        new(null, "5.7.139", "disabled for the mailbox",
            new("sending by SMTP is switched off for the mailbox \"{User}\" at Microsoft 365", "SMTP kaudu saatmine on Microsoft 365-s postkastil \"{User}\" välja lülitatud"), MicrosoftWords.SwitchOn),
        new(null, "5.7.139", "basic authentication is disabled", new("Microsoft takes no user name and password here", "Microsoft ei võta siin kasutajanime ja parooli vastu"), MicrosoftWords.UseOAuth),
        new(null, "5.7.139", "security defaults",
            new("the organisation's security defaults at Microsoft forbid sign-in with a password", "asutuse turvalisuse vaikesätted (security defaults) Microsoftis keelavad parooliga sisselogimise"), MicrosoftWords.UseOAuth),
        new(null, "5.7.139", "locked",
            new("the account is locked at Microsoft after too many attempts", "konto on Microsoftis pärast liiga palju katseid lukus"),
            new("wait, or have an administrator unlock it; then write the right password once", "oodake või laske halduril lukk avada; kirjutage siis üks kord õige parool")),
        new(null, "5.7.139", "criteria",
            new("a conditional access rule of the organisation forbids this sign-in", "asutuse tingimusliku juurdepääsu (conditional access) reegel keelab selle sisselogimise"),
            new("have an administrator look it up in the sign-in log of Microsoft Entra, and choose the mode Microsoft 365 OAUTH", "laske halduril vaadata Microsoft Entra sisselogimislogi ja valige meili saatjaks Microsoft 365 OAUTH")),
        new(null, "5.7.139", "credentials were incorrect",
            new("Microsoft does not know this user name with this password", "Microsoft ei tunne seda kasutajanime selle parooliga"),
            new($"write the password again; {MicrosoftWords.UseOAuth.En}", $"kirjutage parool uuesti; {MicrosoftWords.UseOAuth.Et}")),
        new(null, "5.7.139", null, new("Microsoft refuses the sign-in by a rule of the organisation", "Microsoft keeldub asutuse reegli tõttu sisselogimisest"), MicrosoftWords.UseOAuth),
        new(535, "5.7.3", null,
            new("Exchange did not accept it: the password or user name is wrong, Authenticated SMTP is off for the mailbox, or passwords are not allowed any more", "Exchange ei võtnud seda vastu: parool või kasutajanimi on vale, postkastil on Authenticated SMTP väljas või parooliga enam sisse ei saa"),
            new($"check in this order: (1) the user name is the mailbox's sign-in name, and the password is right; (2) {MicrosoftWords.SwitchOn.En}; (3) {MicrosoftWords.UseOAuth.En}",
                $"kontrollige järjekorras: (1) kasutajanimi on postkasti sisselogimisnimi ja parool on õige; (2) {MicrosoftWords.SwitchOn.Et}; (3) {MicrosoftWords.UseOAuth.Et}")),
        new(504, "5.7.4", null, new("Exchange offers no such sign-in: Authenticated SMTP is off for the mailbox", "Exchange ei paku sellist sisselogimist: postkastil on Authenticated SMTP väljas"), MicrosoftWords.SwitchOn),
        new(530, "5.7.57", null, NotSignedIn, WriteNameAndPassword),
        new(null, "4.2.0", "STOREDRV",
            new("Exchange opened the session but not the mailbox \"{User}\": it was not granted, or does not exist", "Exchange avas seansi, kuid mitte postkasti \"{User}\": õigust pole antud või postkasti ei ole"), MicrosoftWords.ApplicationSteps),
        new(null, "5.5.124", null,
            new("the server did not understand the access token", "server ei saanud pääsutõendist aru"),
            new("check that the user name \"{User}\" is the whole address of the mailbox", "kontrollige, et kasutajanimi \"{User}\" on postkasti kogu aadress")),
        new(null, "4.7.66", null,
            new("the server wants a newer TLS than this connection has", "server nõuab uuemat TLS-i, kui sellel ühendusel on"),
            new("have TLS 1.2 or 1.3 allowed on this machine", "lubage selles masinas TLS 1.2 või 1.3")),

        // Google.
        new(null, "5.7.9", null, AppPasswordWanted, MakeAppPassword),
        new(null, null, "application-specific password", AppPasswordWanted, MakeAppPassword),
        new(null, "5.7.14", null,
            new("Google wants the user to confirm this sign-in in a browser", "Google tahab, et kasutaja kinnitaks selle sisselogimise brauseris"),
            new("sign in at https://accounts.google.com once, then use an app password: https://myaccount.google.com/apppasswords", "logige üks kord sisse aadressil https://accounts.google.com ja kasutage siis rakenduse parooli: https://myaccount.google.com/apppasswords")),
        new(null, null, "support.google.com",
            new("Google does not know this user name with this password; it takes app passwords only, and they go when the account's password changes", "Google ei tunne seda kasutajanime selle parooliga; sobivad ainult rakenduse paroolid ja need kaovad, kui konto parool muutub"),
            MakeAppPassword),

        // Everybody.
        new(null, "5.7.8", null,
            new("the server does not know this user name with this password", "server ei tunne seda kasutajanime selle parooliga"),
            new("check the user name \"{User}\" (many servers want the whole address) and write the password again", "kontrollige kasutajanime \"{User}\" (paljud serverid tahavad kogu aadressi) ja kirjutage parool uuesti")),
        new(538, null, null, EncryptFirst, SetTls),
        new(null, "5.7.11", null, EncryptFirst, SetTls),
        new(null, null, "STARTTLS", EncryptFirst, SetTls),
        new(432, null, null,
            new("the server wants the password to be set anew", "server tahab, et parool seataks uuesti"),
            new("sign in on the provider's web page and set the password, then write it here", "logige sisse teenusepakkuja veebis, seadke parool ja kirjutage see siia")),
        new(454, null, null,
            new("the server cannot check the sign-in just now", "server ei saa praegu sisselogimist kontrollida"),
            new("wait and try again", "oodake ja proovige uuesti")),
        new(421, null, null,
            new("the server hung up during sign-in; it may have had too many attempts or connections", "server katkestas sisselogimise; võib-olla oli liiga palju katseid või ühendusi"),
            new("wait some minutes and try again", "oodake mõni minut ja proovige uuesti")),
        new(535, null, null,
            new("the server does not know this user name with this password", "server ei tunne seda kasutajanime selle parooliga"),
            new("check the user name \"{User}\" (many servers want the whole address) and write the password again", "kontrollige kasutajanime \"{User}\" (paljud serverid tahavad kogu aadressi) ja kirjutage parool uuesti")),
        new(503, null, null,
            new("the server takes no sign-in at this point", "server ei võta siin sisselogimist vastu"),
            new("check the port: sign-in belongs to 587 or 465, not to 25", "kontrollige porti: sisselogimine käib pordis 587 või 465, mitte 25")),
        new(502, null, null,
            new("the server knows no sign-in here", "server ei tunne siin sisselogimist"),
            new("check the port: sign-in belongs to 587 or 465, not to 25", "kontrollige porti: sisselogimine käib pordis 587 või 465, mitte 25")),
    ];

    private static Diagnosis.LocalizedText NotSignedIn => new(
        "Exchange wants a sign-in before it takes mail, and nobody signed in", "Exchange tahab enne kirja vastuvõtmist sisselogimist, kuid keegi ei loginud sisse");

    private static Diagnosis.LocalizedText WriteNameAndPassword => new(
        $"{MicrosoftWords.UseOAuth.En}; and check that the port is 587 with STARTTLS", $"{MicrosoftWords.UseOAuth.Et}; ja kontrollige, et port on 587 ja SSL/TLS on STARTTLS");

    private static Diagnosis.LocalizedText AppPasswordWanted => new("Google wants an app password here", "Google tahab siin rakenduse parooli (app password)");

    private static Diagnosis.LocalizedText MakeAppPassword => new(
        "make an app password at https://myaccount.google.com/apppasswords (2-step verification must be on) and write its 16 letters, with or without the blanks",
        "looge rakenduse parool aadressil https://myaccount.google.com/apppasswords (kaheastmeline kinnitamine peab olema sees) ja kirjutage selle 16 tähte, tühikutega või ilma");

    private static Diagnosis.LocalizedText EncryptFirst => new(
        "the server takes a sign-in over an encrypted connection only", "server võtab sisselogimise vastu ainult krüptitud ühenduses");

    private static Diagnosis.LocalizedText SetTls => new("set SSL/TLS to STARTTLS (port 587) or SSL (port 465)", "valige SSL/TLS väärtuseks STARTTLS (port 587) või SSL (port 465)");
}
