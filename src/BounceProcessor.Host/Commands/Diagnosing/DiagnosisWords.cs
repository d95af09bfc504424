using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Reasons;

namespace BounceProcessor.Host.Commands.Diagnosing;

/// <summary>The words of <c>diagnose</c>'s text output.</summary>
internal static class DiagnosisWords
{
    public static readonly LocalizedText NoRecipient = new("(no recipient named)", "(saajat ei nimetata)");
    public static readonly LocalizedText HeadersOnly = new("above the size limit, only the headers were read", "üle suurusepiiri, loeti ainult päised");
    public static readonly LocalizedText ToldBy = new("told by", "tunnus");
    public static readonly LocalizedText ReportedBy = new("reported by", "teavitas");
    public static readonly LocalizedText ForwardedTo = new("forwarded to", "edastati aadressile");
    public static readonly LocalizedText DirectoryName = new("stands for", "tähistab");
    public static readonly LocalizedText Reason = new("reason", "põhjus");
    public static readonly LocalizedText SeverityLabel = new("severity", "raskus");
    public static readonly LocalizedText Advice = new("advice", "soovitus");
    public static readonly LocalizedText FixerLabel = new("can fix it", "saab parandada");
    public static readonly LocalizedText Codes = new("codes", "koodid");
    public static readonly LocalizedText RefusedBy = new("refused by", "keeldus");
    public static readonly LocalizedText ServerSaid = new("server said", "serveri sõnad");
    public static readonly LocalizedText Evidence = new("evidence", "tõend");
    public static readonly LocalizedText Overruled = new("overruled", "kõrvale jäi");
    public static readonly LocalizedText TwoCodes = new("two codes", "kaks koodi");
    public static readonly LocalizedText FurtherDown = new("a rule further up was first", "eespool olev reegel jõudis ette");
    public static readonly LocalizedText Authentication = new("checked", "kontrolliti");
    public static readonly LocalizedText Original = new("sent mail", "saadetud kiri");
    public static readonly LocalizedText ConfidenceLabel = new("confidence", "kindlus");
    public static readonly LocalizedText From = new("from", "saatja");
    public static readonly LocalizedText To = new("to", "saaja");
    public static readonly LocalizedText Status = new("status", "olek");
    public static readonly LocalizedText Reply = new("reply", "vastus");

    /// <summary>What arrived.</summary>
    public static LocalizedText Of(MailKind kind) => kind switch
    {
        MailKind.Failure => new("delivery failed", "kiri ei jõudnud kohale"),
        MailKind.Delay => new("delivery is delayed", "hilinemisteade"),
        MailKind.Relayed => new("passed on, no further reports", "edasi antud, rohkem teateid ei tule"),
        MailKind.Delivered => new("delivered", "kohale toimetatud"),
        MailKind.Expanded => new("sent on to the members of a list", "edasi saadetud loendi liikmetele"),
        MailKind.AutoReply => new("automatic reply", "automaatvastus"),
        MailKind.Complaint => new("marked as spam by the recipient", "saaja märkis rämpspostiks"),
        MailKind.Challenge => new("asks the sender to confirm", "palub saatjal end kinnitada"),
        MailKind.Receipt => new("read receipt", "lugemiskinnitus"),
        MailKind.Reply => new("a person's reply", "inimese vastus"),
        MailKind.Unreadable => new("unreadable", "loetamatu"),
        _ => new("ordinary mail", "tavaline kiri"),
    };

    /// <summary>What was done for one recipient.</summary>
    public static LocalizedText Of(RecipientAction action) => action switch
    {
        RecipientAction.Failed => new("failed", "ei jõudnud kohale"),
        RecipientAction.Delayed => new("delayed", "hilineb"),
        RecipientAction.Delivered => new("delivered", "kohale toimetatud"),
        RecipientAction.Relayed => new("passed on", "edasi antud"),
        _ => new("sent on to several", "edasi saadetud mitmele"),
    };

    /// <summary>What it means for the next mail.</summary>
    public static LocalizedText Of(Severity severity) => severity switch
    {
        Severity.Hard => new("hard: this address will not work", "püsiv: see aadress ei tööta"),
        Severity.Soft => new("soft: the same mail may get through later", "ajutine: sama kiri võib hiljem kohale jõuda"),
        Severity.Block => new("block: the address may be fine, the mail was refused", "keeldumine: aadress võib olla õige, kirjast keelduti"),
        Severity.Delay => new("delay: not final yet", "viivitus: veel pole lõplik"),
        _ => new("review: a person has to look", "ülevaatamiseks: inimene peab otsustama"),
    };

    /// <summary>Who can do something.</summary>
    public static LocalizedText Of(Fixer fixer) => fixer switch
    {
        Fixer.Sender => new("the sender", "kirja saatja"),
        Fixer.Recipient => new("the recipient or the recipient's IT", "saaja või saaja IT"),
        Fixer.OurPostmaster => new("our postmaster", "meie postiserveri haldur"),
        Fixer.OurAdmin => new("our mail settings' administrator", "meie meiliseadete haldur"),
        Fixer.OurDevelopers => new("our developers", "meie arendajad"),
        Fixer.Provider => new("the provider of the sending account", "saatja konto teenusepakkuja"),
        Fixer.Support => new("support", "kasutajatugi"),
        _ => new("nobody, it passes", "mitte keegi, see möödub"),
    };

    /// <summary>How sure the verdict is.</summary>
    public static LocalizedText Of(Confidence confidence) => confidence switch
    {
        Confidence.High => new("high", "suur"),
        Confidence.Medium => new("medium", "keskmine"),
        _ => new("low", "väike"),
    };

    /// <summary>Why something of this step was overruled by something of an earlier one.</summary>
    public static LocalizedText Weaker(VerdictStep step) => step switch
    {
        VerdictStep.Provider => new("an operator's rule goes first", "oma reegel on tähtsam"),
        VerdictStep.Words => new("the provider's own wording goes before words that anybody uses", "teenusepakkuja enda sõnastus on üldisest tähtsam"),
        VerdictStep.TextCode => new("words go before a code", "sõnad on koodist tähtsamad"),
        VerdictStep.QueueWords => new("the last reply goes before the words of giving up", "viimane vastus on loobumise sõnadest tähtsam"),
        VerdictStep.StatusField => new("the refusing server's words go before the Status field", "keeldunud serveri sõnad on oleku väljast tähtsamad"),
        VerdictStep.Hint => new("vague words go after surer signs", "ebamäärased sõnad jäävad kindlamate märkide taha"),
        VerdictStep.QueueEnded => new("any words go before the end of the queue's time", "igad sõnad on järjekorra aja lõpust tähtsamad"),
        VerdictStep.ReplyCode => new("a reply code alone says little", "vastuskood üksi ütleb vähe"),
        _ => new("a code that means several things goes last", "mitme tähendusega kood jääb viimaseks"),
    };

    /// <summary>Why one of two codes was taken.</summary>
    public static LocalizedText Of(StatusPreference because) => because switch
    {
        StatusPreference.AgreesWithReply => new("taken: the one whose class agrees with the reply", "võeti see, mille klass sobib vastuskoodiga"),
        StatusPreference.FieldWithoutDetail => new("taken: the words', for the field ends in .0", "võeti sõnade oma, sest välja oma lõpeb .0-ga"),
        StatusPreference.MoreDetailed => new("taken: the field's, for the words' ends in .0", "võeti välja oma, sest sõnade oma lõpeb .0-ga"),
        StatusPreference.OtherIsWeak => new("taken: the field's, for servers use the other for anything", "võeti välja oma, sest teist kasutatakse kõige kohta"),
        _ => new("taken: the words', the refusing server's own", "võeti sõnade oma, keeldunud serveri enda kood"),
    };

    /// <summary>Where the matched words stood; an unknown place is named as it is.</summary>
    public static LocalizedText Place(string matchedIn) => matchedIn switch
    {
        "diagnostic" => new("in the server's words", "serveri sõnades"),
        "notice" => new("in the words of the notice", "teate tekstis"),
        "status" => new("in the status", "olekukoodis"),
        "reply" => new("in the reply code", "vastuskoodis"),
        "queue" => new("in the queue's lifetime", "järjekorra tähtajas"),
        _ => new($"in {matchedIn}", $"({matchedIn})"),
    };
}
