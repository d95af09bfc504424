using System.Globalization;
using System.Threading.RateLimiting;

using BounceProcessor.Feeds;

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

using Scalar.AspNetCore;

namespace BounceProcessor.Host.Api;

/// <summary>Registers the interface for programs. Needs the rooms from database to sending, and signing in.</summary>
internal static class ApiSetup
{
    private const string RatePolicy = "api";
    private const string Root = "/api";

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddOptions<ApiOptions>().BindConfiguration(ApiOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ApiOptions>, ApiOptionsValidator>();
        services.AddSingleton<SubmissionReader>();
        services.AddSingleton<MassMailReader>();
        services.AddSingleton<MassMailMaking>();
        services.AddSingleton<ApiRequests>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiTokenSignIn>(ApiTokenSignIn.SchemeName, null);
        services.ConfigureHttpJsonOptions(options => FeedJson.Configure(options.SerializerOptions));

        // The framework would log whole addresses, and some of ours have people's addresses in them. ApiRequests logs the routes.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", level => level >= LogLevel.Warning));
        services.AddOpenApi(ApiDocument.Version, ApiDocument.Configure);
        services.AddRateLimiter(limits =>
        {
            limits.AddPolicy(RatePolicy, Pace);
            limits.OnRejected = RefuseAsync;
        });
        return services;
    }

    /// <summary>Adds what surrounds the requests of programs; call after <c>MapPages</c> and before <c>MapAccess</c>.</summary>
    public static void UseApi(this WebApplication app)
    {
        var requests = app.Services.GetRequiredService<ApiRequests>();
        app.Use((context, next) => context.Request.Path.StartsWithSegments(Root) ? requests.HandleAsync(context, next) : next(context));
    }

    /// <summary>Adds the endpoints and their description; call after <c>MapAccess</c>.</summary>
    public static void MapApi(this WebApplication app)
    {
        app.UseRateLimiter();
        app.Use(ApiPage.AllowScriptAsync);
        var size = app.Services.GetRequiredService<IOptions<ApiOptions>>().Value.LargestRequestBytes;
        var api = app.MapGroup(Root + "/" + ApiDocument.Version).RequireRateLimiting(RatePolicy).WithMetadata(new RequestSizeLimitAttribute(size));
        MailEndpoints.Map(api);
        EventEndpoints.Map(api);
        MassMailEndpoints.Map(api);
        MassMailSteps.Map(api);
        MarkEndpoints.Map(api);
        CorrectionEndpoints.Map(api);
        UserEndpoints.Map(api);
        app.MapOpenApi("/api/{documentName}/openapi.json").AllowAnonymous();
        app.MapScalarApiReference(ApiPage.Address, ApiPage.Configure).AllowAnonymous();
    }

    // By token: one program cannot use up what another may do.
    private static RateLimitPartition<long> Pace(HttpContext context)
    {
        var perMinute = context.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value.RequestsPerMinute;
        return RateLimitPartition.GetTokenBucketLimiter(ApiCaller.Of(context).TokenId, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            TokensPerPeriod = Math.Max(1, perMinute / 60),
            ReplenishmentPeriod = perMinute >= 60 ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(1) / perMinute,
            QueueLimit = 0,
        });
    }

    private static async ValueTask RefuseAsync(OnRejectedContext refused, CancellationToken cancellationToken)
    {
        var wait = refused.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        refused.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await ApiProblem.WriteAsync(
            refused.HttpContext, StatusCodes.Status429TooManyRequests, "rate-limited", $"This token has sent too many requests; come again in {seconds} s.");
    }
}
