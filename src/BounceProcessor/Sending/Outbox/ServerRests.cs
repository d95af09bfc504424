using System.Data.Common;

using BounceProcessor.Diagnosis;
using BounceProcessor.Sending.Connecting;

using Dapper;

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Sending.Outbox;

/// <summary>Which servers are left alone, and until when. It is in the database, so that neither a restart nor a second process asks them earlier.</summary>
/// <param name="database">Where it is read.</param>
/// <param name="writer">By which it is written.</param>
/// <param name="options">How long.</param>
/// <param name="logger">Told of the first fault and of the end.</param>
internal sealed class ServerRests(DbDataSource database, OutboxWriter writer, IOptions<OutboxOptions> options, ILogger<ServerRests> logger)
{
    private const int MostDoublings = 30;

    private static readonly string List = SqlText.Load("Sending/Sql/ListServerRests.sql");
    private static readonly string Save = SqlText.Load("Sending/Sql/SaveServerRest.sql");
    private static readonly string Delete = SqlText.Load("Sending/Sql/DeleteServerRest.sql");

    /// <summary>All servers that failed when they were asked last, resting or about to be asked again.</summary>
    public async Task<IReadOnlyList<ServerRest>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<ServerRest>(new CommandDefinition(List, cancellationToken: cancellationToken))).AsList();
    }

    /// <summary>A server could not be used.</summary>
    /// <param name="server">Host, port and user name.</param>
    /// <param name="before">Its rest before; <see langword="null"/> when it was well.</param>
    /// <param name="fault">Why not.</param>
    public async Task<ServerRest> RestAsync(string server, ServerRest? before, SubmissionException fault)
    {
        var rest = await RestAsync(server, before, CauseOf(fault), fault.Fault.InsideNetwork ?? Words(fault));
        if (rest.Faults == 1)
        {
            OutboxLog.ServerRests(logger, server, rest.RestUntil, fault.Message);
        }

        return rest;
    }

    /// <summary>A server said on an open connection that it takes no mail.</summary>
    public async Task<ServerRest> RestAsync(string server, ServerRest? before, RestCause cause, string reply)
    {
        var first = cause == RestCause.SignIn ? options.Value.SignInRest : options.Value.ServerRest;
        var longest = cause == RestCause.SignIn ? options.Value.LongestRetry : options.Value.SignInRest;
        var faults = before?.Cause == cause ? before.Faults + 1 : 1;
        var doubled = first * Math.Pow(2, Math.Min(faults - 1, MostDoublings));
        return await writer.WriteAsync(async write =>
        {
            var rest = new ServerRest
            {
                Server = server,
                Faults = faults,
                RestUntil = write.Now + (doubled < longest ? doubled : longest),
                CauseCode = cause.ToCode(),
                Reply = reply,
                ChangedAt = write.Now,
            };
            await write.Connection.ExecuteAsync(write.Command(Save, rest));
            return rest;
        });
    }

    /// <summary>A server can be used again.</summary>
    public async Task EndAsync(string server)
    {
        await writer.WriteAsync(write => write.Connection.ExecuteAsync(write.Command(Delete, new { Server = server })));
        OutboxLog.ServerWorks(logger, server);
    }

    /// <summary>What a server said, or what happened instead.</summary>
    public static string Words(SubmissionException fault) => fault.Reply?.ToString() ?? fault.Fault.Cause.En;

    private static RestCause CauseOf(SubmissionException fault) =>
        fault.Fault.InsideNetwork is not null ? RestCause.NotPublic
        : fault.IsTemporary ? RestCause.Connection
        : fault.Stage is SubmissionStage.Name or SubmissionStage.Connection or SubmissionStage.Tls or SubmissionStage.Greeting ? RestCause.SetUp
        : RestCause.SignIn;
}
