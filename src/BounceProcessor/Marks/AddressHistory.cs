namespace BounceProcessor.Marks;

/// <summary>What is known of an address before the news.</summary>
/// <param name="Mark">Its mark, unless that was released; it may have expired.</param>
/// <param name="Strikes">When failures were counted.</param>
/// <param name="LastReleasedAt">When a mark of it was released last.</param>
internal sealed record AddressHistory(AddressMark? Mark, IReadOnlyList<DateTimeOffset> Strikes, DateTimeOffset? LastReleasedAt)
{
    /// <summary>Nothing is known.</summary>
    public static AddressHistory None { get; } = new(null, [], null);
}
