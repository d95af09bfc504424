using BounceProcessor.ApiTokens;
using BounceProcessor.Feeds;

namespace BounceProcessor.Host.Api;

/// <summary>The events of the company.</summary>
internal static class EventEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api = api.MapGroup("").WithTags("Events");
        api.MapGet("/events", ListAsync).With(ApiScopes.EventsRead, "ListEvents", "Follow the events in the order they were filed",
                "Keep next of the last answer and ask again with since: nothing is passed over. Without since it begins at the oldest event. An event may come twice after an erasure; id and filedAt tell.")
            .Produces<FeedPage<EventView>>()
            .Problems(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/events/{id:long}", FindAsync).With(ApiScopes.EventsRead, "FindEvent", "One event", "")
            .Produces<EventView>()
            .Problems(StatusCodes.Status404NotFound);
    }

    /// <param name="since">next of the answer before.</param>
    /// <param name="limit">Most events, 1 to 200; 50 when it is left out.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="events">The events.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    private static async Task<IResult> ListAsync(string? since, int? limit, ApiCaller caller, EventFeed events, CancellationToken cancellationToken)
    {
        var place = string.IsNullOrEmpty(since) ? FeedCursor.Start : FeedCursor.Parse(since);
        return place is null
            ? ApiProblem.Refused([ListQuery.NoCursor("since")])
            : TypedResults.Ok(await events.ListAsync(caller.Company, place, ListQuery.Limit(limit), cancellationToken));
    }

    private static async Task<IResult> FindAsync(long id, ApiCaller caller, EventFeed events, CancellationToken cancellationToken) =>
        await events.FindAsync(caller.Company, id, cancellationToken) is { } found ? TypedResults.Ok(found) : ApiProblem.NotFound($"no event {id}");
}
