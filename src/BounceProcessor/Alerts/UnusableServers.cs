using System.Data.Common;
using System.Security.Cryptography;
using System.Text;

using Dapper;

namespace BounceProcessor.Alerts;

/// <summary>
/// Notices sending servers that refuse the sign-in, have an address inside the operator's network, or are not set up as they have to be: mail waits for
/// them, and only people can mend it. One alert a server, user name and cause, however often it is asked again; it ends when the server can be used or
/// fails otherwise, or when no mail waits for it any more.
/// </summary>
internal sealed class UnusableServers(DbDataSource database, AlertStore alerts, TimeProvider time)
{
    // Nothing waits and nobody asked for so long: it is over, as far as anybody knows.
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    private static readonly string List = SqlText.Load("Alerts/Sql/ListUnusableServers.sql");

    /// <summary>Looks, raises and resolves.</summary>
    /// <exception cref="DbException">The database cannot be used.</exception>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var unusable = (await ListAsync(cancellationToken)).ToDictionary(one => (PlaceOf(one.Server), one.Condition));
        var open = (await alerts.ListOpenAsync(cancellationToken)).Where(alert => AlertCondition.IsOfServer(alert.Condition)).ToDictionary(alert => (alert.Mailbox, alert.Condition));
        foreach (var ((place, condition), one) in unusable)
        {
            if (one.Waiting > 0 && !open.ContainsKey((place, condition)))
            {
                await alerts.RaiseAsync(place, one.Company, condition, ServerAlertText.Of(one), cancellationToken);
            }
        }

        foreach (var (place, alert) in open)
        {
            if (!unusable.TryGetValue(place, out var one))
            {
                await alerts.ResolveAsync(alert, ServerAlertText.Over(alert.Condition), cancellationToken);
            }
            else if (one.Waiting == 0 && one.RestUntil < time.GetUtcNow() - Forgotten)
            {
                await alerts.ResolveAsync(alert, ServerAlertText.NothingWaits, cancellationToken);
            }
        }
    }

    private async Task<IReadOnlyList<UnusableServer>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<UnusableServer>(new CommandDefinition(List, cancellationToken: cancellationToken))).AsList();
    }

    // A user name is somebody's address, and is not kept where erasure does not look.
    private static string PlaceOf(string server)
    {
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(server)).AsSpan(0, 4));
        return server.IndexOf(' ', StringComparison.Ordinal) is > 0 and var end ? $"{server[..end]} #{mark}" : server;
    }
}
