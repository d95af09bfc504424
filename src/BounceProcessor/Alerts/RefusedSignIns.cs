using System.Data.Common;
using System.Security.Cryptography;
using System.Text;

using Dapper;

namespace BounceProcessor.Alerts;

/// <summary>
/// Notices sending servers that refuse the sign-in: mail waits for them, and only people can mend it. One alert a server and user name, however often
/// it is asked again; it ends when the server lets us in, or when no mail waits for it any more.
/// </summary>
internal sealed class RefusedSignIns(DbDataSource database, AlertStore alerts, TimeProvider time)
{
    // Nothing waits and nobody asked for so long: it is over, as far as anybody knows.
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    private static readonly string List = SqlText.Load("Alerts/Sql/ListRefusedSignIns.sql");

    /// <summary>Looks, raises and resolves.</summary>
    /// <exception cref="DbException">The database cannot be used.</exception>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var refused = (await ListAsync(cancellationToken)).ToDictionary(one => PlaceOf(one.Server), StringComparer.Ordinal);
        var open = (await alerts.ListOpenAsync(cancellationToken)).Where(alert => alert.Condition == AlertCondition.SignInRefused).ToDictionary(alert => alert.Mailbox, StringComparer.Ordinal);
        foreach (var (place, one) in refused)
        {
            if (one.Waiting > 0 && !open.ContainsKey(place))
            {
                await alerts.RaiseAsync(place, one.Company, AlertCondition.SignInRefused, AlertText.SignInRefused(one), cancellationToken);
            }
        }

        foreach (var (place, alert) in open)
        {
            if (!refused.TryGetValue(place, out var one))
            {
                await alerts.ResolveAsync(alert, AlertText.SignsInAgain, cancellationToken);
            }
            else if (one.Waiting == 0 && one.RestUntil < time.GetUtcNow() - Forgotten)
            {
                await alerts.ResolveAsync(alert, AlertText.NothingWaits, cancellationToken);
            }
        }
    }

    private async Task<IReadOnlyList<RefusedSignIn>> ListAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<RefusedSignIn>(new CommandDefinition(List, cancellationToken: cancellationToken))).AsList();
    }

    // A user name is somebody's address, and is not kept where erasure does not look.
    private static string PlaceOf(string server)
    {
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(server)).AsSpan(0, 4));
        return server.IndexOf(' ', StringComparison.Ordinal) is > 0 and var end ? $"{server[..end]} #{mark}" : server;
    }
}
