namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>When the rules of a file are asked; the first that matches wins.</summary>
internal enum RuleTier
{
    /// <summary><c>operator/</c>: laid in front by whoever runs the service.</summary>
    Operator,

    /// <summary><c>providers/</c>: only where the host that refused, or words of its own, show the provider.</summary>
    Provider,

    /// <summary><c>software/</c>: wordings of mail servers, whoever runs them.</summary>
    Software,

    /// <summary><c>replies.json</c>: wordings that many use.</summary>
    General,

    /// <summary><c>queue.json</c>: words of a server that gave up; asked after the code in the words, so that a quoted last reply names the reason.</summary>
    Queue,

    /// <summary><c>hints.json</c>: words that decide only where no specific code does.</summary>
    Hint,
}
