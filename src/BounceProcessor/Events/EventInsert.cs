using System.Data.Common;

using BounceProcessor.Database;

namespace BounceProcessor.Events;

/// <summary>Writes new events within one transaction.</summary>
internal sealed class EventInsert(DbTransaction transaction) : IDisposable
{
    private static readonly string InsertEvent = SqlText.Load("Events/Sql/InsertEvent.sql");

    private readonly PreparedStatement<EventDraft> _event = new(transaction, InsertEvent,
    [
        ("@Id", draft => draft.Record.Id),
        ("@Company", draft => draft.Record.Company),
        ("@Mailbox", draft => draft.Record.Mailbox),
        ("@Kind", draft => draft.Record.Kind),
        ("@Status", draft => draft.Record.Status),
        ("@SenderUser", draft => draft.Record.SenderUser),
        ("@Recipient", draft => draft.Record.Recipient),
        ("@RecipientKey", draft => draft.RecipientKey),
        ("@FinalRecipient", draft => draft.Record.FinalRecipient),
        ("@Reason", draft => draft.Record.Reason),
        ("@Severity", draft => draft.Record.Severity),
        ("@Fixer", draft => draft.Record.Fixer),
        ("@Confidence", draft => draft.Record.Confidence),
        ("@EnhancedStatus", draft => draft.Record.EnhancedStatus),
        ("@ReplyCode", draft => draft.Record.ReplyCode),
        ("@Diagnostic", draft => draft.Record.Diagnostic),
        ("@ReportingMta", draft => draft.Record.ReportingMta),
        ("@RemoteMta", draft => draft.Record.RemoteMta),
        ("@Rule", draft => draft.Record.Rule),
        ("@MatchedWords", draft => draft.Record.MatchedWords),
        ("@MatchedIn", draft => draft.Record.MatchedIn),
        ("@Overruled", draft => draft.Record.Overruled),
        ("@CheckedMechanism", draft => draft.Record.CheckedMechanism),
        ("@CheckedIdentity", draft => draft.Record.CheckedIdentity),
        ("@CheckedDomain", draft => draft.Record.CheckedDomain),
        ("@CheckedIp", draft => draft.Record.CheckedIp),
        ("@CheckedResult", draft => draft.Record.CheckedResult),
        ("@CheckedReceiver", draft => draft.Record.CheckedReceiver),
        ("@StatusConflict", draft => draft.Record.StatusConflict),
        ("@KindEvidence", draft => draft.Record.KindEvidence),
        ("@StartedAt", draft => draft.Record.StartedAt.ToUnixTimeMilliseconds()),
        ("@DeadlineAt", draft => draft.Record.DeadlineAt?.ToUnixTimeMilliseconds()),
        ("@Content", draft => draft.Record.Content),
        ("@Priority", draft => draft.Record.Priority),
        ("@HeadersOnly", draft => draft.Record.HeadersOnly),
        ("@Subject", draft => draft.Record.Subject),
        ("@OriginalMessageId", draft => draft.Record.OriginalMessageId),
        ("@OriginalFrom", draft => draft.Record.OriginalFrom),
        ("@OriginalTo", draft => draft.Record.OriginalTo),
        ("@OriginalSubject", draft => draft.Record.OriginalSubject),
        ("@OriginalDate", draft => draft.Record.OriginalDate?.ToUnixTimeMilliseconds()),
        ("@MailId", draft => draft.Record.MailId),
        ("@FiledAt", draft => draft.Record.FiledAt.ToUnixTimeMilliseconds()),
        ("@ChangedBy", draft => draft.Record.ChangedBy),
        ("@SearchText", draft => EventDraft.SearchText(draft.Record)),
        ("@Customer", draft => draft.Record.Customer),
        ("@Document", draft => draft.Record.Document),
        ("@Trust", draft => draft.Record.Trust),
        ("@MatchEvidence", draft => draft.Record.MatchEvidence),
        ("@SentMailId", draft => draft.Record.SentMailId),
        ("@SentRecipientId", draft => draft.Record.SentRecipientId),
    ]);

    /// <summary>Adds an event, whose id nothing has yet.</summary>
    public async ValueTask AddAsync(EventDraft draft, CancellationToken cancellationToken)
    {
        if (await _event.ExecuteAsync(draft, cancellationToken) != 1)
        {
            throw new InvalidOperationException($"Mail {draft.Record.MailId} has two events for \"{draft.RecipientKey}\".");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _event.Dispose();
}
