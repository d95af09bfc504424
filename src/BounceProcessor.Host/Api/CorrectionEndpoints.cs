using BounceProcessor.ApiTokens;
using BounceProcessor.Feeds;
using BounceProcessor.Marks;

namespace BounceProcessor.Host.Api;

/// <summary>The addresses that were corrected, for the business system's contacts.</summary>
internal static class CorrectionEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api = api.MapGroup("").WithTags("Address marks");
        api.MapGet("/address-corrections", ListAsync).With(ApiScopes.MarksRead, "ListAddressCorrections", "List corrected addresses, oldest first",
                "In the order they were corrected: keep next, ask again with it as since, and take each one over into the contact.")
            .Produces<FeedPage<CorrectionView>>()
            .Problems(StatusCodes.Status422UnprocessableEntity);
    }

    /// <param name="since">next of the answer before.</param>
    /// <param name="limit">Most corrections, 1 to 200; 50 when it is left out.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="corrections">The corrections.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    private static async Task<IResult> ListAsync(string? since, int? limit, ApiCaller caller, AddressCorrections corrections, CancellationToken cancellationToken)
    {
        var place = string.IsNullOrEmpty(since) ? FeedCursor.Start : FeedCursor.Parse(since);
        if (place is null)
        {
            return ApiProblem.Refused([ListQuery.NoCursor("since")]);
        }

        var size = ListQuery.Limit(limit);
        var found = await corrections.ListAsync(caller.Company, place.Id, size + 1, cancellationToken);
        var shown = found.Take(size).Select(CorrectionView.Of).ToArray();
        var next = shown is [.., var last] ? new FeedCursor(last.Id, last.CorrectedAt) : place;
        return TypedResults.Ok(new FeedPage<CorrectionView>(shown, next.ToString(), found.Count > size));
    }
}
