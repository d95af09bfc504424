using BounceProcessor.Feeds;
using BounceProcessor.Sending.Composing;

using Microsoft.AspNetCore.WebUtilities;

namespace BounceProcessor.Host.Api;

/// <summary>Why a request was not done (RFC 9457).</summary>
/// <param name="Type">For programs: <c>urn:bounceproc:problem:</c> and a code.</param>
/// <param name="Title">What the status means.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What is wrong and what to do.</param>
/// <param name="Faults">Every single fault of a request that was understood but cannot be done; empty otherwise.</param>
public sealed record ApiProblem(string Type, string Title, int Status, string Detail, IReadOnlyList<MailFault> Faults)
{
    /// <summary>The media type of a problem.</summary>
    public const string ContentType = "application/problem+json";

    private const string Prefix = "urn:bounceproc:problem:";

    /// <summary>A problem.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">Its code.</param>
    /// <param name="detail">What is wrong and what to do.</param>
    /// <param name="faults">Single faults.</param>
    internal static IResult Result(int status, string code, string detail, params IReadOnlyList<MailFault> faults) =>
        TypedResults.Json(Of(status, code, detail, faults), FeedJson.Options, ContentType, status);

    /// <summary>The answer to a request whose values cannot be.</summary>
    internal static IResult Refused(IReadOnlyList<MailFault> faults) => Result(
        StatusCodes.Status422UnprocessableEntity, "faults", "The request was understood but cannot be done; faults says why. Nothing was changed.", faults);

    /// <summary>The answer for what the company does not have.</summary>
    internal static IResult NotFound(string what) => Result(StatusCodes.Status404NotFound, "not-found", $"This company has {what}.");

    /// <summary>Writes a problem; an answer that has begun is broken off, so that nobody takes it for whole.</summary>
    internal static async Task WriteAsync(HttpContext context, int status, string code, string detail)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(Of(status, code, detail, []), FeedJson.Options, ContentType, context.RequestAborted);
    }

    private static ApiProblem Of(int status, string code, string detail, IReadOnlyList<MailFault> faults) =>
        new(Prefix + code, ReasonPhrases.GetReasonPhrase(status), status, detail, faults);
}
