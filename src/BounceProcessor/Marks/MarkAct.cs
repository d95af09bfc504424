namespace BounceProcessor.Marks;

/// <summary>What can be done with an address.</summary>
internal enum MarkAct
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>The failure is counted.</summary>
    Strike,

    /// <summary>The address is marked, or its mark is confirmed.</summary>
    Mark,

    /// <summary>The mark goes, and what was counted with it.</summary>
    Release,
}
