namespace BounceProcessor.Intake;

/// <summary>How it stands with a run.</summary>
public enum RunState
{
    /// <summary>It came to its end.</summary>
    Ended,

    /// <summary>It broke off with an error.</summary>
    Failed,

    /// <summary>It goes on.</summary>
    Running,

    /// <summary>It has no end, and nobody works on it: its process was killed.</summary>
    Killed,
}
