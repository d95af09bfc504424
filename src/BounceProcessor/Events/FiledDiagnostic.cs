using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Diagnosis.Smtp;

namespace BounceProcessor.Events;

/// <summary>The refusing server's words of one filed event.</summary>
internal sealed record FiledDiagnostic
{
    public required long Id { get; init; }

    public string? Diagnostic { get; init; }

    public string? RemoteMta { get; init; }

    public string? ReportingMta { get; init; }

    public string? EnhancedStatus { get; init; }

    public required string Kind { get; init; }

    /// <summary>What is known of the recipient without the mail; its notice is not.</summary>
    public ReportedRecipient AsRecipient()
    {
        var recipient = QuotedReply.ToRecipient(Diagnostic ?? "", RemoteMta, EnhancedStatusCode.Parse(EnhancedStatus), null);
        return recipient with { Action = Kind == "delay" ? RecipientAction.Delayed : RecipientAction.Failed };
    }
}
