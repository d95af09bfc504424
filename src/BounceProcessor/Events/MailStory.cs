using System.Globalization;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reading;

namespace BounceProcessor.Events;

/// <summary>How a delay and what became of it are told in one event.</summary>
internal static class MailStory
{
    private static readonly string Delay = MailKind.Delay.ToCode();
    private static readonly string Failure = MailKind.Failure.ToCode();

    private static readonly string Delivered = MailKind.Delivered.ToCode();

    private static readonly string[] Outcomes = [Failure, Delivered, MailKind.Relayed.ToCode(), MailKind.Expanded.ToCode()];

    /// <summary>Whether a report of this kind can be part of a story at all.</summary>
    public static bool CanContinue(string kind) => kind == Delay || Outcomes.Contains(kind, StringComparer.Ordinal);

    /// <summary>
    /// Whether the news go on with the story: anything after a delay, and a delay notice that came in late. Two failures are two events, unless both are
    /// surely about the same recipient of a mail of ours and the same place behind it: then the second is the first in other words.
    /// </summary>
    public static bool Belongs(EventRecord before, EventRecord news) =>
        before.Kind == Delay || news.Kind == Delay
        || (news.SentRecipientId is not null && !(before.Kind == Failure && news.Kind == Failure && !IsSamePlace(before, news)));

    /// <summary>
    /// Whether the news only go into the history: a delay notice that came in late, what is known already, and a success of another place behind the
    /// same address, which does not heal the failure. A failure after a success always counts.
    /// </summary>
    private static bool IsOnlyNoted(EventRecord before, EventRecord news)
    {
        if (before.Kind == Delay)
        {
            return news.Kind == Delay && (news.StartedAt < before.StartedAt || SaysTheSame(before, news));
        }

        return news.Kind == Delay || news.Kind == before.Kind || (news.Kind != Failure && !(news.Kind == Delivered && IsSamePlace(before, news)));
    }

    // A queue tells the same delay again and again, each time in other words: with the time that passed, or the seconds of a grey list.
    private static bool SaysTheSame(EventRecord before, EventRecord news) =>
        (before.Reason, before.Severity, before.Fixer, before.EnhancedStatus, before.ReplyCode) == (news.Reason, news.Severity, news.Fixer, news.EnhancedStatus, news.ReplyCode)
        && IsSamePlace(before, news);

    // An address may stand for several places; a report that does not name the place is about the address.
    private static bool IsSamePlace(EventRecord before, EventRecord news) =>
        Place(before) is var one && Place(news) is var other
        && (one.Length == 0 || other.Length == 0 || one.Equals(other, StringComparison.OrdinalIgnoreCase));

    private static string Place(EventRecord report) => report.FinalRecipient ?? report.Recipient;

    /// <summary>The event after the news. It takes over the mail that brought them, for the verdict must be seen beside its own mail.</summary>
    public static EventRecord Continue(EventRecord before, EventRecord news)
    {
        if (IsOnlyNoted(before, news))
        {
            // The outcome is known already; the notice is only noted in the history.
            return before with { ChangedAt = news.ChangedAt, ChangedBy = news.ChangedBy };
        }

        // It is the same delay, however it is explained now: its deadline does not move away with each notice, and what people set stays.
        var isStillDelayed = before.Kind == Delay && news.Kind == Delay;
        return news with
        {
            Id = before.Id,
            Mailbox = before.Mailbox,
            Status = Status(before.Status, news.Kind),
            DeadlineAt = isStillDelayed ? before.DeadlineAt : news.DeadlineAt,
            Priority = isStillDelayed ? before.Priority : news.Priority,
            Recipient = before.Recipient,
            SenderUser = before.SenderUser ?? news.SenderUser,
            Customer = before.Customer ?? news.Customer,
            Document = before.Document ?? news.Document,
            Performer = before.Performer,
            Feedback = before.Feedback,
            Note = before.Note,

            // Not every report returns something of the mail; what one of them returned stays.
            OriginalMessageId = before.OriginalMessageId ?? news.OriginalMessageId,
            OriginalFrom = before.OriginalFrom ?? news.OriginalFrom,
            OriginalTo = before.OriginalTo ?? news.OriginalTo,
            OriginalSubject = before.OriginalSubject ?? news.OriginalSubject,
            OriginalDate = before.OriginalDate ?? news.OriginalDate,
            FiledAt = before.FiledAt,
        };
    }

    /// <summary>What the history says of it.</summary>
    public static IEnumerable<(string Field, string? Before, string? After)> Changes(EventRecord before, EventRecord after, EventRecord news)
    {
        yield return ("mail", Text(before.MailId), Text(news.MailId));
        (string Field, string? Before, string? After)[] fields =
        [
            ("kind", before.Kind, after.Kind),
            ("status", before.Status, after.Status),
            ("reason", before.Reason, after.Reason),
            ("severity", before.Severity, after.Severity),
            ("start", Text(before.StartedAt), Text(after.StartedAt)),
        ];
        foreach (var change in fields.Where(change => change.Before != change.After))
        {
            yield return change;
        }
    }

    // A success needs nobody any more, and what somebody ignores stays ignored; a failure is news even to who had put the delay aside.
    private static string Status(string before, string kind)
    {
        if (kind == Delay)
        {
            return before;
        }

        if (kind != Failure)
        {
            return before == EventStatus.Ignored ? before : EventStatus.Resolved;
        }

        return before is EventStatus.Resolved or EventStatus.Ignored ? EventStatus.New : before;
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset value) => value.ToString("O", CultureInfo.InvariantCulture);
}
