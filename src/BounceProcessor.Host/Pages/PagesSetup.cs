using System.Text;
using BounceProcessor.Events;
using BounceProcessor.Host.Access;
using BounceProcessor.Host.Pages.Events;
using BounceProcessor.Host.Pages.Faults;
using BounceProcessor.Host.Pages.Mailboxes;
using BounceProcessor.Host.Pages.Marks;
using BounceProcessor.Host.Pages.MassMail;
using BounceProcessor.Host.Pages.Outbox;
using BounceProcessor.Host.Pages.Senders;
using BounceProcessor.Host.Pages.Text;
using BounceProcessor.Intake.Quarantine;
using BounceProcessor.Marks;
using BounceProcessor.MassMail;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using MudBlazor;
using MudBlazor.Services;

namespace BounceProcessor.Host.Pages;

/// <summary>Registers the pages. Needs the rooms from database to polling, and <c>builder.WebHost.UseStaticWebAssets()</c> for runs from the build folder.</summary>
internal static class PagesSetup
{
    // The first paint hands its rows to the live page in one message; the framework's 32 KiB are too few for a hundred.
    private const int LargestMessageBytes = 1024 * 1024;

    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddOptions<PagesOptions>().BindConfiguration(PagesOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PagesOptions>, PagesOptionsValidator>();
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(Languages.Configure);
        services.AddExceptionHandler<FaultLogging>();
        services.AddRazorComponents()
            .AddInteractiveServerComponents()
            .AddHubOptions(options => options.MaximumReceiveMessageSize = LargestMessageBytes);
        services.AddMudServices();
        services.AddTransient<MudLocalizer, MudWords>();
        services.AddSingleton<EventWords>();
        services.AddSingleton<EventSentMails>();
        services.AddSingleton<ServiceWords>();
        services.AddSingleton<MarkWords>();
        services.AddSingleton<OutboxWords>();
        services.AddSingleton<BatchWords>();
        services.AddSingleton<BatchUpload>();
        services.AddSingleton<MailboxOverview>();
        services.AddSingleton<LocalTime>();
        services.AddScoped<ListPlace>();
        services.AddScoped<PageVisitor>();
        return services;
    }

    /// <summary>Adds error pages, languages, assets and the pages; call before <c>MapAccess</c>.</summary>
    public static void MapPages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error",
            CreateScopeForErrors = true,
            StatusCodeSelector = fault => fault is BadHttpRequestException refused ? refused.StatusCode : StatusCodes.Status500InternalServerError,
        });
        app.UseRequestLocalization();
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.MapStaticAssets().AllowAnonymous();
        app.MapGet("/", () => TypedResults.LocalRedirect("~/events")).AllowAnonymous();
        app.MapGet("/language/{language}", ChooseLanguage).AllowAnonymous();
        app.MapGet("/events/{id:long}/mail.eml", DownloadAsync);
        app.MapGet("/quarantine/{id:long}/mail.eml", DownloadQuarantinedAsync);
        app.MapGet("/marks/marks.csv", ExportMarks);
        app.MapGet("/mass-mail/{id:long}/report.csv", WriteReportAsync);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = "'none'");
    }

    private static Results<RedirectHttpResult, NotFound> ChooseLanguage(string language, string? returnUrl, HttpResponse response)
    {
        if (!Languages.All.Contains(language))
        {
            return TypedResults.NotFound();
        }

        Languages.Remember(response, language);
        return TypedResults.LocalRedirect("~" + LocalAddress.OrHome(returnUrl));
    }

    // Always a download: a browser must not show what a stranger wrote as a page of this site.
    private static async Task<Results<FileContentHttpResult, NotFound>> DownloadAsync(long id, EventStore store, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { } found && await store.RawMailAsync(found.MailId, cancellationToken) is { } mail
            ? TypedResults.File(mail, "application/octet-stream", $"event-{id}.eml")
            : TypedResults.NotFound();

    private static async Task<Results<FileContentHttpResult, NotFound>> DownloadQuarantinedAsync(
        long id, QuarantineStore store, CancellationToken cancellationToken) =>
        await store.BytesAsync(id, cancellationToken) is { } mail
            ? TypedResults.File(mail, "application/octet-stream", $"quarantine-{id}.eml")
            : TypedResults.NotFound();

    private static PushStreamHttpResult ExportMarks(string? q, string? company, string? kind, string? state, MarkExport export, CancellationToken cancellationToken) =>
        TypedResults.Stream(
            async stream =>
            {
                // The mark in front tells a spreadsheet that it is UTF-8.
                await using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
                await export.WriteAsync(MarkListQuery.Of(company, kind, state, q, null).Filter, text, cancellationToken);
            },
            "text/csv; charset=utf-8",
            "marks.csv");

    private static async Task WriteReportAsync(long id, BatchStore batches, BatchReport report, HttpContext context)
    {
        if (await batches.FindAsync(null, id, context.RequestAborted) is not { } batch)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"mass-mail-{id}.csv\"";
        await using var writer = new StreamWriter(context.Response.Body, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await report.WriteAsync(batch, Languages.Current, writer, context.RequestAborted);
    }
}
