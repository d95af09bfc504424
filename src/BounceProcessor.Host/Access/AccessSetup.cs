using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace BounceProcessor.Host.Access;

/// <summary>Registers signing in. Needs a <c>DbDataSource</c>, a <see cref="TimeProvider"/> and Data Protection for its cookies.</summary>
internal static class AccessSetup
{
    /// <param name="services">The application's services.</param>
    /// <param name="console">Where the first link is printed.</param>
    public static IServiceCollection AddAccess(this IServiceCollection services, TextWriter console)
    {
        services.AddSingleton(new AccessConsole(console));
        services.AddSingleton<FirstLink>();
        services.AddSingleton<UserStore>();
        services.AddSingleton<PasswordSignIn>();
        services.AddSingleton<Session>();
        services.AddHostedService<FirstLinkAnnouncement>();

        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(Configure);

        // Nothing is open unless it says so.
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, LiveSession>();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "bounceproc-form";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SuppressXFrameOptionsHeader = true;
        });
        return services;
    }

    /// <summary>Adds headers, authentication and the forms' protection; call after <c>MapPages</c>, whose error page surrounds it.</summary>
    public static void MapAccess(this WebApplication app)
    {
        app.Use(SecurityHeaders.AddAsync);
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapPost("/sign-out", SignOutAsync).AllowAnonymous();
    }

    private static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "bounceproc";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.AccessDeniedPath = "/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = Session.CheckAsync;
    }

    // A form parameter makes the framework demand the antiforgery token.
    private static async Task<RedirectHttpResult> SignOutAsync(HttpContext context, [FromForm] string? from)
    {
        _ = from;
        await context.SignOutAsync();
        return TypedResults.LocalRedirect("~/sign-in");
    }
}
