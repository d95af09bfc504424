namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>The table by which one of two status codes is taken; the first row that holds.</summary>
public enum StatusPreference
{
    /// <summary>The classes differ and the words' disagrees with the reply code, but a field that ends in .0 was only filled in by the reporting server.</summary>
    FieldWithoutDetail,

    /// <summary>The classes differ; this one agrees with the reply code.</summary>
    AgreesWithReply,

    /// <summary>The other ends in .0 and says nothing.</summary>
    MoreDetailed,

    /// <summary>The other is one that servers use for anything.</summary>
    OtherIsWeak,

    /// <summary>The refusing server's own code.</summary>
    RefusingServer,
}
