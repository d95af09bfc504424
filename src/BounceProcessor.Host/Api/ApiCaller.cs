using System.Globalization;
using System.Security.Claims;

using BounceProcessor.ApiTokens;

namespace BounceProcessor.Host.Api;

/// <summary>Who calls: the token that was shown. Everything an endpoint reads or writes is of its company.</summary>
/// <param name="Company">Code of the company.</param>
/// <param name="TokenId">Number of the token.</param>
/// <param name="TokenName">What people call it.</param>
internal sealed record ApiCaller(string Company, long TokenId, string TokenName)
{
    private const string CompanyClaim = "company";
    private const string ScopeClaim = "scope";

    /// <summary>How changes are signed in histories.</summary>
    public string By => string.Create(CultureInfo.InvariantCulture, $"api:{TokenName} ({TokenId})");

    /// <summary>Handed to the endpoints.</summary>
    public static ValueTask<ApiCaller> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context));

    /// <summary>Who calls.</summary>
    /// <exception cref="InvalidOperationException">The endpoint lets in callers without a token; a fault of this program.</exception>
    public static ApiCaller Of(HttpContext context) =>
        context.User.FindFirstValue(CompanyClaim) is { Length: > 0 } company && long.TryParse(context.User.FindFirstValue(ClaimTypes.NameIdentifier), CultureInfo.InvariantCulture, out var id)
            ? new ApiCaller(company, id, context.User.Identity?.Name ?? "")
            : throw new InvalidOperationException("The endpoint was reached without a token.");

    /// <summary>The identity that a token gives.</summary>
    public static ClaimsPrincipal Principal(ApiToken token, string scheme) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, token.Id.ToString(CultureInfo.InvariantCulture)),
            new Claim(ClaimTypes.Name, token.Name),
            new Claim(CompanyClaim, token.Company),
            .. token.Scopes.Split(' ').Select(scope => new Claim(ScopeClaim, scope)),
        ],
        scheme));

    /// <summary>Whether the token of a caller has a scope.</summary>
    public static bool Has(ClaimsPrincipal caller, string scope) => caller.HasClaim(ScopeClaim, scope);
}
