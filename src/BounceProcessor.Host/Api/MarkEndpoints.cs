using BounceProcessor.ApiTokens;
using BounceProcessor.Companies;
using BounceProcessor.Feeds;
using BounceProcessor.Marks;

namespace BounceProcessor.Host.Api;

/// <summary>The addresses that are known not to work.</summary>
internal static class MarkEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api = api.MapGroup("").WithTags("Address marks");
        api.MapGet("/address-marks", ListAsync).With(ApiScopes.MarksRead, "ListAddressMarks", "List marked addresses, newest first",
                "Those in force; with all=true also those that expired or were released. Follow next for older ones.")
            .Produces<FeedPage<MarkView>>()
            .Problems(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/address-marks/{address}", FindAsync).With(ApiScopes.MarksRead, "FindAddressMark", "The mark in force on an address", "Answers 404 for an address that is not marked.")
            .Produces<MarkView>()
            .Problems(StatusCodes.Status404NotFound);
        api.MapPost("/address-marks/{address}/release", ReleaseAsync).With(ApiScopes.MarksWrite, "ReleaseAddressMark", "Release a marked address",
                "Mail goes to it again. Failures counted before are forgotten.")
            .Produces(StatusCodes.Status204NoContent)
            .Problems(StatusCodes.Status404NotFound);
    }

    /// <param name="all">True: also those that are no longer in force.</param>
    /// <param name="text">Part of the address.</param>
    /// <param name="cursor">next of the page before.</param>
    /// <param name="limit">Most marks, 1 to 200; 50 when it is left out.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="marks">The marks.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    private static async Task<IResult> ListAsync(bool? all, string? text, string? cursor, int? limit, ApiCaller caller, AddressMarks marks, CancellationToken cancellationToken)
    {
        if (ListQuery.Page(cursor) is not { } page)
        {
            return ApiProblem.Refused([ListQuery.NoCursor("cursor")]);
        }

        var size = ListQuery.Limit(limit);
        var found = await marks.ListAsync(new MarkFilter { Company = caller.Company, InForce = all == true ? null : true, Text = text }, page, size, cancellationToken);
        return TypedResults.Ok(ListQuery.Paged([.. found.Marks.Select(MarkView.Of)], page, size, found.Total));
    }

    private static async Task<IResult> FindAsync(string address, ApiCaller caller, AddressMarks marks, CancellationToken cancellationToken) =>
        await MarkAsync(address, caller, marks, cancellationToken) is { } mark ? TypedResults.Ok(MarkView.Of(mark)) : NoMark();

    private static async Task<IResult> ReleaseAsync(string address, ApiCaller caller, AddressMarks marks, CancellationToken cancellationToken) =>
        await MarkAsync(address, caller, marks, cancellationToken) is { } mark && await marks.ReleaseAsync(caller.Company, mark.Id, caller.By, null, cancellationToken)
            ? TypedResults.NoContent()
            : NoMark();

    private static async Task<AddressMark?> MarkAsync(string address, ApiCaller caller, AddressMarks marks, CancellationToken cancellationToken) =>
        AddressKey.Of(address) is { } key ? (await marks.FindAsync(caller.Company, [key], cancellationToken)).GetValueOrDefault(key) : null;

    private static IResult NoMark() => ApiProblem.NotFound("no mark in force on this address");
}
