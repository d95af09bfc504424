using System.Net.Mime;
using System.Text.Json;

using BounceProcessor.ApiTokens;
using BounceProcessor.Diagnosis;
using BounceProcessor.MassMail;
using BounceProcessor.Sending.Composing;

namespace BounceProcessor.Host.Api;

/// <summary>Starting, pausing, throttling and stopping mass mails.</summary>
internal static class MassMailSteps
{
    /// <summary>Adds the endpoints.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api = api.MapGroup("").WithTags("Mass mail");
        Step(api, "start", "StartMassMail", "Start a draft", "Rows without faults go out.", (control, batch, by, token) => control.StartAsync(batch.Company, batch.Id, by, token));
        Step(api, "pause", "PauseMassMail", "Pause a mass mail", "No further row goes out, and none of its mails that wait in the outbox.", (control, batch, by, token) => control.PauseAsync(batch.Company, batch.Id, by, token));
        Step(api, "resume", "ResumeMassMail", "Have a paused mass mail go on", "", (control, batch, by, token) => control.ResumeAsync(batch.Company, batch.Id, by, token));
        Step(api, "stop", "StopMassMail", "End a mass mail for good", "What has not gone out never does. A draft is removed: the answer is 204 then.", (control, batch, by, token) => control.StopAsync(batch.Company, batch.Id, by, token))
            .Produces(StatusCodes.Status204NoContent);
        api.MapPut("/mass-mails/{id:long}/rate", ThrottleAsync).With(ApiScopes.MassMails, "ThrottleMassMail", "Change how many mails a minute go out", "Counts at once, for rows that are not in the outbox yet.")
            .Accepts<RateSubmission>(MediaTypeNames.Application.Json)
            .Produces<MassMailView>()
            .Problems(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
    }

    private static RouteHandlerBuilder Step(
        RouteGroupBuilder api, string word, string id, string summary, string description, Func<BatchControl, Batch, string, CancellationToken, Task<LocalizedText?>> take) =>
        api.MapPost(
                $"/mass-mails/{{id:long}}/{word}",
                (long id, ApiCaller caller, BatchControl control, BatchStore store, BatchParties parties, CancellationToken cancellationToken) =>
                    TakeAsync(id, caller, (store, parties, word is "start" or "resume"), (batch, token) => take(control, batch, caller.By, token), cancellationToken))
            .With(ApiScopes.MassMails, id, summary, description)
            .Produces<MassMailView>()
            .Problems(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);

    private static async Task<IResult> TakeAsync(
        long id, ApiCaller caller, (BatchStore Store, BatchParties Parties, bool IsSending) room, Func<Batch, CancellationToken, Task<LocalizedText?>> take, CancellationToken cancellationToken)
    {
        if (await room.Store.FindAsync(caller.Company, id, cancellationToken) is not { } batch)
        {
            return MassMailEndpoints.NoMassMail(id);
        }

        if (room.IsSending && await room.Parties.RefusalAsync(batch.Company, batch.UserCode, cancellationToken) is { } closed)
        {
            return MassMailEndpoints.Closed(closed);
        }

        return await take(batch, cancellationToken) is { } refusal
            ? ApiProblem.Result(StatusCodes.Status409Conflict, "not-now", "This cannot be done with the mass mail now; faults says why.", new MailFault("", "not-now", refusal))
            : await room.Store.FindAsync(caller.Company, id, cancellationToken) is { } now
                ? TypedResults.Ok(await MassMailView.OfAsync(now, room.Store, cancellationToken))
                : TypedResults.NoContent();
    }

    private static async Task<IResult> ThrottleAsync(
        long id, HttpRequest request, ApiCaller caller, BatchControl control, BatchStore store, BatchParties parties, CancellationToken cancellationToken)
    {
        try
        {
            var wanted = await JsonSerializer.DeserializeAsync<RateSubmission>(request.Body, SubmissionReader.Json, cancellationToken) ?? throw new JsonException(null, "$", null, null);
            return BatchControl.RateFault(wanted.RatePerMinute) is { } fault
                ? ApiProblem.Refused([new MailFault("ratePerMinute", "rate-invalid", fault)])
                : await TakeAsync(
                    id, caller, (store, parties, false), (batch, token) => control.ThrottleAsync(batch.Company, batch.Id, wanted.RatePerMinute, caller.By, token), cancellationToken);
        }
        catch (JsonException fault)
        {
            return ApiProblem.Refused([SubmissionReader.Unreadable(fault)]);
        }
    }
}
