namespace BounceProcessor.Host.Api;

/// <summary>What an endpoint asks for, and how the description speaks of it.</summary>
internal static class EndpointWords
{
    /// <summary>Asks for a scope, and names the endpoint.</summary>
    public static RouteHandlerBuilder With(this RouteHandlerBuilder endpoint, string scope, string id, string summary, string description) => endpoint
        .WithMetadata(new ApiScope(scope))
        .RequireAuthorization(policy => policy
            .AddAuthenticationSchemes(ApiTokenSignIn.SchemeName)
            .RequireAuthenticatedUser()
            .RequireAssertion(context => ApiCaller.Has(context.User, scope)))
        .WithName(id)
        .WithSummary(summary)
        .WithDescription($"{description} Scope: {scope}.".Trim());

    /// <summary>Names the refusals beside those that every endpoint has.</summary>
    public static RouteHandlerBuilder Problems(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses)
        {
            endpoint.Produces<ApiProblem>(status, ApiProblem.ContentType);
        }

        return endpoint;
    }
}
