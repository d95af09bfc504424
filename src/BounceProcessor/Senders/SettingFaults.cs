using BounceProcessor.Companies;

namespace BounceProcessor.Senders;

/// <summary>The faults of mail settings, in words.</summary>
internal static class SettingFaults
{
    public static SettingFault UnknownCompany(string company) => new("unknown-company", "company", company, new(
        $"There is no company \"{company}\"; nothing was sent. Write the code of a company of the configuration (Companies:List) or of the page Companies.",
        $"Firmat \"{company}\" ei ole; midagi ei saadetud. Kirjutage firma kood, mis on seadistusfailis (Companies:List) või lehel „Firmad“."));

    public static SettingFault UnknownUser(string company, string user) => new("unknown-user", "user", user, new(
        $"The company \"{company}\" has no user \"{user}\"; nothing was sent. Write the code of one of its users, or add a user card.",
        $"Firmal \"{company}\" ei ole kasutajat \"{user}\"; midagi ei saadetud. Kirjutage mõne selle kasutaja kood või lisage kasutaja kaart."));

    public static SettingFault Email(UserCard card) => card.Email is null
        ? new("email-missing", "email", null, new(
            $"The card of user {card.Code} has no e-mail; nothing can be sent. Fill in the user's own address.",
            $"Kasutaja {card.Code} kaardil ei ole e-posti aadressi; midagi ei saa saata. Täitke kasutaja enda aadress."))
        : new("email-invalid", "email", card.Email, new(
            $"The e-mail of user {card.Code}, \"{card.Email}\", is no address; nothing can be sent. Correct it on the user card.",
            $"Kasutaja {card.Code} e-post \"{card.Email}\" ei ole aadress; midagi ei saa saata. Parandage see kasutaja kaardil."));

    public static SettingFault BaseMissing(Company company) => new("base-user-missing", "mail-user", company.MailUserCode, new(
        $"The mail sending user code of company \"{company.Code}\" is \"{company.MailUserCode}\", but there is no such user; nothing can be sent with its settings. Add that user card, or name another user.",
        $"Firma \"{company.Code}\" meili saatmise kasutaja kood on \"{company.MailUserCode}\", aga sellist kasutajat ei ole; tema seadetega ei saa saata. Lisage see kasutaja kaart või määrake teine kasutaja."));

    public static SettingFault Host(CardPair cards) => cards.Below is { } below
        ? new("host-missing", "host", null, new(
            $"The mode is SMTP, but neither the card of user {cards.Own.Code} nor that of the base user {below.Code} names a server. Fill in server and port on one of them.",
            $"Meili saatja on SMTP, aga serverit ei ole kasutaja {cards.Own.Code} ega baaskasutaja {below.Code} kaardil. Täitke server ja port ühel neist."))
        : new("host-missing", "host", null, new(
            $"The mode is SMTP, but the card of user {cards.Own.Code} names no server. Fill in server and port, or choose another mode.",
            $"Meili saatja on SMTP, aga kasutaja {cards.Own.Code} kaardil ei ole serverit. Täitke server ja port või valige teine meili saatja."));

    public static SettingFault HostInvalid(Setting<string> host) => new("host-invalid", "host", host.Value, new(
        $"\"{host.Value}\" (card of user {host.Source.User}) is no host name; write the name of the server alone, such as smtp.example.org.",
        $"\"{host.Value}\" (kasutaja {host.Source.User} kaart) ei ole serveri nimi; kirjutage ainult serveri nimi, näiteks smtp.example.org."));

    public static SettingFault NotEncrypted(Setting<string> host, Setting<SubmissionTls> tls) => new("tls-none", "tls", "none", new(
        $"The connection to \"{host.Value}\" would not be encrypted (card of user {tls.Source.User}); password and mail could be read on the way. Choose STARTTLS (port 587) or SSL (port 465).",
        $"Ühendus serveriga \"{host.Value}\" oleks krüptimata (kasutaja {tls.Source.User} kaart); parooli ja kirja saaks tee peal lugeda. Valige STARTTLS (port 587) või SSL (port 465)."));

    public static SettingFault UsernameMissing(UserCard card, SettingSource source) => new("username-missing", "username", null, new(
        $"The card of {Who(source)} has a password without a user name; a password is never used with another card's user name. Fill in the user name, usually the e-mail address, or remove the password.",
        $"{WhoEt(source)} kaardil on parool ilma kasutajanimeta; parooli ei kasutata kunagi teise kaardi kasutajanimega. Täitke kasutajanimi, enamasti e-posti aadress, või eemaldage parool."));

    public static SettingFault PasswordMissing(UserCard card, SettingSource source) => new("password-missing", "password", null, new(
        $"The card of {Who(source)} has the user name \"{card.Username}\" without a password; another card's password is never used with it. Enter the password, or remove the user name.",
        $"{WhoEt(source)} kaardil on kasutajanimi \"{card.Username}\" ilma paroolita; teise kaardi parooli sellega ei kasutata. Sisestage parool või eemaldage kasutajanimi."));

    public static SettingFault PasswordElsewhere(string given, Setting<string> host, SettingSource source) => new("password-elsewhere", "password", null, new(
        $"The password of {Who(source)} was entered for the server \"{given}\", but mail goes to \"{host.Value}\" now (card of user {host.Source.User}); it is not sent there. Enter the password for the new server, or name the old server on this card.",
        $"{WhoEt(source)} parool sisestati serveri \"{given}\" jaoks, aga kirjad lähevad nüüd serverisse \"{host.Value}\" (kasutaja {host.Source.User} kaart); sinna seda ei saadeta. Sisestage uue serveri parool või kirjutage endine server sellele kaardile."));

    public static SettingFault OperatorHost(OperatorServerOptions server) => new("operator-server", $"{OperatorServerOptions.Section}:Host", server.Host, new(
        $"The operator's server ({OperatorServerOptions.Section}:Host) is \"{server.Host}\", which is no host name; nothing can be sent by it. The operator has to name it in the configuration.",
        $"Operaatori server ({OperatorServerOptions.Section}:Host) on \"{server.Host}\", mis ei ole serveri nimi; selle kaudu ei saa saata. Operaator peab selle seadistusfailis määrama."));

    private static string Who(SettingSource source) => source.Kind == SettingPlace.BaseUser ? $"the base user {source.User}" : $"user {source.User}";

    private static string WhoEt(SettingSource source) => source.Kind == SettingPlace.BaseUser ? $"Baaskasutaja {source.User}" : $"Kasutaja {source.User}";
}
