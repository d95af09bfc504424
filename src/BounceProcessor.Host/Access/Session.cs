using System.Globalization;
using System.Security.Claims;

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace BounceProcessor.Host.Access;

/// <summary>What a sign-in cookie says, and whether it still holds.</summary>
internal sealed class Session(UserStore users)
{
    private const string StampClaim = "stamp";

    /// <summary>Signs a user in on this browser.</summary>
    public static Task BeginAsync(HttpContext context, User user) => context.SignInAsync(PrincipalOf(user));

    /// <summary>Whether the password is still the one the session began with.</summary>
    public async Task<bool> HoldsAsync(ClaimsPrincipal? principal, CancellationToken cancellationToken)
    {
        var stamp = principal?.FindFirstValue(StampClaim);
        return stamp is not null
            && long.TryParse(principal?.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && await users.FindAsync(id, cancellationToken) is { } user
            && user.SecurityStamp == stamp;
    }

    /// <summary>Ends a session whose password was changed; runs on each request.</summary>
    public static async Task CheckAsync(CookieValidatePrincipalContext context)
    {
        var session = context.HttpContext.RequestServices.GetRequiredService<Session>();
        if (!await session.HoldsAsync(context.Principal, context.HttpContext.RequestAborted))
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync();
        }
    }

    private static ClaimsPrincipal PrincipalOf(User user) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, user.Id.ToString(CultureInfo.InvariantCulture)),
            new Claim(ClaimTypes.Name, user.Name),
            new Claim(StampClaim, user.SecurityStamp),
        ],
        CookieAuthenticationDefaults.AuthenticationScheme));
}
