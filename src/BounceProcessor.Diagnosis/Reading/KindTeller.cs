using BounceProcessor.Diagnosis.Reading.Formats;
using BounceProcessor.Diagnosis.Reading.Wording;

namespace BounceProcessor.Diagnosis.Reading;

/// <summary>
/// Tells apart the mails that report no failed delivery. No single word decides: a sign by form does, or words together with who sent the mail
/// and with the absence of what notices of failure say.
/// </summary>
internal static class KindTeller
{
    private static readonly Func<MailParts, Notice, MailReading?>[] InOrder =
        [Complaint, Receipt, Meeting, Challenge, NewsOfMachines, AutoReply, Answer];

    /// <summary>The kind of a mail that is no failure whatever words of failure stand in it; <see langword="null"/> where it may be one.</summary>
    public static MailReading? IsNoFailure(MailParts mail, Notice notice)
    {
        if (ByForm(mail) is { } form)
        {
            return form;
        }

        if (IsReport(mail) || MailingListNotice.Refuses(mail, notice))
        {
            return null;
        }

        foreach (var tell in InOrder)
        {
            if (tell(mail, notice) is { } reading)
            {
                return reading;
            }
        }

        return null;
    }

    /// <summary>The kind of a mail that reports nothing.</summary>
    public static MailReading Tell(MailParts mail, Notice notice)
    {
        var headers = mail.Headers;
        if (headers.Value("Auto-Submitted") is { } value && !value.StartsWith("no", StringComparison.OrdinalIgnoreCase))
        {
            return Of(value.StartsWith("auto-replied", StringComparison.OrdinalIgnoreCase) ? MailKind.AutoReply : MailKind.Other,
                KindSign.AutomaticHeader, "Auto-Submitted: " + Words.Fold(value, 60));
        }

        if (MailOrigin.AutoReplyHeader(headers) is { } name)
        {
            return Of(MailKind.AutoReply, KindSign.AutomaticHeader, name);
        }

        if (notice.Heading.Rest.Begins(WordFamily.AutoReplySubjects))
        {
            return Of(MailKind.AutoReply, KindSign.AutomaticSubject);
        }

        if (MailOrigin.IsBulk(mail))
        {
            return Of(MailKind.Other, KindSign.Bulk);
        }

        return headers.Has("In-Reply-To") || notice.Heading.IsReply
            ? Of(MailKind.Reply, KindSign.Answer)
            : Of(MailKind.Other, KindSign.NothingReported);
    }

    /// <summary>Reports of one's own media type.</summary>
    private static MailReading? ByForm(MailParts mail)
    {
        if (mail.ReportType is "feedback-report" || Holds(mail, "message/feedback-report"))
        {
            return Of(MailKind.Complaint, KindSign.FeedbackReport, "message/feedback-report");
        }

        if (mail.ReportType is "disposition-notification" || Holds(mail, "message/disposition-notification"))
        {
            return Of(MailKind.Receipt, KindSign.DispositionNotification, "message/disposition-notification");
        }

        return mail.ReportType is "tlsrpt" || Holds(mail, "application/tlsrpt+gzip") || Holds(mail, "application/tlsrpt+json")
            ? Of(MailKind.Other, KindSign.Digest, "application/tlsrpt")
            : null;
    }

    private static bool IsReport(MailParts mail) => mail.Headers.Has("X-Failed-Recipients") || mail.Headers.Has("X-MS-Exchange-Message-Is-Ndr") || mail.ReportType is "delivery-status"
        || mail.Parts.Any(part => part.IsDeliveryStatus && part.MessageDepth == 0);

    private static bool Holds(MailParts mail, string mediaType) => mail.Parts.Any(part => part.MessageDepth == 0 && part.MediaType == mediaType);

    private static MailReading? Complaint(MailParts mail, Notice notice)
    {
        // Hotmail's complaints are older than ARF: the mail complained about, with one header added.
        if (mail.Headers.Has("X-HmXmrOriginalRecipient") || mail.Parts.Any(part => part.Message?.Has("X-HmXmrOriginalRecipient") == true))
        {
            return Of(MailKind.Complaint, KindSign.ComplaintWords, "X-HmXmrOriginalRecipient");
        }

        if (FieldsInText.AreFeedback(mail))
        {
            return Of(MailKind.Complaint, KindSign.FeedbackReport, "text");
        }

        var desk = MailOrigin.IsAutomatic(mail) || MailOrigin.IsMailSystem(mail) || MailOrigin.IsAbuseDesk(mail);
        return desk && !FailsInOwnWords(notice) && (notice.Own.Has(WordFamily.Complaints) || notice.Heading.Rest.Has(WordFamily.Complaints))
            ? Of(MailKind.Complaint, KindSign.ComplaintWords)
            : null;
    }

    private static MailReading? Receipt(MailParts mail, Notice notice)
    {
        if (FieldsInText.AreDisposition(mail))
        {
            return Of(MailKind.Receipt, KindSign.DispositionNotification, "text");
        }

        if (FieldsInText.AreTnefReceipt(mail))
        {
            return Of(MailKind.Receipt, KindSign.DispositionNotification, "application/ms-tnef");
        }

        return notice.Heading.Full.Begins(WordFamily.ReceiptSubjects) && notice.Own.Has(WordFamily.Receipts) && !FailsInOwnWords(notice)
            ? Of(MailKind.Receipt, KindSign.ReceiptWords)
            : null;
    }

    private static MailReading? Meeting(MailParts mail, Notice notice)
    {
        if (!Holds(mail, "text/calendar") || MailOrigin.IsMailSystem(mail) || notice.Heading.Rest.Begins(WordFamily.FailureSubjects))
        {
            return null;
        }

        var answers = mail.Parts.Any(part => part.MediaType == "text/calendar"
            && part.Headers.Value("Content-Type")?.Contains("method=reply", StringComparison.OrdinalIgnoreCase) == true);
        return Of(answers ? MailKind.Reply : MailKind.Other, KindSign.Calendar);
    }

    private static MailReading? Challenge(MailParts mail, Notice notice)
    {
        var asks = notice.Own.Has(WordFamily.Challenges) || notice.Heading.Rest.Has(WordFamily.Challenges);
        if (!asks || MailOrigin.IsBulk(mail))
        {
            return null;
        }

        var answers = mail.Headers.Has("In-Reply-To") || mail.Headers.Has("References") || notice.Heading.IsReply || mail.Headers.Has("Auto-Submitted") || MailOrigin.IsAutomatic(mail) || MailOrigin.IsMailSystem(mail)
            || notice.Heading.Full.Text.Contains("verif", StringComparison.OrdinalIgnoreCase) || notice.Heading.Full.Text.Contains("confirm", StringComparison.OrdinalIgnoreCase);
        return answers && !notice.QuotesRefusal ? Of(MailKind.Challenge, KindSign.ChallengeWords) : null;
    }

    /// <summary>What mail systems, lists and filters send besides notices of failure; only while their words say nothing of one.</summary>
    private static MailReading? NewsOfMachines(MailParts mail, Notice notice)
    {
        var fails = FailsInOwnWords(notice);
        var digest = notice.Heading.Rest.Has(WordFamily.Digests) && !notice.Heading.Rest.Has(WordFamily.FailureSubjects);
        if (digest && !notice.Heading.IsReply && !notice.QuotesRefusal)
        {
            return Of(MailKind.Other, KindSign.Digest, Words.Fold(notice.Subject, 60));
        }

        if (fails)
        {
            return null;
        }

        var machine = MailOrigin.IsMachine(mail) || MailOrigin.IsAutomatic(mail) || MailOrigin.IsBulk(mail) || MailOrigin.IsListServer(mail);
        if (machine && notice.Own.Has(WordFamily.Holds))
        {
            return Of(MailKind.AutoReply, KindSign.ListWords);
        }

        if (machine && notice.Own.Has(WordFamily.Lists))
        {
            return Of(MailKind.Other, KindSign.ListWords);
        }

        if (machine && notice.Own.Has(WordFamily.Cleaned))
        {
            return Of(MailKind.Other, KindSign.Cleaned);
        }

        var succeeds = notice.Own.Has(WordFamily.Delivered) && !notice.Own.Has(WordFamily.Delays) && !notice.QuotesRefusal;
        return succeeds && (MailOrigin.IsMailSystem(mail) || (machine && notice.Heading.Full.Begins(WordFamily.DeliveredSubjects)))
            ? Of(MailKind.Delivered, KindSign.DeliveredWords)
            : null;
    }

    private static MailReading? AutoReply(MailParts mail, Notice notice)
    {
        var subject = notice.Heading.Rest;
        var begins = subject.Begins(WordFamily.AutoReplySubjects);
        if (MailOrigin.IsMailSystem(mail))
        {
            // Somebody who is called postmaster goes on holiday too.
            return begins && notice.Own.Has(WordFamily.AutoReplies) && !notice.QuotesRefusal
                ? Of(MailKind.AutoReply, KindSign.AutomaticSubject)
                : null;
        }

        if (begins && !subject.Begins(WordFamily.FailureSubjects))
        {
            return Of(MailKind.AutoReply, KindSign.AutomaticSubject);
        }

        return PlainNotice.Reports(notice) ? null : MarkedAutoReply(mail.Headers) ?? WordedAutoReply(mail, notice);
    }

    // Exim and Postfix write auto-replied on bounces, so the header alone proves nothing; a sender's that is no mail system does.
    private static MailReading? MarkedAutoReply(HeaderBlock headers)
    {
        if (MailOrigin.AutoReplyHeader(headers) is { } name)
        {
            return Of(MailKind.AutoReply, KindSign.AutomaticHeader, name);
        }

        return headers.Value("Auto-Submitted") is { } value && value.StartsWith("auto-replied", StringComparison.OrdinalIgnoreCase)
            ? Of(MailKind.AutoReply, KindSign.AutomaticHeader, "Auto-Submitted: auto-replied")
            : null;
    }

    private static MailReading? WordedAutoReply(MailParts mail, Notice notice)
    {
        var subject = notice.Heading.Rest;
        var automatic = MailOrigin.IsAutomatic(mail);
        var answers = notice.Heading.IsReply || mail.Headers.Has("In-Reply-To");
        var says = notice.Own.Has(WordFamily.AutoReplies);
        var titled = subject.Has(WordFamily.AutoReplySubjects)
            ? automatic || answers
            : subject.Begins(WordFamily.AutoReplySubjectHints) && (automatic || says);
        if (titled)
        {
            return Of(MailKind.AutoReply, KindSign.AutomaticSubject);
        }

        return automatic && says && !MailOrigin.IsBulk(mail) ? Of(MailKind.AutoReply, KindSign.AutomaticWords) : null;
    }

    private static MailReading? Answer(MailParts mail, Notice notice)
    {
        var quotes = notice.Own.Text.Length < notice.Plain.Text.Length;
        if (MailOrigin.IsMailSystem(mail))
        {
            // A postmaster who answers by hand: nothing but the quoted mail speaks of a failure.
            return notice.Heading.IsReply && quotes && !FailsInOwnWords(notice) && !notice.Own.Has(WordFamily.FailureHints)
                && !RecipientBlocks.HasReplyCode(notice.Own.Text) && mail.Headers.Value("Auto-Submitted") is null
                ? Of(MailKind.Reply, KindSign.QuotedNotice)
                : null;
        }

        if (MailOrigin.IsMachine(mail) || mail.Headers.Value("Auto-Submitted") is not null)
        {
            return null;
        }

        if (mail.Headers.Has("In-Reply-To") || notice.Heading.IsReply)
        {
            return Of(MailKind.Reply, KindSign.Answer);
        }

        var attached = mail.Parts.Any(part => part.IsDeliveryStatus || part.MessageDepth > 0);
        var passesOn = (quotes || notice.Returned.Length > 0) && !FieldsInText.HasRecipient(notice.Own.Text) && FieldsInText.HasRecipient(notice.Text);
        return !attached && (notice.Heading.IsForward || (passesOn && !PlainNotice.Reports(notice)))
            ? Of(MailKind.Other, KindSign.QuotedNotice)
            : null;
    }

    private static bool FailsInOwnWords(Notice notice) => notice.Own.Has(WordFamily.Failures);

    private static MailReading Of(MailKind kind, KindSign sign, string value = "") =>
        new() { Kind = kind, KindEvidence = new KindEvidence(sign, value), Headers = new MailHeaders() };
}
