using System.Data.Common;
using System.Security.Cryptography;

using BounceProcessor.Secrets;

using Dapper;

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Tokens;

/// <summary>The keys that sign tokens: in the database, encrypted with the key ring, and for ten seconds in memory.</summary>
internal sealed class TokenKeys(DbDataSource database, KeyRing ring, IOptions<TokenOptions> options, TimeProvider time, ILogger<TokenKeys> log)
{
    private const string Purpose = "BounceProcessor.Tokens.v1";

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    // Tokens with keys that nobody has cost at most one look a second.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);

    private static readonly string ListKeys = SqlText.Load("Tokens/Sql/ListTokenKeys.sql");
    private static readonly string AddKey = SqlText.Load("Tokens/Sql/AddTokenKey.sql");
    private static readonly string RetireKeys = SqlText.Load("Tokens/Sql/RetireTokenKeys.sql");

    private volatile Loaded? _loaded;

    /// <summary>
    /// Makes sure that there is a key to sign with, and makes the next one when it is old. To be called before the transaction in which tokens are made,
    /// because it may write.
    /// </summary>
    /// <exception cref="DbException">The database refused it.</exception>
    /// <exception cref="SecretsException">The key ring cannot be used.</exception>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var newest = Current().Newest;
        if (newest?.Secret is null || (options.Value.RotateAfter > TimeSpan.Zero && newest.CreatedAt + options.Value.RotateAfter <= time.GetUtcNow()))
        {
            await AddAsync(newest?.Number ?? 0, time.GetUtcNow() + options.Value.ValidFor, cancellationToken);
        }
    }

    /// <summary>Makes a new key; from now on it signs.</summary>
    /// <param name="revokesOlder">No token made so far is believed any more; else each is until its time is over.</param>
    /// <param name="cancellationToken">Ends the waiting for the database.</param>
    public async Task RotateAsync(bool revokesOlder, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var newest = Load().Newest;
        await AddAsync(newest?.Number ?? 0, revokesOlder ? now : now + options.Value.ValidFor, cancellationToken);
    }

    /// <summary>All keys, the newest first.</summary>
    public IReadOnlyList<TokenKey> List() => Load().Keys;

    /// <summary>The key that signs.</summary>
    /// <exception cref="InvalidOperationException">There is none, because <see cref="PrepareAsync"/> was not called.</exception>
    public TokenKey Signing() => Current().Newest is { Secret: not null } newest
        ? newest
        : throw new InvalidOperationException($"There is no token key that could sign; {nameof(PrepareAsync)} has to be called first.");

    /// <summary>The keys that a token may be signed with; looked for in the database when none is known.</summary>
    /// <param name="keyName">Rest of their number by <see cref="TokenText.KeyNames"/>.</param>
    public IReadOnlyList<TokenKey> Find(int keyName)
    {
        var keys = Current();
        var found = Of(keys, keyName);
        return found.Count == 0 && keys.At + ShortestPause <= time.GetUtcNow() ? Of(Load(), keyName) : found;
    }

    private static List<TokenKey> Of(Loaded keys, int keyName) => [.. keys.Keys.Where(key => key.Number % TokenText.KeyNames == keyName)];

    private async Task AddAsync(long newest, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = newest + 1;
        var encrypted = ring.Protect(Purpose, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var added = await connection.ExecuteAsync(new CommandDefinition(AddKey, new { Id = id, Encrypted = encrypted, Now = now }, transaction, cancellationToken: cancellationToken));
            if (added > 0)
            {
                await connection.ExecuteAsync(new CommandDefinition(RetireKeys, new { Id = id, Until = until }, transaction, cancellationToken: cancellationToken));
            }

            await transaction.CommitAsync(cancellationToken);
            if (added > 0)
            {
                TokenLog.KeyAdded(log, id);
            }
        }

        Load();
    }

    private Loaded Current() => _loaded is { } loaded && loaded.At + Fresh > time.GetUtcNow() ? loaded : Load();

    // Not asynchronous: tokens are made and read in the midst of transactions. It is one small table, once in ten seconds.
    private Loaded Load()
    {
        var known = _loaded?.Keys.ToDictionary(key => key.Number) ?? [];
        using var connection = database.OpenConnection();
        var rows = connection.Query<(long Id, string Encrypted, DateTimeOffset CreatedAt, DateTimeOffset? VerifiesUntil)>(ListKeys);
        var keys = rows.Select(row => new TokenKey(
            row.Id, known.GetValueOrDefault(row.Id)?.Secret ?? Decrypted(row.Id, row.Encrypted), row.CreatedAt, row.VerifiesUntil)).ToArray();
        return _loaded = new Loaded(keys, time.GetUtcNow());
    }

    private byte[]? Decrypted(long id, string encrypted)
    {
        if (ring.TryUnprotect(Purpose, encrypted) is { } secret)
        {
            return Convert.FromBase64String(secret);
        }

        TokenLog.KeyUnreadable(log, id, ring.Location);
        return null;
    }

    private sealed record Loaded(TokenKey[] Keys, DateTimeOffset At)
    {
        public TokenKey? Newest => Keys.Length > 0 ? Keys[0] : null;
    }
}
