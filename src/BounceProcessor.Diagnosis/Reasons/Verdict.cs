using BounceProcessor.Diagnosis.Smtp;

namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>Why one recipient was not reached, with what proves it.</summary>
public sealed record Verdict
{
    /// <summary>The reason.</summary>
    public required FailureReason Reason { get; init; }

    /// <summary>The severity of this very failure; a last reply of 4xx is never hard, a delay notice is always <see cref="Severity.Delay"/>.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Who can fix this very failure.</summary>
    public required Fixer Fixer { get; init; }

    /// <summary>How sure the verdict is.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>The rule or table row that decided: <c>google/quota-1</c>, <c>status/5.1.1</c>, <c>reply/550</c>, <c>none</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>The status that decided: the refusing server's own where the report carries it.</summary>
    public EnhancedStatusCode? Status { get; init; }

    /// <summary>The SMTP reply code of the refusing server, 400 to 599.</summary>
    public int? ReplyCode { get; init; }

    /// <summary>What the words say of a refused SPF, DKIM or DMARC check; <see langword="null"/> when the reason is none of these.</summary>
    public AuthenticationFinding? Authentication { get; init; }

    /// <summary>What decided and what was overruled.</summary>
    public required VerdictEvidence Evidence { get; init; }
}
