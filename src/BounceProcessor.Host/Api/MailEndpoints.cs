using System.Net.Mime;

using BounceProcessor.ApiTokens;
using BounceProcessor.Companies;
using BounceProcessor.Diagnosis;
using BounceProcessor.Feeds;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Outbox;

namespace BounceProcessor.Host.Api;

/// <summary>Sending mails, and what became of them.</summary>
internal static class MailEndpoints
{
    private const string KeyReused = "key-reused";

    /// <summary>Adds the endpoints.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api = api.MapGroup("").WithTags("Mails");
        api.MapPost("/mails", SendAsync).With(ApiScopes.MailsSend, "SendMail", "Send a mail",
                "The mail is in the outbox when the answer comes, and survives whatever happens here. With the header Idempotency-Key the same request may be sent again without sending the mail twice.")
            .Accepts<MailSubmission>(MediaTypeNames.Application.Json, MediaTypeNames.Multipart.FormData)
            .Produces<SubmissionAnswer>(StatusCodes.Status202Accepted)
            .Produces<SubmissionAnswer>(StatusCodes.Status200OK)
            .Problems(StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/mails", ListAsync).With(ApiScopes.MailsRead, "ListMails", "List sent mails, newest first", "Follow next for older ones.")
            .Produces<FeedPage<MailView>>()
            .Problems(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/mails/{id:long}", FindAsync).With(ApiScopes.MailsRead, "FindMail", "One sent mail", "With the state of each recipient, the tries, and what came home.")
            .Produces<MailView>()
            .Problems(StatusCodes.Status404NotFound);
        api.MapPost("/mails/{id:long}/cancel", CancelAsync).With(ApiScopes.MailsSend, "CancelMail", "Cancel a mail",
                "What is not sent yet is never sent. The answer tells what became of each recipient; 409 when nothing was left to cancel.")
            .Produces<MailView>()
            .Problems(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        api.MapGet("/mails/{id:long}/events", EventsAsync).With(ApiScopes.EventsRead, "ListMailEvents", "What came home about a mail", "In the order it was filed.")
            .Produces<IReadOnlyList<EventView>>()
            .Problems(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> SendAsync(HttpRequest request, ApiCaller caller, SubmissionReader reader, MailOutbox outbox, CancellationToken cancellationToken)
    {
        var (mail, faults) = await reader.ReadAsync(request, caller, cancellationToken);
        if (mail is null)
        {
            return ApiProblem.Refused(faults);
        }

        var acceptance = await outbox.AcceptAsync(mail, cancellationToken);
        if (acceptance.Mail is not { } sent)
        {
            return acceptance.Faults.Any(fault => fault.Code == KeyReused)
                ? ApiProblem.Result(StatusCodes.Status409Conflict, KeyReused, "The idempotency key belongs to another mail. Nothing was sent.", acceptance.Faults)
                : ApiProblem.Refused(acceptance.Faults);
        }

        var answer = SubmissionAnswer.Of(sent, acceptance);
        return acceptance.IsRepeated
            ? TypedResults.Json(answer, FeedJson.Options)
            : TypedResults.Accepted($"/api/v1/mails/{sent.Id}", answer);
    }

    private static async Task<IResult> ListAsync([AsParameters] MailListQuery query, ApiCaller caller, MailFeed mails, CancellationToken cancellationToken)
    {
        var place = query.Cursor is null ? null : FeedCursor.Parse(query.Cursor);
        var recipient = AddressKey.Of(query.Recipient);
        List<MailFault> faults = [];
        if (query.Cursor is not null && place is null)
        {
            faults.Add(ListQuery.NoCursor("cursor"));
        }

        if (query.Recipient is not null && recipient is null)
        {
            faults.Add(new MailFault("recipient", "address-invalid", new LocalizedText(
                $"\"{TextLine.Of(query.Recipient)}\" is no e-mail address.", $"\"{TextLine.Of(query.Recipient)}\" ei ole e-posti aadress.")));
        }

        return faults.Count > 0
            ? ApiProblem.Refused(faults)
            : TypedResults.Ok(await mails.ListAsync(
                caller.Company, new MailQuery(query.User, query.Customer, query.Document, recipient, query.BatchId), place, ListQuery.Limit(query.Limit), cancellationToken));
    }

    private static async Task<IResult> FindAsync(long id, ApiCaller caller, MailFeed mails, CancellationToken cancellationToken) =>
        await mails.FindAsync(caller.Company, id, cancellationToken) is { } mail ? TypedResults.Ok(mail) : NoMail(id);

    private static async Task<IResult> EventsAsync(long id, ApiCaller caller, MailFeed mails, EventFeed events, CancellationToken cancellationToken) =>
        await mails.FindAsync(caller.Company, id, cancellationToken) is not null
            ? TypedResults.Ok(await events.OfMailAsync(caller.Company, id, cancellationToken))
            : NoMail(id);

    private static async Task<IResult> CancelAsync(long id, ApiCaller caller, OutboxControl control, MailFeed mails, CancellationToken cancellationToken)
    {
        if (await mails.FindAsync(caller.Company, id, cancellationToken) is null)
        {
            return NoMail(id);
        }

        var cancelled = await control.CancelAsync(OutboxSelection.Mail(caller.Company, id), caller.By, cancellationToken);
        return cancelled > 0 && await mails.FindAsync(caller.Company, id, cancellationToken) is { } mail
            ? TypedResults.Ok(mail)
            : ApiProblem.Result(StatusCodes.Status409Conflict, "too-late", $"Nothing of mail {id} was left to cancel.");
    }

    private static IResult NoMail(long id) => ApiProblem.NotFound($"no mail {id}");
}
