using System.Data.Common;
using System.Diagnostics;

using BounceProcessor.Host.Access;

using Microsoft.AspNetCore.Diagnostics;

namespace BounceProcessor.Host.Api;

/// <summary>Surrounds every request below <c>/api</c>: whatever goes wrong is answered as a problem and never as a page, and each is logged without what it holds.</summary>
internal sealed class ApiRequests(ILogger<ApiRequests> logger)
{
    /// <summary>Handles a request.</summary>
    public async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        var clock = Stopwatch.GetTimestamp();
        try
        {
            await AnswerAsync(context, next);
        }
        catch (BadHttpRequestException fault)
        {
            await ExplainAsync(context, fault.StatusCode);
        }
        catch (DbException fault)
        {
            logger.DatabaseUnusable(context.Request.Method, RouteOf(context), fault.Message);
            context.Response.Headers.RetryAfter = "10";
            await ApiProblem.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "unavailable", "The database cannot be used now. Nothing was changed; come again in a while.");
        }
#pragma warning disable CA1031 // the outermost place of a request: the caller gets an id, the log the whole cause
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            var id = Guid.NewGuid().ToString("N")[..12];
            logger.Failed(context.Request.Method, RouteOf(context), id, fault);
            await ApiProblem.WriteAsync(context, StatusCodes.Status500InternalServerError, "internal", $"This failed here. Give the operator this id: {id}.");
        }
#pragma warning restore CA1031

        Log(context, Stopwatch.GetElapsedTime(clock));
    }

    private static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (endpoint is not RouteEndpoint && endpoint.RequestDelegate is { } refuse)
        {
            // Routing's own answers, such as to a wrong method. They ask for no sign-in, which would lead to a page.
            await refuse(context);
        }
        else
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= StatusCodes.Status400BadRequest, ContentType: null })
            {
                await ExplainAsync(context);
            }

            return;
        }

        await SecurityHeaders.AddAsync(context, ExplainAsync);
    }

    private static Task ExplainAsync(HttpContext context) => ExplainAsync(context, context.Response.StatusCode);

    private static Task ExplainAsync(HttpContext context, int status)
    {
        var (code, detail) = status switch
        {
            StatusCodes.Status404NotFound => ("not-found", "There is nothing at this address; /api/v1/openapi.json lists what there is."),
            StatusCodes.Status405MethodNotAllowed => ("method", $"This address takes no {context.Request.Method}; the header Allow says what it takes."),
            StatusCodes.Status413PayloadTooLarge => ("too-large", "The request is larger than Api:LargestRequestBytes allows. Nothing was sent."),
            StatusCodes.Status415UnsupportedMediaType => ("media-type", "Send application/json, or multipart/form-data where the description offers it."),
            _ => ("unreadable", "A value of the address, the query or a header cannot be read; compare it with /api/v1/openapi.json."),
        };
        return ApiProblem.WriteAsync(context, status, code, detail);
    }

    private static string RouteOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "(no route)";

    private void Log(HttpContext context, TimeSpan took)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ApiScope>() is not null && context.User.Identity is { IsAuthenticated: true, AuthenticationType: ApiTokenSignIn.SchemeName })
        {
            var caller = ApiCaller.Of(context);
            logger.Answered(context.Request.Method, RouteOf(context), caller.Company, caller.TokenId, context.Response.StatusCode, (long)took.TotalMilliseconds);
        }
    }
}
