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
/// <param name="refusals">Makes events of refusals.</param>
/// <param name="process">Who takes.</param>
internal sealed class OutboxQueue(OutboxWriter writer, RefusalFiling refusals, OutboxProcess process)
{
    /// <summary>Single mails first, then mass mail.</summary>
    public static readonly IReadOnlyList<long> Priorities = [SingleMail, MassMail];

    /// <summary>Priority of a single mail.</summary>
    public const long SingleMail = 0;

    /// <summary>Priority of a mail of a mass mail.</summary>
    public const long MassMail = 10;

    // So that what is in hand stays small, however large the mails are.
    private const long LargestTakenAlong = 64 * 1024;

    private static readonly string Take = SqlText.Load("Sending/Sql/TakeTransmissions.sql");
    private static readonly string ListRecipients = SqlText.Load("Sending/Sql/ListWaitingRecipients.sql");
    private static readonly string ListContents = SqlText.Load("Sending/Sql/ListSmallContents.sql");
    private static readonly string Settle = SqlText.Load("Sending/Sql/SettleTransmission.sql");
    private static readonly string SettleRecipient = SqlText.Load("Sending/Sql/SettleRecipient.sql");
    private static readonly string InsertHistory = SqlText.Load("Sending/Sql/InsertTransmissionHistory.sql");
    private static readonly string FindMail = SqlText.Load("Sending/Sql/FindSentMail.sql");
    private static readonly string Return = SqlText.Load("Sending/Sql/ReturnTransmission.sql");

    /// <summary>Takes what is due at a server, the oldest first. After a failure of the machine, what is taken counts as perhaps sent.</summary>
    /// <param name="server">Host, port and user name.</param>
    /// <param name="priorities">In this order, until there are enough.</param>
    /// <param name="limit">Most that are taken.</param>
    public async Task<IReadOnlyList<TakenTransmission>> TakeAsync(string server, IReadOnlyList<long> priorities, int limit)
    {
        var taken = await writer.NoteAsync(async write =>
        {
            using var step = SendingTrace.Start(SendingTrace.Take);
            var rows = new List<Transmission>();
            foreach (var priority in priorities)
            {
                rows.AddRange(await write.Connection.QueryAsync<Transmission>(write.Command(
                    Take, new { Server = server, Priority = priority, Limit = limit - rows.Count, Owner = process.Name, write.Now })));
            }

            return await WithContentsAsync(await WithRecipientsAsync(rows, write), write);
        });
        if (taken.Count > 0)
        {
            await FlushAsync(taken, server);
        }

        return taken;
    }

    /// <summary>
    /// Stores that the end of the data is about to leave. Not yet on the disk when this completes: after a failure of the machine all that was
    /// taken is unsure, and that is on the disk.
    /// </summary>
    /// <param name="taken">The mail.</param>
    /// <param name="before">What became of the mail before it, where that is not stored yet.</param>
    /// <returns>False when the transmission is no longer this process's: then the end must not leave. And whether the mail before still was.</returns>
    public Task<(bool IsOurs, bool WasOurs)> MarkEndingAsync(TakenTransmission taken, Settlement? before) => writer.NoteAsync((statements, now) =>
    {
        using var step = SendingTrace.Start(SendingTrace.Ending);
        var wasOurs = before is null || SettlePlain(before, statements, now);
        return (statements.Ending.Execute((taken.Row, process.Name, now)) == 1, wasOurs);
    });

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
    public Task<int> ReturnAsync(IReadOnlyList<(TakenTransmission Taken, string? Reply)> returned, string server, DateTimeOffset nextAt) => writer.NoteAsync(async write =>
    {
        var count = 0;
        foreach (var (taken, reply) in returned)
        {
            count += await write.Connection.ExecuteAsync(write.Command(
                Return, new { taken.Row.Id, taken.Row.Take, Owner = process.Name, Server = server, NextAt = nextAt, Reply = reply, write.Now }));
        }

        return count;
    });

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

    // What is taken may leave only when it is on the disk that it was taken.
    private async Task FlushAsync(IReadOnlyList<TakenTransmission> taken, string server)
    {
        try
        {
            await writer.FlushAsync();
        }
        catch (DbException)
        {
            await ReturnAsync([.. taken.Select(one => (one, (string?)null))], server, taken[0].Row.NextAt);
            throw;
        }
    }

    private static async Task<IReadOnlyList<TakenTransmission>> WithContentsAsync(IReadOnlyList<TakenTransmission> taken, OutboxTransaction write)
    {
        var contents = taken.Count == 0 ? [] : (await write.Connection.QueryAsync<StoredContent>(write.Command(
            ListContents, new { Mails = Json(taken.Select(one => one.Row.MailId).Distinct()), Largest = LargestTakenAlong }))).ToDictionary(content => content.MailId);
        return [.. taken.Select(one => one with { Content = contents.GetValueOrDefault(one.Row.MailId) })];
    }

    /// <summary>Adds the recipients that still wait.</summary>
    internal static async Task<IReadOnlyList<TakenTransmission>> WithRecipientsAsync(IReadOnlyList<Transmission> rows, OutboxTransaction write)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var recipients = (await write.Connection.QueryAsync<SentRecipient>(write.Command(ListRecipients, new { Transmissions = Json(rows.Select(row => row.Id)) })))
            .ToLookup(recipient => recipient.TransmissionId.GetValueOrDefault());

        // UPDATE gives the rows back in no order.
        return [.. rows.OrderBy(row => row.Priority).ThenBy(row => row.NextAt).ThenBy(row => row.Id).Select(row => new TakenTransmission(row, [.. recipients[row.Id]]))];
    }

    private static string Json(IEnumerable<long> numbers) => $"[{string.Join(',', numbers)}]";

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
