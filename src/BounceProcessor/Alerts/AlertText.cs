using System.Globalization;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;

namespace BounceProcessor.Alerts;

/// <summary>What alerts say. The pages have words of their own for titles and advice; these stand in the event's content, history and log.</summary>
internal static class AlertText
{
    private static readonly CultureInfo Estonian = CultureInfo.GetCultureInfo("et");

    /// <summary>One line.</summary>
    public static LocalizedText Title(string condition, string mailbox) => condition switch
    {
        AlertCondition.PollSilence => new($"Mailbox \"{mailbox}\" is not being polled", $"Postkasti „{mailbox}“ ei loeta"),
        AlertCondition.BounceSilence => new($"No bounces come into mailbox \"{mailbox}\"", $"Postkasti „{mailbox}“ ei tule põrkeid"),
        AlertCondition.CanaryLost => new($"A test mail's bounce did not come home to mailbox \"{mailbox}\"", $"Proovikirja põrge ei jõudnud postkasti „{mailbox}“"),
        AlertCondition.CanaryRefused => new($"The sending server refused the test mail of mailbox \"{mailbox}\"", $"Saatev server keeldus postkasti „{mailbox}“ proovikirjast"),
        AlertCondition.CanaryUnsent => new($"The test mail of mailbox \"{mailbox}\" could not be sent", $"Postkasti „{mailbox}“ proovikirja ei saanud saata"),
        AlertCondition.SignInRefused => new($"Sending server {mailbox} refuses the sign-in", $"Saatev server {mailbox} ei luba sisse logida"),
        AlertCondition.ServerNotPublic => new($"Sending server {mailbox} is inside the operator's network", $"Saatev server {mailbox} on operaatori sisevõrgus"),
        AlertCondition.ServerSetUp => new($"Sending server {mailbox} cannot be used as it is set up", $"Saatvat serverit {mailbox} ei saa praeguste seadetega kasutada"),
        _ => new($"A storm of bounces in mailbox \"{mailbox}\"", $"Postkasti „{mailbox}“ tabas põrgete torm"),
    };

    /// <summary>How serious it is: something of ours does not work, or somebody has to look.</summary>
    public static Severity Severity(string condition) =>
        condition is AlertCondition.BounceSilence or AlertCondition.Storm ? Diagnosis.Reasons.Severity.Review : Diagnosis.Reasons.Severity.Block;

    /// <summary>Who can do something about it.</summary>
    public static Fixer Fixer(string condition) => condition switch
    {
        AlertCondition.PollSilence => Diagnosis.Reasons.Fixer.OurAdmin,
        AlertCondition.Storm => Diagnosis.Reasons.Fixer.Support,
        _ => Diagnosis.Reasons.Fixer.OurPostmaster,
    };

    public static LocalizedText PollSilence(string mailbox, TimeSpan silent, DateTimeOffset? last, string? fault) => new(
        $"Mailbox \"{mailbox}\" has not been polled successfully for {Span(silent)}{(last is { } at ? $", the last time on {Time(at)}" : "")}. {Said("The last run ended with", fault)}It is tried again on its schedule; bounces stay in the mailbox until then. Run: bounceproc mailbox test \"{mailbox}\"",
        $"Postkasti „{mailbox}“ ei ole {EstonianSpan(silent)} jooksul õnnestunud lugeda{(last is { } then ? $", viimati õnnestus see {Time(then)}" : "")}. {Said("Viimane lugemine lõppes veaga", fault)}Uus katse tehakse ajakava järgi; seni jäävad põrked postkasti. Käivita: bounceproc mailbox test \"{mailbox}\"");

    public static LocalizedText Polled(DateTimeOffset at) => new($"Polled successfully on {Time(at)}.", $"Lugemine õnnestus {Time(at)}.");

    public static LocalizedText BounceSilence(string mailbox, TimeSpan span, DateTimeOffset? last) => new(
        $"No bounce has come into mailbox \"{mailbox}\" for {Span(span)}, although some came in each of the three such times before{(last is { } at ? $", the last on {Time(at)}" : "")}. The mailbox is polled successfully. Check that mail still leaves with the event address as its envelope sender, that the address still leads to this mailbox, and that no filter takes the bounces away.",
        $"Postkasti „{mailbox}“ ei ole {EstonianSpan(span)} jooksul tulnud ühtegi põrget, kuigi kolmes eelmises sama pikas ajavahemikus neid tuli{(last is { } then ? $", viimati {Time(then)}" : "")}. Postkasti lugemine õnnestub. Kontrolli, kas kirjad lähevad endiselt välja sündmuste aadressiga ümbrikusaatjana, kas see aadress viib endiselt sellesse postkasti ja kas mõni filter ei võta põrkeid ära.");

    public static LocalizedText NothingCameBack(string mailbox, TimeSpan span, SentCount sent) => new(
        $"{Number(sent.SentNow)} mails went out in {Span(span)} and none has bounced into mailbox \"{mailbox}\". Of {Number(sent.SentBefore)} mails in the three such times before, {Number(sent.ReturnedBefore)} came back, so about {Number((long)sent.Expected)} would have been likely. The mailbox is polled successfully. Check that mail still leaves with the event address as its envelope sender (the sender mode of the users), that the address still leads to this mailbox, and that no filter takes the bounces away.",
        $"{EstonianSpan(span)} jooksul läks välja {EstonianNumber(sent.SentNow)} kirja ja postkasti „{mailbox}“ ei ole tulnud ühtegi põrget. Kolmes eelmises sama pikas ajavahemikus tuli {EstonianNumber(sent.SentBefore)} kirjast tagasi {EstonianNumber(sent.ReturnedBefore)}, seega oleks oodata umbes {EstonianNumber((long)sent.Expected)} põrget. Postkasti lugemine õnnestub. Kontrolli, kas kirjad lähevad endiselt välja sündmuste aadressiga ümbrikusaatjana (kasutajate meili saatja), kas see aadress viib endiselt sellesse postkasti ja kas mõni filter ei võta põrkeid ära.");

    public static LocalizedText BounceCame(DateTimeOffset at) => new($"A bounce came on {Time(at)}.", $"Põrge tuli {Time(at)}.");

    public static LocalizedText CanaryLost(Canary canary) => new(
        $"The test mail sent on {Time(canary.SentAt)} to {canary.Recipient} ({canary.MessageId}) has not bounced into mailbox \"{canary.Mailbox}\" by {Time(canary.HomeBy)}, although the mailbox was polled after that. Real bounces may be getting lost as well. Check in the sending server's log what became of it (\"{canary.Answer}\"), that {canary.Recipient} does not exist, and that the event address leads to this mailbox.",
        $"Proovikiri, mis saadeti {Time(canary.SentAt)} aadressile {canary.Recipient} ({canary.MessageId}), ei ole {Time(canary.HomeBy)}-ks postkasti „{canary.Mailbox}“ tagasi jõudnud, kuigi postkasti loeti pärast seda. Kaduda võivad ka päris põrked. Vaata saatva serveri logist, mis kirjast sai („{canary.Answer}“), kontrolli, et aadressi {canary.Recipient} ei oleks olemas ja et sündmuste aadress viiks sellesse postkasti.");

    public static LocalizedText CanaryHome(Canary canary, DateTimeOffset homeAt) => new(
        $"The bounce of the test mail sent on {Time(canary.SentAt)} came home after {Span(homeAt - canary.SentAt)}.",
        $"Proovikirja, mis saadeti {Time(canary.SentAt)}, põrge jõudis koju {EstonianSpan(homeAt - canary.SentAt)} pärast.");

    public static LocalizedText CanaryAccepted(Canary canary) => new(
        $"The sending server accepted the test mail of {Time(canary.SentAt)}.", $"Saatev server võttis {Time(canary.SentAt)} saadetud proovikirja vastu.");

    public static LocalizedText CanaryRefused(Canary canary, string server, bool isRecipient) => new(
        $"{server} refused the test mail to {canary.Recipient} at once ({canary.Answer}), so nothing will bounce and nothing was tested. {(isRecipient ? "Set Alerts:Canary:Recipient to an address that this server accepts and that bounces later, for example a bad address at another provider." : "Check that this server lets the event address send, and Alerts:Canary:Username.")} It is tried again on schedule.",
        $"{server} keeldus proovikirjast aadressile {canary.Recipient} kohe ({canary.Answer}), seega midagi ei tagastata ja midagi ei kontrollitud. {(isRecipient ? "Kirjuta sättesse Alerts:Canary:Recipient aadress, mille see server vastu võtab ja mis tagastatakse hiljem, näiteks olematu aadress teise teenusepakkuja juures." : "Kontrolli, kas see server lubab sündmuste aadressil saata, ja sätet Alerts:Canary:Username.")} Uus katse tehakse ajakava järgi.");

    public static LocalizedText CanaryUnsent(Canary canary, string server) => new(
        $"The test mail to {canary.Recipient} could not be handed to {server}: {canary.Answer}. Nothing was tested; it is tried again on schedule. Check Alerts:Canary:Host, Port, Tls, Username and Password, and the server.",
        $"Proovikirja aadressile {canary.Recipient} ei saanud serverile {server} üle anda: {canary.Answer}. Midagi ei kontrollitud; uus katse tehakse ajakava järgi. Kontrolli sätteid Alerts:Canary:Host, Port, Tls, Username ja Password ning serverit ennast.");

    public static LocalizedText Storm(string mailbox, long bounces, TimeSpan within) => new(
        $"{bounces.ToString("N0", CultureInfo.InvariantCulture)} bounces came into mailbox \"{mailbox}\" within {Span(within)}. All are being filed; no other alert is raised for them. Look at the list for what they have in common (reason, domain, sender), and stop the mass mail or the misuse that causes them.",
        $"Postkasti „{mailbox}“ tuli {EstonianSpan(within)} jooksul {bounces.ToString("N0", Estonian)} põrget. Need kõik salvestatakse; teist häiret nende kohta ei tõsteta. Vaata nimekirjast, mis on neil ühist (põhjus, domeen, saatja), ja peata masspostitus või väärkasutus, mis neid põhjustab.");

    public static LocalizedText StormOver(TimeSpan quiet) => new($"The storm has been over for {Span(quiet)}.", $"Torm on olnud läbi {EstonianSpan(quiet)}.");

    public static LocalizedText NotConfigured { get; } =
        new("The mailbox is no longer in the configuration.", "Seda postkasti seadistuses enam ei ole.");

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string EstonianNumber(long number) => number.ToString("N0", Estonian);

    /// <summary>A time in words, to two units.</summary>
    public static string Span(TimeSpan span) => Words(span, "d", "h", "min", "s");

    private static string EstonianSpan(TimeSpan span) => Words(span, "päeva", "tunni", "minuti", "sekundi");

    private static string Words(TimeSpan span, string days, string hours, string minutes, string seconds)
    {
        (int Amount, string Unit)[] parts =
            [((int)span.TotalDays, days), (span.Hours, hours), (span.Minutes, minutes), (span.Seconds, seconds)];
        var words = parts.SkipWhile(part => part.Amount == 0).Take(2).Where(part => part.Amount != 0)
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Amount} {part.Unit}"));
        return string.Join(' ', words.DefaultIfEmpty($"0 {seconds}"));
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Said(string words, string? fault) => string.IsNullOrWhiteSpace(fault) ? "" : $"{words}: {fault.Trim()} ";
}
