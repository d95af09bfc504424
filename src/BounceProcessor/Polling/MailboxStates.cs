using System.Data.Common;

using Dapper;

using Microsoft.Extensions.Logging;

namespace BounceProcessor.Polling;

/// <summary>
/// Shows other processes and the pages how the service stands with its mailboxes. Nothing is decided by it: what it says is written when it
/// changes, forgotten at the next start, and a database that does not take it hinders nobody.
/// </summary>
internal sealed class MailboxStates(DbDataSource database, TimeProvider time, ILogger<MailboxStates> logger) : IDisposable
{
    private static readonly string Save = SqlText.Load("Polling/Sql/SaveMailboxState.sql");
    private static readonly string List = SqlText.Load("Polling/Sql/ListMailboxStates.sql");
    private static readonly string Remove = SqlText.Load("Polling/Sql/RemoveMailboxStates.sql");

    private readonly SemaphoreSlim _writing = new(1);
    private readonly Dictionary<string, MailboxState> _states = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the service said last, by mailbox; a mailbox that had nothing to tell yet is missing.</summary>
    public async Task<IReadOnlyList<MailboxState>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return [.. await connection.QueryAsync<MailboxState>(new CommandDefinition(List, cancellationToken: cancellationToken))];
    }

    /// <summary>Forgets what an earlier process said.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await WriteAsync("", new CommandDefinition(Remove, cancellationToken: cancellationToken), cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Notes what changed about a mailbox.</summary>
    public async Task ChangeAsync(string mailbox, string company, Func<MailboxState, MailboxState> change, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            var before = _states.GetValueOrDefault(mailbox) ?? new MailboxState { Mailbox = mailbox, Company = company, Owner = LeaseOwner.Current };
            var state = change(before);
            if (state != before)
            {
                state = state with { ChangedAt = time.GetUtcNow() };
                _states[mailbox] = state;
                await WriteAsync(mailbox, new CommandDefinition(Save, state, cancellationToken: cancellationToken), cancellationToken);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose() => _writing.Dispose();

    private async Task WriteAsync(string mailbox, CommandDefinition command, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await connection.ExecuteAsync(command);
        }
        catch (DbException fault)
        {
            PollingLog.StateNotSaved(logger, mailbox, fault.Message);
        }
    }
}
