namespace BounceProcessor.Marks;

/// <summary>Which marks a list shows; a <see langword="null"/> restricts nothing.</summary>
public sealed record MarkFilter
{
    /// <summary>Code of the company; <see langword="null"/> for those of every company.</summary>
    public string? Company { get; init; }

    /// <summary>Code of the <see cref="MarkKind"/>.</summary>
    public string? Kind { get; init; }

    /// <summary>True: only those in force. False: only those that are over. <see langword="null"/>: all.</summary>
    public bool? InForce { get; init; } = true;

    /// <summary>Part of the address; upper and lower case are the same.</summary>
    public string? Text { get; init; }
}
