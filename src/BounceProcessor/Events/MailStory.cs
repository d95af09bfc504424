using System.Globalization;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reading;

namespace BounceProcessor.Events;

/// <summary>How a delay and what became of it are told in one event.</summary>
internal static class MailStory
{
    private static readonly string Delay = MailKind.Delay.ToCode();
    private static readonly string Failure = MailKind.Failure.ToCode();

    private static readonly string[] Outcomes =
        [Failure, MailKind.Delivered.ToCode(), MailKind.Relayed.ToCode(), MailKind.Expanded.ToCode()];

    /// <summary>Whether a report of this kind can be part of a story at all.</summary>
    public static bool CanContinue(string kind) => kind == Delay || Outcomes.Contains(kind, StringComparer.Ordinal);

    /// <summary>Whether the news go on with the story: anything after a delay, and a delay notice that came in late. Two failures are two events.</summary>
    public static bool Belongs(string before, string news) => before == Delay || news == Delay;

    /// <summary>The event after the news. It takes over the mail that brought them, for the verdict must be seen beside its own mail.</summary>
    public static EventRecord Continue(EventRecord before, EventRecord news)
    {
        if (before.Kind != Delay)
        {
            // The outcome is known already; the late notice is only noted in the history.
            return before with { ChangedAt = news.ChangedAt, ChangedBy = news.ChangedBy };
        }

        return news with
        {
            Id = before.Id,
            Status = Status(before.Status, news.Kind),
            Recipient = before.Recipient,
            SenderUser = before.SenderUser ?? news.SenderUser,
            Customer = before.Customer,
            Document = before.Document,
            Performer = before.Performer,
            Feedback = before.Feedback,
            Note = before.Note,
            OriginalFrom = before.OriginalFrom,
            OriginalTo = before.OriginalTo,
            OriginalSubject = before.OriginalSubject,
            OriginalDate = before.OriginalDate,
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

    // A success needs nobody any more; a failure is news even to who had put the delay aside.
    private static string Status(string before, string kind)
    {
        if (kind == Delay)
        {
            return before;
        }

        if (kind != Failure)
        {
            return EventStatus.Resolved;
        }

        return before is EventStatus.Resolved or EventStatus.Ignored ? EventStatus.New : before;
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateTimeOffset value) => value.ToString("O", CultureInfo.InvariantCulture);
}
