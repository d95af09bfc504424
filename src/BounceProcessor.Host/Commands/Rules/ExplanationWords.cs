using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;

namespace BounceProcessor.Host.Commands.Rules;

/// <summary>The words that <c>rules explain</c> has beside those of <c>diagnose</c>.</summary>
internal static class ExplanationWords
{
    public static readonly LocalizedText Support = new("for support", "kasutajatoele");
    public static readonly LocalizedText RefusedAt = new("refused at", "keelduti käsul");
    public static readonly LocalizedText DecidedBy = new("decided by", "otsustas");
    public static readonly LocalizedText Rule = new("rule", "reegel");
    public static readonly LocalizedText LineOfFile = new("line", "rida");
    public static readonly LocalizedText Source = new("source", "allikas");
    public static readonly LocalizedText Matched = new("matched", "leitud sõnad");
    public static readonly LocalizedText WhichCheck = new("which check cannot be told", "milline kontroll, ei selgu");
    public static readonly LocalizedText Identity = new("identity", "identiteet");
    public static readonly LocalizedText Domain = new("domain", "domeen");
    public static readonly LocalizedText Ip = new("IP address", "IP-aadress");
    public static readonly LocalizedText By = new("by", "kontrollis");

    /// <summary>What kind of evidence decided.</summary>
    public static LocalizedText Of(VerdictStep step) => step switch
    {
        VerdictStep.Operator => new("a rule of the operator", "oma reegel"),
        VerdictStep.Provider => new("a rule of the provider that refused", "keeldunud teenusepakkuja reegel"),
        VerdictStep.Words => new("a rule on words that many servers use", "üldiste sõnade reegel"),
        VerdictStep.TextCode => new("the code in the server's words", "kood serveri sõnades"),
        VerdictStep.QueueWords => new("words of a server that gave up", "loobunud serveri sõnad"),
        VerdictStep.StatusField => new("the Status field", "oleku väli"),
        VerdictStep.Hint => new("vague words, for want of better", "ebamäärased sõnad, parema puudumisel"),
        VerdictStep.QueueEnded => new("the end of the queue's time", "järjekorra aja lõpp"),
        VerdictStep.ReplyCode => new("the reply code alone", "ainult vastuskood"),
        VerdictStep.GeneralCode => new("a code that means several things", "mitme tähendusega kood"),
        _ => new("nothing: no rule and no code speaks", "miski ei otsustanud: ükski reegel ega kood ei kõnele"),
    };
}
