namespace BounceProcessor.Host.Api;

/// <summary>What a token must have for an endpoint; also marks the endpoints of the API.</summary>
/// <param name="Name">One of <see cref="ApiTokens.ApiScopes.All"/>.</param>
internal sealed record ApiScope(string Name);
