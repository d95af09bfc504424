using BounceProcessor.Events;

namespace BounceProcessor.Rediagnosis;

/// <summary>Compares the events of one mail with what today's rules make of it. Pure: a listing and a writing run come to the same result.</summary>
/// <param name="Mail">As it is judged now.</param>
/// <param name="Company">Whose it will be.</param>
/// <param name="SetByPeople">Event and field (<c>priority</c>, <c>deadline</c>) that somebody set by hand.</param>
/// <param name="StoryRecipients">Recipients of this mail whose event rests on another mail of the same story.</param>
internal sealed record MailComparison(
    JudgedMail Mail, string Company, IReadOnlySet<(long Event, string Field)> SetByPeople, IReadOnlySet<string> StoryRecipients)
{
    private const string GoneNote = "Judged again, today's rules find no such recipient in the mail.";

    /// <summary>What is to be done, in the order of the events, new ones last.</summary>
    /// <param name="events">All events that rest on this mail.</param>
    /// <param name="closeMissing">Set events nobody has looked at to ignored when their recipient is not found any more.</param>
    /// <param name="now">Stamps the changes.</param>
    public IReadOnlyList<EventChange> Compare(IReadOnlyList<EventRecord> events, bool closeMissing, DateTimeOffset now)
    {
        List<EventDraft> drafts = [.. Mail.Drafts ?? []];
        var pairs = Pair(events, drafts);
        List<EventChange> changes = [];
        foreach (var before in events)
        {
            var change = pairs.TryGetValue(before.Id, out var draft) ? Changed(before, draft, now) : Missing(before, closeMissing, now);
            if (change is not null)
            {
                changes.Add(change);
            }
        }

        changes.AddRange(drafts.Where(draft => !StoryRecipients.Contains(draft.RecipientKey)).Select(draft => Added(draft, now)));
        return changes;
    }

    // Takes the drafts that found their event out of the list.
    private static Dictionary<long, EventDraft> Pair(IReadOnlyList<EventRecord> events, List<EventDraft> drafts)
    {
        var pairs = new Dictionary<long, EventDraft>();
        foreach (var before in events)
        {
            Take(before, draft => draft.RecipientKey == Key(before));
        }

        // A mail that was about nobody and now is about somebody, or the other way round, keeps its event.
        foreach (var before in events.Where(before => !pairs.ContainsKey(before.Id)))
        {
            Take(before, draft => draft.RecipientKey.Length == 0 || before.Recipient.Length == 0);
        }

        return pairs;

        void Take(EventRecord before, Predicate<EventDraft> fits)
        {
            if (drafts.FindIndex(fits) is var index and >= 0)
            {
                pairs[before.Id] = drafts[index];
                drafts.RemoveAt(index);
            }
        }
    }

    private static string Key(EventRecord record) => record.Recipient.ToLowerInvariant();

    private EventChange? Changed(EventRecord before, EventDraft draft, DateTimeOffset now)
    {
        var after = Merge(before, draft);
        return after == before
            ? null
            : new EventChange(
                ChangeKind.Changed,
                before,
                after with { ChangedAt = now, ChangedBy = RediagnosisRun.Who },
                draft.RecipientKey,
                EventFields.Differences(before, after));
    }

    // Everything that was read and judged; nothing that belongs to people.
    private EventRecord Merge(EventRecord before, EventDraft draft)
    {
        var news = draft.Record;
        var isSameRecipient = draft.RecipientKey == Key(before);
        var isJudgedAlike = before.Kind == news.Kind && before.Severity == news.Severity;
        return news with
        {
            Id = before.Id,
            Company = Company,
            Mailbox = before.Mailbox,
            Status = before.Status,
            Recipient = isSameRecipient ? before.Recipient : news.Recipient,
            SenderUser = before.SenderUser ?? news.SenderUser,
            Customer = before.Customer,
            Document = before.Document,
            StartedAt = before.StartedAt,

            // They follow from kind and severity; changed settings alone do not move the deadlines of old events.
            DeadlineAt = isJudgedAlike || IsSetByPeople(before, "deadline") ? before.DeadlineAt : news.DeadlineAt,
            Priority = isJudgedAlike || IsSetByPeople(before, "priority") ? before.Priority : news.Priority,
            Performer = before.Performer,
            Feedback = before.Feedback,
            Note = before.Note,
            OriginalMessageId = before.OriginalMessageId ?? news.OriginalMessageId,
            OriginalFrom = before.OriginalFrom ?? news.OriginalFrom,
            OriginalTo = before.OriginalTo ?? news.OriginalTo,
            OriginalSubject = before.OriginalSubject ?? news.OriginalSubject,
            OriginalDate = before.OriginalDate ?? news.OriginalDate,
            MailId = before.MailId,

            // What it was matched with when it arrived; tokens grow old, and sent mails are not kept for ever.
            Trust = before.Trust,
            MatchEvidence = before.MatchEvidence,
            SentMailId = before.SentMailId,
            SentRecipientId = before.SentRecipientId,
            FiledAt = before.FiledAt,
            ChangedAt = before.ChangedAt,
            ChangedBy = before.ChangedBy,
        };
    }

    private bool IsSetByPeople(EventRecord before, string field) => SetByPeople.Contains((before.Id, field));

    private EventChange Missing(EventRecord before, bool closeMissing, DateTimeOffset now)
    {
        if (!closeMissing || before.Status != EventStatus.New)
        {
            var kept = before with { Company = Company };
            return new EventChange(ChangeKind.Missing, before, kept, Key(before), EventFields.Differences(before, kept));
        }

        var after = before with { Company = Company, Status = EventStatus.Ignored, Note = before.Note ?? GoneNote };
        return new EventChange(
            ChangeKind.Closed,
            before,
            after with { ChangedAt = now, ChangedBy = RediagnosisRun.Who },
            Key(before),
            EventFields.Differences(before, after));
    }

    private EventChange Added(EventDraft draft, DateTimeOffset now)
    {
        var record = draft.Record with
        {
            Company = Company,
            MailId = Mail.Mail.Id,
            FiledAt = now,
            ChangedAt = now,
            ChangedBy = RediagnosisRun.Who,
        };
        return new EventChange(ChangeKind.Added, null, record, draft.RecipientKey, [new FieldChange("filed", null, record.Kind)]);
    }
}
