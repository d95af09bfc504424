namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>The steps in which evidence is weighed, the weightiest first; the first that speaks decides.</summary>
public enum VerdictStep
{
    /// <summary>A rule of whoever runs the service.</summary>
    Operator,

    /// <summary>A rule of the provider whose host refused, or whose words show it.</summary>
    Provider,

    /// <summary>A rule on words that anybody may use.</summary>
    Words,

    /// <summary>A specific enhanced code inside the words.</summary>
    TextCode,

    /// <summary>Words of a server that gave up.</summary>
    QueueWords,

    /// <summary>A specific code in the Status field.</summary>
    StatusField,

    /// <summary>Words too vague to go before a specific code.</summary>
    Hint,

    /// <summary>The queue's lifetime ran out.</summary>
    QueueEnded,

    /// <summary>The reply code, by the command that was refused.</summary>
    ReplyCode,

    /// <summary>An overloaded or X.Y.0 code.</summary>
    GeneralCode,

    /// <summary>Nothing spoke.</summary>
    Nothing,
}
