using System.Collections.Frozen;
using System.Data.Common;

using BounceProcessor.Senders;

using Dapper;

using Microsoft.Extensions.Logging;

namespace BounceProcessor.Sending.Connecting;

/// <summary>
/// Remembers the largest mail that each server takes, as it said in SIZE (RFC 1870) when a connection was opened, so that a mail that is too large
/// is refused before anything is sent. What was not said for a month no longer counts.
/// </summary>
internal sealed class ServerSizes(DbDataSource database, TimeProvider time, ILogger<ServerSizes> logger)
{
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WrittenEvery = TimeSpan.FromDays(1);
    private static readonly TimeSpan CountsFor = TimeSpan.FromDays(30);

    private static readonly string List = SqlText.Load("Sending/Sql/ListServerSizes.sql");
    private static readonly string Save = SqlText.Load("Sending/Sql/SaveServerSize.sql");
    private static readonly string Delete = SqlText.Load("Sending/Sql/DeleteServerSize.sql");

    private volatile FrozenDictionary<string, ServerSize> _known = FrozenDictionary<string, ServerSize>.Empty;
    private DateTimeOffset _readAt = DateTimeOffset.MinValue;

    /// <summary>Takes notice of what other processes learned; cheap.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - _readAt < ReadEvery && now >= _readAt)
        {
            return;
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var sizes = await connection.QueryAsync<ServerSize>(new CommandDefinition(List, new { Since = now - CountsFor }, cancellationToken: cancellationToken));
        _known = sizes.ToFrozenDictionary(size => size.Server, StringComparer.Ordinal);
        _readAt = now;
    }

    /// <summary>The largest mail that the server of these settings takes.</summary>
    /// <returns><see langword="null"/> when it is not known, or has no limit.</returns>
    public ServerSize? Of(EffectiveSettings settings) => _known.GetValueOrDefault(KeyOf(settings));

    /// <summary>Notes what a server said. A database that cannot be written to is told and stops nobody.</summary>
    /// <param name="settings">Which server.</param>
    /// <param name="largestBytes">Its limit; 0 when it says none.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    public async Task LearnAsync(EffectiveSettings settings, long largestBytes, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        try
        {
            await PrepareAsync(cancellationToken);
            var known = Of(settings);
            if (known is null ? largestBytes <= 0 : known.LargestBytes == largestBytes && now - known.LearnedAt < WrittenEvery)
            {
                return;
            }

            var size = new ServerSize { Server = KeyOf(settings), LargestBytes = largestBytes, LearnedAt = now };
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await connection.ExecuteAsync(new CommandDefinition(largestBytes > 0 ? Save : Delete, size, cancellationToken: cancellationToken));
            _readAt = DateTimeOffset.MinValue;
        }
        catch (DbException fault)
        {
            ConnectingLog.SizeNotKept(logger, KeyOf(settings), largestBytes, fault.Message);
        }
    }

    private static string KeyOf(EffectiveSettings settings) => FormattableString.Invariant($"{settings.Host.Value}:{settings.Port.Value}");
}
