namespace BounceProcessor.Sending.Checking;

/// <summary>How a step of the connection test went.</summary>
public enum SenderCheckOutcome
{
    /// <summary>As it should be.</summary>
    Passed,

    /// <summary>It works, but somebody should look at it.</summary>
    Warning,

    /// <summary>Mail of this user cannot be sent so. No further step is tried.</summary>
    Failed,
}
