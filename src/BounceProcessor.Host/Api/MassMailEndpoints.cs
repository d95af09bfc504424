using System.Net.Mime;

using BounceProcessor.ApiTokens;
using BounceProcessor.Diagnosis;
using BounceProcessor.Feeds;
using BounceProcessor.MassMail;
using BounceProcessor.Sending.Composing;

namespace BounceProcessor.Host.Api;

/// <summary>Making mass mails, and reading what became of them. <see cref="MassMailSteps"/> changes them.</summary>
internal static class MassMailEndpoints
{
    private const string NotAllowed = "mass-mail-not-allowed";

    /// <summary>Adds the endpoints.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api = api.MapGroup("").WithTags("Mass mail");
        api.MapPost("/mass-mails", MakeAsync).With(ApiScopes.MassMails, "MakeMassMail", "Make a mass mail",
                "Every row is looked at, and nothing is sent: the answer is a draft, which is started by itself. Rows with faults are told by number and left out. With the header Idempotency-Key the same request may be sent again without making it twice.")
            .Accepts<MassMailSubmission>(MediaTypeNames.Application.Json, MediaTypeNames.Multipart.FormData)
            .Produces<MassMailView>(StatusCodes.Status201Created)
            .Produces<MassMailView>(StatusCodes.Status200OK)
            .Problems(StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType, StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/mass-mails", ListAsync).With(ApiScopes.MassMails, "ListMassMails", "List mass mails, newest first", "Follow next for older ones.")
            .Produces<FeedPage<MassMailView>>()
            .Problems(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/mass-mails/{id:long}", FindAsync).With(ApiScopes.MassMails, "FindMassMail", "A mass mail and its progress", "")
            .Produces<MassMailView>()
            .Problems(StatusCodes.Status404NotFound);
        api.MapGet("/mass-mails/{id:long}/rows", RowsAsync).With(ApiScopes.MassMails, "ListMassMailRows", "What became of each row", "In the order of the list. It may be asked for again: bounces still come home days later.")
            .Produces<FeedPage<MassMailRowView>>()
            .Problems(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/mass-mails/{id:long}/preview", PreviewAsync).With(ApiScopes.MassMails, "PreviewMassMail", "A row as it would go out now", "")
            .Produces<MassMailPreview>()
            .Problems(StatusCodes.Status404NotFound);
        api.MapGet("/mass-mails/{id:long}/report.csv", ReportAsync).With(ApiScopes.MassMails, "ReportMassMail", "What became of each row, as CSV", "As a spreadsheet opens it.")
            .Produces<string>(StatusCodes.Status200OK, "text/csv")
            .Problems(StatusCodes.Status404NotFound);
    }

    /// <summary>The answer for a number that the company has not.</summary>
    public static IResult NoMassMail(long id) => ApiProblem.NotFound($"no mass mail {id}");

    /// <summary>The answer to a company or user that may not send mass mail.</summary>
    public static IResult Closed(LocalizedText refusal) =>
        ApiProblem.Result(StatusCodes.Status403Forbidden, NotAllowed, "Mass mail is not open to this user. Nothing was sent.", new MailFault("user", NotAllowed, refusal));

    private static async Task<IResult> MakeAsync(
        HttpRequest request, ApiCaller caller, MassMailReader reader, MassMailMaking making, CancellationToken cancellationToken)
    {
        var (order, faults) = await reader.ReadAsync(request, caller, cancellationToken);
        if (order is null)
        {
            return ApiProblem.Refused(faults);
        }

        if (await making.RefusalAsync(order, cancellationToken) is { } refusal)
        {
            return Closed(refusal);
        }

        var outcome = await making.MakeAsync(order, cancellationToken);
        if (outcome.Batch is not { } batch)
        {
            return outcome.IsKeyTaken
                ? ApiProblem.Result(StatusCodes.Status409Conflict, "key-reused", "The idempotency key is taken. Nothing was made.", [.. outcome.Faults.Select(fault => new MailFault("idempotencyKey", "key-reused", fault.Text))])
                : ApiProblem.Refused([.. outcome.TemplateFaults.Select(fault => new MailFault(fault.Part.ToCode(), fault.Code, fault.Text)), .. outcome.Faults.Select(fault => new MailFault(FieldOf(fault), "refused", fault.Text))]);
        }

        var view = await making.ViewAsync(batch, cancellationToken) with { IsRepeated = outcome.IsRepeated };
        return outcome.IsRepeated ? TypedResults.Ok(view) : TypedResults.Created($"/api/v1/mass-mails/{batch.Id}", view);
    }

    /// <param name="cursor">next of the page before.</param>
    /// <param name="limit">Most mass mails, 1 to 200; 50 when it is left out.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="store">The mass mails.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    private static async Task<IResult> ListAsync(string? cursor, int? limit, ApiCaller caller, BatchStore store, CancellationToken cancellationToken)
    {
        if (ListQuery.Page(cursor) is not { } page)
        {
            return ApiProblem.Refused([ListQuery.NoCursor("cursor")]);
        }

        var size = ListQuery.Limit(limit);
        var (batches, total) = await store.ListAsync(caller.Company, page, size, cancellationToken);
        List<MassMailView> views = [];
        foreach (var batch in batches)
        {
            views.Add(await MassMailView.OfAsync(batch, store, cancellationToken));
        }

        return TypedResults.Ok(ListQuery.Paged(views, page, size, total));
    }

    private static async Task<IResult> FindAsync(long id, ApiCaller caller, BatchStore store, CancellationToken cancellationToken) =>
        await store.FindAsync(caller.Company, id, cancellationToken) is { } batch ? TypedResults.Ok(await MassMailView.OfAsync(batch, store, cancellationToken)) : NoMassMail(id);

    /// <param name="id">Number of the mass mail.</param>
    /// <param name="place">Only rows that are there: ready, waiting, accepted, bounced, refused, unsure, suppressed, faulty or cancelled.</param>
    /// <param name="cursor">next of the page before.</param>
    /// <param name="limit">Most rows, 1 to 200; 50 when it is left out.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="store">The mass mails.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    private static async Task<IResult> RowsAsync(long id, string? place, string? cursor, int? limit, ApiCaller caller, BatchStore store, CancellationToken cancellationToken)
    {
        var after = cursor is null ? FeedCursor.Start : FeedCursor.Parse(cursor);
        var where = Codes.Parse<RowPlace>(place);
        if (after is null || (place is not null && where is null))
        {
            var known = string.Join(", ", Codes.All<RowPlace>());
            return ApiProblem.Refused([after is null ? ListQuery.NoCursor("cursor") : new MailFault("place", "place-unknown", new LocalizedText(
                $"There is no place \"{TextLine.Of(place ?? "")}\"; write one of {known}.", $"Kohta \"{TextLine.Of(place ?? "")}\" ei ole; kirjutage üks neist: {known}."))]);
        }

        if (await store.FindAsync(caller.Company, id, cancellationToken) is null)
        {
            return NoMassMail(id);
        }

        var size = ListQuery.Limit(limit);
        var rows = await store.RowsAsync(caller.Company, id, where, after.Id, size + 1, cancellationToken);
        var shown = rows.Take(size).Select(MassMailRowView.Of).ToArray();
        var hasMore = rows.Count > size;
        return TypedResults.Ok(new FeedPage<MassMailRowView>(shown, hasMore ? new FeedCursor(shown[^1].Row, DateTimeOffset.UnixEpoch).ToString() : null, hasMore));
    }

    /// <param name="id">Number of the mass mail.</param>
    /// <param name="row">Which row; the first that can be sent when it is left out.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="store">The mass mails.</param>
    /// <param name="preview">Composes it.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    private static async Task<IResult> PreviewAsync(long id, long? row, ApiCaller caller, BatchStore store, BatchPreview preview, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(caller.Company, id, cancellationToken) is not { } batch)
        {
            return NoMassMail(id);
        }

        return await preview.OfAsync(batch, row, cancellationToken) is { } found ? TypedResults.Ok(MassMailPreview.Of(found)) : ApiProblem.NotFound($"no such row in mass mail {id}");
    }

    /// <param name="id">Number of the mass mail.</param>
    /// <param name="language">Of the words: en or et; en when it is left out.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="store">The mass mails.</param>
    /// <param name="report">Writes it.</param>
    /// <param name="cancellationToken">Ends it in the middle.</param>
    private static async Task<IResult> ReportAsync(long id, string? language, ApiCaller caller, BatchStore store, BatchReport report, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(caller.Company, id, cancellationToken) is not { } batch)
        {
            return NoMassMail(id);
        }

        return TypedResults.Stream(
            async stream =>
            {
                // The mark in front tells a spreadsheet that it is UTF-8.
                await using var text = new StreamWriter(stream, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
                await report.WriteAsync(batch, language == "et" ? "et" : "en", text, cancellationToken);
            },
            "text/csv; charset=utf-8",
            $"mass-mail-{id}.csv");
    }

    private static string FieldOf(BatchFault fault) => fault.Field == "rate" ? "ratePerMinute" : fault.Field;
}
