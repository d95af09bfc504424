using BounceProcessor.Events;

namespace BounceProcessor.Matching;

/// <summary>Tells a bounce of a mail that we sent from everything else that lies in a mailbox where people get their mail.</summary>
internal static class OwnBounce
{
    /// <summary>Whether a matched mail is a report, and token or Message-ID of a sent mail stand in it. What only looks like ours is not touched.</summary>
    public static bool Is(NewMail mail) =>
        MatchSubject.IsReportKind(mail.Diagnosis.Reading.Kind)
        && mail.Match is { } match
        && match.All.Any(one => one.MailId is not null && one.Evidence.Sign != MatchSign.RecipientAndTime);
}
