using System.Data.Common;

using BounceProcessor.Secrets;

using Dapper;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Webhooks;

/// <summary>The table <c>webhook_endpoints</c>.</summary>
internal sealed class WebhookEndpoints(DbDataSource database, KeyRing keys, TimeProvider time, IOptions<WebhookOptions> options)
{
    private const string Purpose = "BounceProcessor.Webhooks.v1";
    private const int MostListed = 1_000;

    private static readonly string Insert = SqlText.Load("Webhooks/Sql/InsertEndpoint.sql");
    private static readonly string Find = SqlText.Load("Webhooks/Sql/FindEndpoint.sql");
    private static readonly string List = SqlText.Load("Webhooks/Sql/ListEndpoints.sql");
    private static readonly string Enable = SqlText.Load("Webhooks/Sql/EnableEndpoint.sql");
    private static readonly string Disable = SqlText.Load("Webhooks/Sql/DisableEndpoint.sql");
    private static readonly string Rotate = SqlText.Load("Webhooks/Sql/RotateEndpoint.sql");
    private static readonly string Remove = SqlText.Load("Webhooks/Sql/RemoveEndpoint.sql");
    private static readonly string DropWaiting = SqlText.Load("Webhooks/Sql/DropWaiting.sql");
    private static readonly string FindSecrets = SqlText.Load("Webhooks/Sql/FindEndpointSecrets.sql");

    /// <summary>Adds one.</summary>
    /// <returns>It, and its secret, to be shown once.</returns>
    /// <exception cref="ArgumentException">The address or the choice is none.</exception>
    public async Task<(WebhookEndpoint Endpoint, string Secret)> AddAsync(NewWebhook wanted, CancellationToken cancellationToken)
    {
        if (wanted.Faults(options.Value) is [var fault, ..])
        {
            throw new ArgumentException(fault, nameof(wanted));
        }

        var secret = WebhookSecret.New();
        var row = new
        {
            wanted.Company,
            wanted.Url,
            EventTypes = $" {string.Join(' ', WebhookEvents.All.Intersect(wanted.Events))} ",
            Encrypted = keys.Protect(Purpose, secret),
            Now = time.GetUtcNow(),
            wanted.By,
        };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var id = await connection.ExecuteScalarAsync<long>(Command(Insert, row, cancellationToken));
        return (await FindAsync(wanted.Company, id, cancellationToken) ?? throw new InvalidOperationException($"Endpoint {id} went away while it was added."), secret);
    }

    /// <summary>One endpoint.</summary>
    /// <param name="company">Whose; <see langword="null"/> for whosever it is.</param>
    /// <param name="id">Its number.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <returns><see langword="null"/> when there is none, or it was removed.</returns>
    public async Task<WebhookEndpoint?> FindAsync(string? company, long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return Trimmed(await connection.QuerySingleOrDefaultAsync<WebhookEndpoint>(Command(Find, new { Company = company, Id = id }, cancellationToken)));
    }

    /// <summary>Endpoints, newest first.</summary>
    /// <param name="company">Of one company; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyList<WebhookEndpoint>> ListAsync(string? company, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<WebhookEndpoint>(Command(List, new { Company = company, Limit = MostListed }, cancellationToken));
        return [.. rows.Select(row => Trimmed(row)).OfType<WebhookEndpoint>()];
    }

    /// <summary>Switches it on or off. Switched on, it is told what waits and what is new, but not what happened while it was off.</summary>
    /// <returns>Whether there is such an endpoint.</returns>
    public Task<bool> SetActiveAsync(string? company, long id, bool isActive, CancellationToken cancellationToken) =>
        ChangeAsync(isActive ? Enable : Disable, new { Company = company, Id = id, Now = time.GetUtcNow(), Because = (string?)null }, cancellationToken);

    /// <summary>Gives it a new secret; the one before is signed with too for a while.</summary>
    /// <returns>The secret, to be shown once; <see langword="null"/> when there is no such endpoint.</returns>
    public async Task<string?> RotateAsync(string? company, long id, CancellationToken cancellationToken)
    {
        var secret = WebhookSecret.New();
        var row = new { Company = company, Id = id, Encrypted = keys.Protect(Purpose, secret), Until = time.GetUtcNow() + options.Value.OldSecret };
        return await ChangeAsync(Rotate, row, cancellationToken) ? secret : null;
    }

    /// <summary>Removes it, and what waits for it; its log stays for its time.</summary>
    /// <returns>Whether there was such an endpoint.</returns>
    public async Task<bool> RemoveAsync(string? company, long id, CancellationToken cancellationToken)
    {
        var row = new { Company = company, Id = id, Now = time.GetUtcNow() };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await connection.ExecuteAsync(new CommandDefinition(Remove, row, transaction, cancellationToken: cancellationToken)) == 0)
        {
            return false;
        }

        await connection.ExecuteAsync(new CommandDefinition(DropWaiting, row, transaction, cancellationToken: cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>What its messages are signed with now.</summary>
    /// <returns>Empty when the key ring cannot decrypt it.</returns>
    internal async Task<IReadOnlyList<string>> SecretsAsync(WebhookEndpoint endpoint, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (now, before) = await connection.QuerySingleOrDefaultAsync<(string?, string?)>(
            Command(FindSecrets, new { endpoint.Company, endpoint.Id, Now = time.GetUtcNow() }, cancellationToken));
        string?[] secrets = [Decrypted(now), Decrypted(before)];
        return secrets[0] is null ? [] : [.. secrets.OfType<string>()];
    }

    private static WebhookEndpoint? Trimmed(WebhookEndpoint? row) => row is null ? null : row with { EventTypes = row.EventTypes.Trim() };

    private string? Decrypted(string? secret) => secret is null ? null : keys.TryUnprotect(Purpose, secret);

    private async Task<bool> ChangeAsync(string sql, object row, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteAsync(Command(sql, row, cancellationToken)) > 0;
    }

    private static CommandDefinition Command(string sql, object parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, cancellationToken: cancellationToken);
}
