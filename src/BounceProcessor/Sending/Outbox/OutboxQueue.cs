using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Connecting;
using BounceProcessor.Sending.Records;
using BounceProcessor.Sending.Refusals;
using BounceProcessor.Telemetry;

using Dapper;

namespace BounceProcessor.Sending.Outbox;

/// <summary>What the workers take from the outbox, and what they bring back. Whatever is answered is on disk.</summary>
/// <param name="writer">Joins the writes of all connections.</param>
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

    private static readonly string Take = SqlText.Load("Sending/Sql/TakeTransmissions.sql");
    private static readonly string ListRecipients = SqlText.Load("Sending/Sql/ListWaitingRecipients.sql");
    private static readonly string SettleRecipient = SqlText.Load("Sending/Sql/SettleRecipient.sql");
    private static readonly string InsertHistory = SqlText.Load("Sending/Sql/InsertTransmissionHistory.sql");
    private static readonly string FindMail = SqlText.Load("Sending/Sql/FindSentMail.sql");
    private static readonly string Return = SqlText.Load("Sending/Sql/ReturnTransmission.sql");

    /// <summary>Takes what is due at a server, the oldest first.</summary>
    /// <param name="server">Host, port and user name.</param>
    /// <param name="priorities">In this order, until there are enough.</param>
    /// <param name="limit">Most that are taken.</param>
    public Task<IReadOnlyList<TakenTransmission>> TakeAsync(string server, IReadOnlyList<long> priorities, int limit) => writer.WriteAsync<IReadOnlyList<TakenTransmission>>(async write =>
    {
        using var step = SendingTrace.Start(SendingTrace.Take);
        var rows = new List<Transmission>();
        foreach (var priority in priorities)
        {
            rows.AddRange(await write.Connection.QueryAsync<Transmission>(write.Command(
                Take, new { Server = server, Priority = priority, Limit = limit - rows.Count, Owner = process.Name, write.Now })));
        }

        return await WithRecipientsAsync(rows, write);
    });

    /// <summary>Stores that the end of the data is about to leave.</summary>
    /// <returns>False when the transmission is no longer this process's: then the end must not leave.</returns>
    public Task<bool> MarkEndingAsync(TakenTransmission taken) => writer.WriteAsync(async write =>
    {
        using var step = SendingTrace.Start(SendingTrace.Ending);
        return await write.Statements.Ending.ExecuteAsync((taken.Row.Id, process.Name, write.Now), CancellationToken.None) == 1;
    });

    /// <summary>Stores what became of a try.</summary>
    /// <returns>False when the transmission was no longer this process's; nothing was stored then.</returns>
    public Task<bool> SettleAsync(Settlement settlement) => writer.WriteAsync(async write =>
    {
        using var step = SendingTrace.Start(SendingTrace.Store);
        if (await write.Statements.Settle.ExecuteAsync((settlement, process.Name, write.Now), CancellationToken.None) != 1)
        {
            return false;
        }

        if (settlement.IsPlain)
        {
            await write.Statements.Accept.ExecuteAsync((settlement.Taken.Row.Id, write.Now), CancellationToken.None);
            return true;
        }

        await SettleRecipientsAsync(settlement, write);
        return true;
    });

    /// <summary>Gives a transmission back as it was, to be sent by another server or another time.</summary>
    public Task<int> ReturnAsync(TakenTransmission taken, string server, DateTimeOffset nextAt, string? reply) => writer.WriteAsync(write =>
        write.Connection.ExecuteAsync(write.Command(
            Return, new { taken.Row.Id, Owner = process.Name, Server = server, NextAt = nextAt, Reply = reply, write.Now })));

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
            var entry = new { row.Company, row.MailId, TransmissionId = row.Id, At = write.Now, ChangedBy = (string?)null, Action = action.ToCode(), settlement.Server, Text = settlement.Reply };
            await write.Connection.ExecuteAsync(write.Command(InsertHistory, entry));
        }

        if (settlement.Refused is { Count: > 0 } refused)
        {
            var mail = await write.Connection.QuerySingleAsync<SentMail>(write.Command(FindMail, new { row.Company, Id = row.MailId }));
            await refusals.FileAsync(mail, row, [.. refused.Select(one => RefusalOf(one, settlement, write.Now))], write.Transaction, CancellationToken.None);
        }
    }

    /// <summary>Adds the recipients that still wait.</summary>
    internal static async Task<IReadOnlyList<TakenTransmission>> WithRecipientsAsync(IReadOnlyList<Transmission> rows, OutboxTransaction write)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        var recipients = (await write.Connection.QueryAsync<SentRecipient>(write.Command(ListRecipients, new { Transmissions = rows.Select(row => row.Id) })))
            .ToLookup(recipient => recipient.TransmissionId.GetValueOrDefault());

        // UPDATE gives the rows back in no order.
        return [.. rows.OrderBy(row => row.Priority).ThenBy(row => row.NextAt).ThenBy(row => row.Id).Select(row => new TakenTransmission(row, [.. recipients[row.Id]]))];
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
