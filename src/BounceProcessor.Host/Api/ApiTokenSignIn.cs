using System.Text.Encodings.Web;

using BounceProcessor.ApiTokens;

using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Host.Api;

/// <summary>Lets programs in by the token in <c>Authorization: Bearer</c>; cookies count for nothing here, so no foreign page can act for somebody who is signed in.</summary>
internal sealed class ApiTokenSignIn(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ApiTokenStore tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>The name of this way in.</summary>
    public const string SchemeName = "ApiToken";

    private const string Start = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Start, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        return await tokens.OpenAsync(header[Start.Length..].Trim(), Context.RequestAborted) is { } token
            ? AuthenticateResult.Success(new AuthenticationTicket(ApiCaller.Principal(token, SchemeName), SchemeName))
            : AuthenticateResult.Fail("The token is unknown, expired or revoked.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return ApiProblem.WriteAsync(
            Context,
            StatusCodes.Status401Unauthorized,
            "unauthorized",
            "Show a token that is neither expired nor revoked in the header Authorization, as Bearer bounceproc_…; bounceproc api-token create makes one.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var scope = Context.GetEndpoint()?.Metadata.GetMetadata<ApiScope>()?.Name ?? "";
        Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"";
        return ApiProblem.WriteAsync(
            Context, StatusCodes.Status403Forbidden, "scope-missing", $"The token has no scope {scope}; make one that has it.");
    }
}
