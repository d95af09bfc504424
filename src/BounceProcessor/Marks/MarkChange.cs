namespace BounceProcessor.Marks;

/// <summary>What happened to a mark, as its history tells.</summary>
public enum MarkChange
{
    /// <summary>The address was marked.</summary>
    Marked,

    /// <summary>Another bounce said the same; the time begins anew.</summary>
    Confirmed,

    /// <summary>Its kind became another.</summary>
    Changed,

    /// <summary>It was taken away.</summary>
    Released,
}
