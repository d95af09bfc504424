using BounceProcessor.Diagnosis;

namespace BounceProcessor.Sending.Connecting;

/// <summary>What servers say to MAIL FROM.</summary>
internal static class SenderReplies
{
    public static readonly IReadOnlyList<ReplyMeaning> All =
    [
        new(550, "5.7.30", null, new("Microsoft takes no user name and password for sending any more", "Microsoft ei võta saatmiseks enam kasutajanime ja parooli vastu"), MicrosoftWords.UseOAuth),
        new(530, "5.7.57", null,
            new("Exchange wants a sign-in before it takes mail, and nobody signed in", "Exchange tahab enne kirja vastuvõtmist sisselogimist, kuid keegi ei loginud sisse"),
            new($"{MicrosoftWords.UseOAuth.En}; and check that the port is 587 with STARTTLS", $"{MicrosoftWords.UseOAuth.Et}; ja kontrollige, et port on 587 ja SSL/TLS on STARTTLS")),
        new(null, "5.7.60", null, NotYours, GiveSendAs),
        new(null, null, "SendAsDenied", NotYours, GiveSendAs),
        new(554, "5.2.0", null, NotYours, GiveSendAs),
        new(null, "4.2.0", "STOREDRV", new("Exchange does not open the mailbox \"{User}\"", "Exchange ei ava postkasti \"{User}\""), MicrosoftWords.ApplicationSteps),
        new(530, null, "STARTTLS",
            new("the server takes mail over an encrypted connection only", "server võtab kirju vastu ainult krüptitud ühenduses"),
            new("set SSL/TLS to STARTTLS (port 587) or SSL (port 465)", "valige SSL/TLS väärtuseks STARTTLS (port 587) või SSL (port 465)")),
        new(530, null, null,
            new("the server wants a sign-in before it takes mail", "server tahab enne kirja vastuvõtmist sisselogimist"),
            new("write user name and password on the card", "kirjutage kaardile kasutajanimi ja parool")),
        new(553, "5.7.1", null, NotYours,
            new("use the user's own address as sender, or have who runs the server allow \"{User}\" to send as \"{Sender}\"", "kasutage saatjana kasutaja enda aadressi või laske serveri halduril lubada kasutajal \"{User}\" saata aadressilt \"{Sender}\"")),
        new(550, "5.7.1", null,
            new("the server does not let \"{User}\" send from \"{Sender}\"", "server ei luba kasutajal \"{User}\" saata aadressilt \"{Sender}\""),
            new("use the user's own address as sender, or ask who runs the server", "kasutage saatjana kasutaja enda aadressi või küsige serveri haldajalt")),
        new(null, "5.1.8", null,
            new("the server does not accept the domain of \"{Sender}\": it has no mail server in the DNS", "server ei võta aadressi \"{Sender}\" domeeni vastu: sellel pole DNS-is meiliserverit"),
            new("check the spelling of the address, and the MX record of its domain", "kontrollige aadressi kirjapilti ja domeeni MX-kirjet")),
        new(null, "5.1.7", null,
            new("the server does not accept the address \"{Sender}\" as it is written", "server ei võta aadressi \"{Sender}\" sellisel kujul vastu"),
            new("check the spelling of the address", "kontrollige aadressi kirjapilti")),
        new(553, null, null,
            new("the server does not accept \"{Sender}\" as sender", "server ei võta saatjat \"{Sender}\" vastu"),
            new("use an address of the mailbox that signs in, or ask who runs the server", "kasutage sisseloginud postkasti aadressi või küsige serveri haldajalt")),
        new(452, null, null,
            new("the server has no room, or too many mails of yours, just now", "serveril pole praegu ruumi või on teilt liiga palju kirju"),
            new("wait and try again", "oodake ja proovige uuesti")),
    ];

    /// <summary>Meanings with the event address as the sender: then it is that address which is at fault, not the user's.</summary>
    public static readonly LocalizedText KeepOwnAddress = new(
        "set where bounces come home (Põrgete tagasitulek) to the user's own address or mailbox, or have who runs the server allow \"{User}\" to send as \"{Sender}\"",
        "seadke põrgete tagasitulekuks kasutaja enda aadress või postkast või laske serveri halduril lubada kasutajal \"{User}\" saata aadressilt \"{Sender}\"");

    private static LocalizedText NotYours => new(
        "the server does not let \"{User}\" send as \"{Sender}\"", "server ei luba kasutajal \"{User}\" saata aadressilt \"{Sender}\"");

    private static LocalizedText GiveSendAs => new(
        "use the address of the mailbox that signs in, or give the right in Exchange Online PowerShell: Add-RecipientPermission -Identity {Sender} -Trustee {User} -AccessRights SendAs",
        "kasutage sisseloginud postkasti aadressi või andke õigus Exchange Online PowerShellis: Add-RecipientPermission -Identity {Sender} -Trustee {User} -AccessRights SendAs");
}
