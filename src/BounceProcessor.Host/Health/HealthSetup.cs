using System.Net.Mime;

using BounceProcessor.Alerts;
using BounceProcessor.Sending.Outbox;
using BounceProcessor.Telemetry;

using Microsoft.Extensions.Diagnostics.HealthChecks;

using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace BounceProcessor.Host.Health;

/// <summary>Registers health and metrics. Needs the alert watch.</summary>
internal static class HealthSetup
{
    private const string Ready = "ready";

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<DatabaseHealth>("database", tags: [Ready])
            .AddCheck<MailboxHealth>("mailboxes")
            .AddCheck<AlertHealth>("alerts")
            .AddCheck<QuarantineHealth>("quarantine")
            .AddCheck<OutboxHealth>("outbox")
            .AddCheck<RulesHealth>("rules")
            .AddCheck<DiskHealth>("disk");

        // It would write a line a check and question, for as long as something is not well; what is not well is logged once by the watch.
        services.AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None));
        services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService("bounceproc")).WithMetrics(metrics => metrics
            .AddMeter(MetricNames.Meter, "Microsoft.AspNetCore.Hosting", "System.Runtime")
            .AddPrometheusExporter());
        return services;
    }

    /// <summary>Adds the addresses; call after <c>MapAccess</c>.</summary>
    /// <param name="app">The application.</param>
    /// <param name="networks">Who may ask.</param>
    public static void MapHealth(this WebApplication app, HealthNetworks networks)
    {
        // Nothing asks for it; it measures as long as it lives.
        app.Services.GetRequiredService<AlertMetrics>();
        app.Services.GetRequiredService<OutboxMetrics>();
        app.UseWhen(
            context => IsOurs(context.Request.Path) && !networks.Allows(context),
            refused => refused.Run(RefuseAsync));
        app.MapGet("/health/live", () => TypedResults.Text("alive\n")).AllowAnonymous();
        app.MapGet("/health/ready", (HealthCheckService checks, CancellationToken token) => AnswerAsync(checks, check => check.Tags.Contains(Ready), token)).AllowAnonymous();
        app.MapGet("/health", (HealthCheckService checks, CancellationToken token) => AnswerAsync(checks, null, token)).AllowAnonymous();
        app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous();
    }

    private static bool IsOurs(PathString path) => path.StartsWithSegments("/health") || path.StartsWithSegments("/metrics");

    private static async Task<IResult> AnswerAsync(HealthCheckService checks, Func<HealthCheckRegistration, bool>? chosen, CancellationToken cancellationToken)
    {
        var report = await checks.CheckHealthAsync(chosen, cancellationToken);
        var code = report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        return TypedResults.Text(HealthAnswer.Of(report).ToJson() + "\n", MediaTypeNames.Application.Json, statusCode: code);
    }

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = MediaTypeNames.Text.Plain;
        return context.Response.WriteAsync("Only the machine itself may ask this, and the networks of Web:HealthFrom.\n", context.RequestAborted);
    }
}
