using System.Buffers;
using BounceProcessor.Diagnosis.Reading.Formats;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>Tells apart the mails that report no delivery: complaints, receipts, automatic answers, challenges, answers of people, the rest.</summary>
internal static class KindTeller
{
    private static readonly SearchValues<string> AutoSubjects = Words.Phrases(
        "out of office", "out of the office", "automatic reply", "auto reply", "autoreply", "auto-reply", "auto:", "automated reply", "automatic response", "autoresponse", "auto response",
        "away from", "on vacation", "vacation reply", "vacation:", "i am away", "i'm away", "on holiday", "automatisch", "abwesenheit", "abwesend", "absence du bureau", "réponse automatique",
        "respuesta automática", "fuera de la oficina", "risposta automatica", "fuori ufficio", "automaatvastus", "kontorist väljas", "puhkusel", "poissaolo", "automaattinen vastaus",
        "автоматический ответ", "автоответ", "нет на месте", "automātiskā atbilde", "automatinis atsakymas", "autosvar", "automatiskt svar", "frånvaro", "automatyczna odpowiedź",
        "autoodpowiedź", "poza biurem", "自動返信", "自動応答", "ticket received", "we received your", "thank you for contacting", "your request has been received");

    private static readonly SearchValues<string> Challenges = Words.Phrases(
        "confirm that you are a human", "verify that you are a real", "that you are a real live human", "confirm that you are a person", "to confirm that you are",
        "requires confirmation before", "confirmation verifies that your message", "to release your message for delivery", "reply to this message to confirm", "reply to this email to verify", "message requires that you verify", "prove that you are human", "not yet in my whitelist", "palun kinnitage, et olete", "verify that you are not a spammer", "challenge-response", "confirm your email by", "click the link below to deliver", "spamarrest", "boxbe",
        "please confirm your message", "verify your message", "must be confirmed before", "confirmation required to deliver", "sender verification", "your message is being held", "is waiting for your confirmation");

    private static readonly string[] AutoHeaders = ["X-Autoreply", "X-Autorespond", "X-Mail-Autoreply", "X-Auto-Reply-From", "X-AutoReply-From"];

    /// <summary>Kinds that are certain by their form, so that no word in them can make them a failure.</summary>
    public static MailReading? IsNoFailure(MailParts mail, Notice notice)
    {
        var report = mail.ReportType;
        if (report is "feedback-report" || mail.Parts.Any(part => part is { MessageDepth: 0, MediaType: "message/feedback-report" }))
        {
            return Of(MailKind.Complaint, "message/feedback-report part");
        }

        if (report is "disposition-notification" || mail.Parts.Any(part => part is { MessageDepth: 0, MediaType: "message/disposition-notification" }))
        {
            return Of(MailKind.Receipt, "message/disposition-notification part");
        }

        var headers = mail.Headers;
        var failed = headers.Has("X-Failed-Recipients") || report is "delivery-status" || mail.Parts.Any(part => part.IsDeliveryStatus && part.MessageDepth == 0);
        if (failed || MailingListNotice.Refuses(mail, notice))
        {
            return null;
        }

        // Hotmail's complaints are older than ARF: the mail complained about, with one header added.
        if (headers.Has("X-HmXmrOriginalRecipient") || mail.Parts.Any(part => part.Message?.Has("X-HmXmrOriginalRecipient") == true))
        {
            return Of(MailKind.Complaint, "X-HmXmrOriginalRecipient header");
        }

        if (IsChallenge(mail, notice))
        {
            return Of(MailKind.Challenge, "words that ask the sender to confirm");
        }

        if (AutoHeader(headers) is { } name && !PlainNotice.IsMailSystem(mail))
        {
            return Of(MailKind.AutoReply, name + " header");
        }

        // Exim and Postfix write auto-replied on bounces, so the header alone proves nothing; a person's or an absent sender's does.
        var auto = headers.Value("Auto-Submitted") is { } value && value.StartsWith("auto-replied", StringComparison.OrdinalIgnoreCase);
        if (auto && !PlainNotice.IsMailSystem(mail))
        {
            return Of(MailKind.AutoReply, "Auto-Submitted: auto-replied from a sender that is no mail system");
        }

        if (notice.Subject.AsSpan().ContainsAny(AutoSubjects) && !PlainNotice.IsMailSystem(mail))
        {
            return Of(MailKind.AutoReply, "subject of an automatic answer");
        }

        return IsAnswer(mail, notice) ? Of(MailKind.Reply, "answers another mail, from a person's address") : null;
    }

    /// <summary>The kind of a mail that reports nothing.</summary>
    public static MailReading Tell(MailParts mail, Notice notice)
    {
        var headers = mail.Headers;
        if (headers.Value("Auto-Submitted") is { } value && !value.StartsWith("no", StringComparison.OrdinalIgnoreCase))
        {
            return value.StartsWith("auto-replied", StringComparison.OrdinalIgnoreCase)
                ? Of(MailKind.AutoReply, "Auto-Submitted: " + Words.Fold(value, 60))
                : Of(MailKind.Other, "Auto-Submitted: " + Words.Fold(value, 60));
        }

        if (notice.Subject.AsSpan().ContainsAny(AutoSubjects) || AutoHeader(headers) is not null)
        {
            return Of(MailKind.AutoReply, "subject or header of an automatic answer");
        }

        if (headers.Value("Precedence")?.Contains("auto_reply", StringComparison.OrdinalIgnoreCase) == true)
        {
            return Of(MailKind.AutoReply, "Precedence: auto_reply");
        }

        return headers.Has("In-Reply-To") || notice.Subject.StartsWith("Re:", StringComparison.OrdinalIgnoreCase)
            ? Of(MailKind.Reply, "answers another mail")
            : Of(MailKind.Other, "nothing in it reports a delivery");
    }

    private static bool IsChallenge(MailParts mail, Notice notice) => notice.Folded.AsSpan().ContainsAny(Challenges)
        && (mail.Headers.Has("In-Reply-To") || mail.Headers.Has("References") || mail.Headers.Has("Auto-Submitted") || PlainNotice.SentByMachine(mail)
            || notice.Subject.Contains("verif", StringComparison.OrdinalIgnoreCase) || notice.Subject.Contains("confirm", StringComparison.OrdinalIgnoreCase));

    private static bool IsAnswer(MailParts mail, Notice notice) =>
        !PlainNotice.IsMailSystem(mail) && !PlainNotice.SentByMachine(mail)
        && (mail.Headers.Has("In-Reply-To") || notice.Subject.StartsWith("Re:", StringComparison.OrdinalIgnoreCase))
        && mail.Headers.Value("Auto-Submitted") is null;

    private static string? AutoHeader(HeaderBlock headers)
    {
        foreach (var name in AutoHeaders)
        {
            if (headers.Value(name) is { } value && !value.Trim().Equals("no", StringComparison.OrdinalIgnoreCase))
            {
                return name;
            }
        }

        return null;
    }

    private static MailReading Of(MailKind kind, string evidence) => new() { Kind = kind, KindEvidence = evidence, Headers = new MailHeaders() };
}
