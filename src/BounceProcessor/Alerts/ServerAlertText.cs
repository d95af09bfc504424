using System.Globalization;

using BounceProcessor.Diagnosis;

namespace BounceProcessor.Alerts;

/// <summary>The words of alerts about sending servers that only people can mend: what is the matter, what happens now, what to do.</summary>
internal static class ServerAlertText
{
    private const string NetworksSetting = "Sending:Connecting:AllowedNetworks";

    private static readonly CultureInfo Estonian = CultureInfo.GetCultureInfo("et");

    /// <summary>No mail waits for the server any more.</summary>
    public static LocalizedText NothingWaits { get; } = new("No mail waits for this server any more.", "Ükski kiri ei oota enam selle serveri taga.");

    /// <summary>Why the server cannot be used.</summary>
    public static LocalizedText Of(UnusableServer server) => server.Condition switch
    {
        AlertCondition.ServerNotPublic => NotPublic(server),
        AlertCondition.ServerSetUp => SetUp(server),
        _ => SignInRefused(server),
    };

    /// <summary>It does not fail like that any more.</summary>
    public static LocalizedText Over(string condition) => condition switch
    {
        AlertCondition.ServerNotPublic => new("The server's address is not refused any more.", "Serveri aadressist enam ei keelduta."),
        AlertCondition.ServerSetUp => new("The settings do not keep the server from being used any more.", "Seaded ei takista enam serveri kasutamist."),
        _ => new("The server does not refuse the sign-in any more.", "Server lubab jälle sisse logida."),
    };

    private static LocalizedText NotPublic(UnusableServer server) => new(
        $"{server.Server} has an address inside the operator's network ({server.Reply}). The server was not connected to, and no sign-in was tried. {Waiting(server).En} Write a server of the public internet on the user card; or, if customers' servers may stand there, the operator allows the address: {NetworksSetting}. \"Send now\" in the outbox tries at once.",
        $"Serveri {server.Server} aadress on operaatori sisevõrgus ({server.Reply}). Serveriga ei ühendatud ja sisse logida ei proovitud. {Waiting(server).Et} Kirjuta kasutaja kaardile avaliku interneti server; kui klientide serverid tohivad seal olla, lubab operaator aadressi sättega {NetworksSetting}. „Saada kohe“ väljuvate kirjade all proovib kohe.");

    private static LocalizedText SetUp(UnusableServer server) => new(
        $"{server.Server} cannot be used as it is set up ({server.Reply}). No sign-in was tried. {Waiting(server).En} Check server, port and SSL/TLS of the user (bounceproc sender test, or the button on the user card): it says what to do. \"Send now\" in the outbox tries at once.",
        $"Serverit {server.Server} ei saa praeguste seadetega kasutada ({server.Reply}). Sisse logida ei proovitud. {Waiting(server).Et} Kontrolli kasutaja serverit, porti ja SSL/TLS-i (bounceproc sender test või nupp kasutaja kaardil): see ütleb, mida teha. „Saada kohe“ väljuvate kirjade all proovib kohe.");

    private static LocalizedText SignInRefused(UnusableServer server) => new(
        $"{server.Server} refused the sign-in ({server.Reply}). {Waiting(server).En} It is asked rarely, since accounts are locked after some tries. Try the mail settings of the user (bounceproc sender test, or the button on the user card): it says what is wrong. A corrected password counts at the next try, and \"send now\" in the outbox tries at once.",
        $"{server.Server} ei lubanud sisse logida ({server.Reply}). {Waiting(server).Et} Proovitakse harva, sest pärast mõnda katset konto lukustatakse. Proovi kasutaja meiliseadeid (bounceproc sender test või nupp kasutaja kaardil): see ütleb, mis on valesti. Parandatud parool kehtib järgmisel katsel ja „saada kohe“ väljuvate kirjade all proovib kohe.");

    private static LocalizedText Waiting(UnusableServer server)
    {
        var isMore = server.Waiting == UnusableServer.MostCounted;
        var next = server.RestUntil.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        return new(
            $"Mails that wait for it: {server.Waiting.ToString("N0", CultureInfo.InvariantCulture)}{(isMore ? " or more" : "")}; they are sent when it works again. It is asked again at {next}.",
            $"Selle taga ootavaid kirju: {server.Waiting.ToString("N0", Estonian)}{(isMore ? " või rohkem" : "")}; need saadetakse, kui server jälle töötab. Uus katse on {next}.");
    }
}
