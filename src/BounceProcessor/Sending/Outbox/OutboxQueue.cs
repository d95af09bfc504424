using System.Collections.Concurrent;
using System.Data.Common;

using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Connecting;
using BounceProcessor.Sending.Records;
using BounceProcessor.Sending.Refusals;
using BounceProcessor.Telemetry;

using Dapper;

namespace BounceProcessor.Sending.Outbox;

/// <summary>What the workers take from the outbox, and what they bring back.</summary>
/// <param name="writer">Writes for all connections.</param>
/// <param name="mails">Reads what was taken.</param>
/// <param name="refusals">Makes events of refusals.</param>
/// <param name="process">Who takes.</param>
internal sealed class OutboxQueue(OutboxWriter writer, TakenMails mails, RefusalFiling refusals, OutboxProcess process)
{
    /// <summary>Single mails first, then mass mail.</summary>
    public static readonly IReadOnlyList<long> Priorities = [SingleMail, MassMail];

    /// <summary>Priority of a single mail.</summary>
    public const long SingleMail = 0;

    /// <summary>Priority of a mail of a mass mail.</summary>
    public const long MassMail = 10;

    // While they are taken nobody else writes.
    private const int MostAtOnce = 64;

    private static readonly string Settle = SqlText.Load("Sending/Sql/SettleTransmission.sql");
    private static readonly string SettleRecipient = SqlText.Load("Sending/Sql/SettleRecipient.sql");
    private static readonly string InsertHistory = SqlText.Load("Sending/Sql/InsertTransmissionHistory.sql");
    private static readonly string FindMail = SqlText.Load("Sending/Sql/FindSentMail.sql");
    private static readonly string Return = SqlText.Load("Sending/Sql/ReturnTransmission.sql");

    private readonly ConcurrentQueue<(long Id, long Take, string Server)> _unread = new();

    /// <summary>Takes what is due at a server, the oldest first. After a failure of the machine, what is taken counts as perhaps sent.</summary>
    /// <param name="server">Host, port and user name.</param>
    /// <param name="priorities">In this order, until there are enough.</param>
    /// <param name="limit">Most that are taken.</param>
    public async Task<IReadOnlyList<TakenTransmission>> TakeAsync(string server, IReadOnlyList<long> priorities, int limit)
    {
        var takes = new List<(long Id, long Take)>();
        try
        {
            foreach (var priority in priorities)
            {
                await TakeAsync(server, priority, limit, takes);
            }

            return takes.Count == 0 ? [] : await ReadyAsync(takes);
        }
        catch
        {
            takes.ForEach(take => _unread.Enqueue((take.Id, take.Take, server)));
            await TryReturnUnreadAsync();
            throw;
        }
    }

    /// <summary>Gives back what was taken and then could not be read. What cannot be given back either is kept in mind for the next time.</summary>
    /// <exception cref="DbException">The database refused it.</exception>
    public async Task ReturnUnreadAsync()
    {
        while (_unread.TryDequeue(out var one))
        {
            try
            {
                await writer.NoteAsync(write => ReturnAsync([(one.Id, one.Take, null)], one.Server, write.Now, write));
            }
            catch
            {
                _unread.Enqueue(one);
                throw;
            }
        }
    }

    /// <summary>
    /// Notes that the end of the data is about to leave. Not yet on the disk when that is stored: after a failure of the machine all that was
    /// taken is unsure, and that is on the disk.
    /// </summary>
    /// <param name="taken">The mail.</param>
    /// <param name="before">What became of the mail before it, where that is not stored yet.</param>
    /// <returns>IsOurs is false when the transmission is no longer this process's: then the end must not leave. WasOurs tells the same of the mail before.</returns>
    public OutboxNote<(bool IsOurs, bool WasOurs)> NoteEnding(TakenTransmission taken, Settlement? before) => writer.Lay((statements, now) =>
    {
        using var step = SendingTrace.Start(SendingTrace.Ending);
        var wasOurs = before is null || SettlePlain(before, statements, now);
        return (statements.Ending.Execute((taken.Row, process.Name, now)) == 1, wasOurs);
    });

    /// <summary>Stores a note, unless another write has done so.</summary>
    /// <exception cref="DbException">It could not be stored.</exception>
    public Task<T> StoreAsync<T>(OutboxNote<T> note) => writer.WrittenAsync(note);

    /// <summary>Stores what became of a try. What becomes events, or history, is on the disk when this completes.</summary>
    /// <returns>False when the transmission was no longer this process's; nothing was stored then.</returns>
    public async Task<bool> SettleAsync(Settlement settlement)
    {
        if (settlement.IsPlain)
        {
            return await writer.NoteAsync((statements, now) => SettlePlain(settlement, statements, now));
        }

        return await writer.WriteAsync(async write =>
        {
            using var step = SendingTrace.Start(SendingTrace.Store);
            var row = new
            {
                settlement.Taken.Row.Id,
                settlement.Taken.Row.Take,
                Owner = process.Name,
                settlement.State,
                settlement.Server,
                settlement.Tries,
                settlement.NextAt,
                settlement.Reply,
                settlement.QueueId,
                write.Now,
            };
            if (await write.Connection.ExecuteAsync(write.Command(Settle, row)) != 1)
            {
                return false;
            }

            await SettleRecipientsAsync(settlement, write);
            return true;
        });
    }

    /// <summary>Gives transmissions back as they were, to be sent by another server or another time.</summary>
    /// <param name="returned">Each with what the server said of it, if it did.</param>
    /// <param name="server">Host, port and user name of the server that shall send them.</param>
    /// <param name="nextAt">When.</param>
    public Task<int> ReturnAsync(IReadOnlyList<(TakenTransmission Taken, string? Reply)> returned, string server, DateTimeOffset nextAt) =>
        writer.NoteAsync(write => ReturnAsync([.. returned.Select(one => (one.Taken.Row.Id, one.Taken.Row.Take, one.Reply))], server, nextAt, write));

    /// <summary>Stores states of single recipients, history, and events of refusals.</summary>
    internal async Task SettleRecipientsAsync(Settlement settlement, OutboxTransaction write)
    {
        var row = settlement.Taken.Row;
        foreach (var recipient in settlement.Recipients)
        {
            await write.Connection.ExecuteAsync(write.Command(
                SettleRecipient, new { recipient.Recipient.Id, State = recipient.State.ToCode(), recipient.Reply, write.Now }));
        }

        if (ActionOf(settlement) is { } action)
        {
            var entry = new { row.Company, row.MailId, TransmissionId = row.Id, At = write.Now, ChangedBy = (string?)null, Action = action.ToCode(), settlement.Server, Text = settlement.Worst };
            await write.Connection.ExecuteAsync(write.Command(InsertHistory, entry));
        }

        if (settlement.Refused is { Count: > 0 } refused)
        {
            var mail = await write.Connection.QuerySingleAsync<SentMail>(write.Command(FindMail, new { row.Company, Id = row.MailId }));
            await refusals.FileAsync(mail, row, [.. refused.Select(one => RefusalOf(one, settlement, write.Now))], write.Transaction, CancellationToken.None);
        }
    }

    private bool SettlePlain(Settlement settlement, OutboxStatements statements, DateTimeOffset now)
    {
        using var step = SendingTrace.Start(SendingTrace.Store);
        if (statements.Settle.Execute((settlement, process.Name, now)) != 1)
        {
            return false;
        }

        statements.Accept.Execute((settlement.Taken.Row.Id, now));
        return true;
    }

    // The next look tries it again.
    private async Task TryReturnUnreadAsync()
    {
        try
        {
            await ReturnUnreadAsync();
        }
        catch (DbException)
        {
            return;
        }
    }

    private async Task TakeAsync(string server, long priority, int limit, List<(long Id, long Take)> takes)
    {
        while (takes.Count < limit)
        {
            var most = Math.Min(limit - takes.Count, MostAtOnce);
            var some = await writer.NoteAsync((statements, now) =>
            {
                using var step = SendingTrace.Start(SendingTrace.Take);
                return statements.Take.Pairs((server, priority, most, process.Name, now));
            });
            takes.AddRange(some);
            if (some.Count < most)
            {
                return;
            }
        }
    }

    // What is taken may leave only when it is on the disk that it was taken.
    private async Task<IReadOnlyList<TakenTransmission>> ReadyAsync(List<(long Id, long Take)> takes)
    {
        var reading = mails.ReadAsync(takes);
        await Task.WhenAll(writer.FlushAsync(), reading);
        return await reading;
    }

    private async Task<int> ReturnAsync((long Id, long Take, string? Reply)[] returned, string server, DateTimeOffset nextAt, OutboxTransaction write)
    {
        var count = 0;
        foreach (var (id, take, reply) in returned)
        {
            count += await write.Connection.ExecuteAsync(write.Command(
                Return, new { Id = id, Take = take, Owner = process.Name, Server = server, NextAt = nextAt, Reply = reply, write.Now }));
        }

        return count;
    }

    private static HistoryAction? ActionOf(Settlement settlement) =>
        settlement.State == TransmissionState.Unsure.ToCode() ? HistoryAction.Unsure
        : settlement.Refused.Any(refused => refused.HasExpired) ? HistoryAction.GivenUp
        : settlement.Refused.Count > 0 ? HistoryAction.Refused
        : settlement.State == TransmissionState.Waiting.ToCode() ? HistoryAction.Deferred
        : null;

    private static RecipientRefusal RefusalOf(RecipientSettlement refused, Settlement settlement, DateTimeOffset now) => new()
    {
        Recipient = refused.Recipient,
        Reply = refused.Reply ?? "",
        Host = settlement.Host,
        Stage = CommandOf(refused.Stage),
        HasExpired = refused.HasExpired,
        At = now,
    };

    private static string CommandOf(SubmissionStage stage) => stage switch
    {
        SubmissionStage.Settings or SubmissionStage.Name or SubmissionStage.Connection => "CONNECT",
        SubmissionStage.Tls => "STARTTLS",
        SubmissionStage.Greeting => "HELO",
        SubmissionStage.AccessToken or SubmissionStage.SignIn => "AUTH",
        SubmissionStage.Sender => "MAIL",
        SubmissionStage.Recipient => "RCPT",
        SubmissionStage.Content => "DATA",
        _ => ".",
    };
}
