using System.Data.Common;

using Dapper;

namespace BounceProcessor.ApiTokens;

/// <summary>The table <c>api_tokens</c>.</summary>
internal sealed class ApiTokenStore(DbDataSource database, TimeProvider time)
{
    private const int MostListed = 1_000;

    // More often would be a write for every request.
    private static readonly TimeSpan UseNoted = TimeSpan.FromMinutes(1);

    private static readonly string Insert = SqlText.Load("ApiTokens/Sql/InsertApiToken.sql");
    private static readonly string Find = SqlText.Load("ApiTokens/Sql/FindApiToken.sql");
    private static readonly string Touch = SqlText.Load("ApiTokens/Sql/TouchApiToken.sql");
    private static readonly string List = SqlText.Load("ApiTokens/Sql/ListApiTokens.sql");
    private static readonly string Revoke = SqlText.Load("ApiTokens/Sql/RevokeApiToken.sql");

    /// <summary>Makes a token.</summary>
    /// <exception cref="ArgumentException">The request has faults.</exception>
    public async Task<NewApiToken> CreateAsync(ApiTokenRequest request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (request.Faults(now) is [var fault, ..])
        {
            throw new ArgumentException(fault, nameof(request));
        }

        var text = ApiTokenText.New();
        var row = new
        {
            request.Company,
            request.Name,
            TokenHash = ApiTokenText.HashOf(text),
            Prefix = ApiTokenText.PrefixOf(text),
            Scopes = string.Join(' ', ApiScopes.All.Intersect(request.Scopes)),
            CreatedAt = now,
            CreatedBy = request.By,
            request.ExpiresAt,
        };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return new NewApiToken(await connection.QuerySingleAsync<ApiToken>(Command(Insert, row, cancellationToken)), text);
    }

    /// <summary>The token that somebody shows, and notes that it was used.</summary>
    /// <returns><see langword="null"/> when there is no such token, or it is expired or revoked.</returns>
    public async Task<ApiToken?> OpenAsync(string? text, CancellationToken cancellationToken)
    {
        if (ApiTokenText.HashOf(text) is not { } hash)
        {
            return null;
        }

        var now = time.GetUtcNow();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var token = await connection.QuerySingleOrDefaultAsync<ApiToken>(Command(Find, new { TokenHash = hash }, cancellationToken));
        if (token is null || !token.IsUsableAt(now))
        {
            return null;
        }

        if (token.LastUsedAt is null || now - token.LastUsedAt >= UseNoted)
        {
            await connection.ExecuteAsync(Command(Touch, new { token.Company, token.Id, Now = now, Before = now - UseNoted }, cancellationToken));
        }

        return token;
    }

    /// <summary>Tokens, newest first, with those that no longer open anything.</summary>
    /// <param name="company">Of one company; <see langword="null"/> for all.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    public async Task<IReadOnlyList<ApiToken>> ListAsync(string? company, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return (await connection.QueryAsync<ApiToken>(Command(List, new { Company = company, Limit = MostListed }, cancellationToken))).AsList();
    }

    /// <summary>Ends a token at once.</summary>
    /// <param name="company">Whose; <see langword="null"/> for whosever it is.</param>
    /// <param name="id">Its number.</param>
    /// <param name="by">Who ends it.</param>
    /// <param name="cancellationToken">Ends the statement.</param>
    /// <returns>The token as it is now; <see langword="null"/> when there is none.</returns>
    public async Task<ApiToken?> RevokeAsync(string? company, long id, string by, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<ApiToken>(
            Command(Revoke, new { Company = company, Id = id, By = by, Now = time.GetUtcNow() }, cancellationToken));
    }

    private static CommandDefinition Command(string sql, object parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, cancellationToken: cancellationToken);
}
