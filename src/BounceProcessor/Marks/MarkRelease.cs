namespace BounceProcessor.Marks;

/// <summary>Why a mark was taken away.</summary>
public enum MarkRelease
{
    /// <summary>A person did so.</summary>
    ByHand,

    /// <summary>A person answered from the address.</summary>
    Answered,

    /// <summary>A later mail was reported delivered.</summary>
    Delivered,

    /// <summary>Its time was over when the address was marked anew.</summary>
    Expired,
}
