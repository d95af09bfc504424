namespace BounceProcessor.Feeds;

/// <summary>One page of a list that is followed by a cursor.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The rows.</param>
/// <param name="Next">The cursor behind the last of them, for the next page; <see langword="null"/> when the list has an end and this is it.</param>
/// <param name="HasMore">There are more rows now.</param>
public sealed record FeedPage<T>(IReadOnlyList<T> Items, string? Next, bool HasMore);
