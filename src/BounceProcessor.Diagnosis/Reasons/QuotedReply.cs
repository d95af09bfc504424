using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Smtp;

namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>A reply without its report, as a person has copied it from somewhere.</summary>
public static class QuotedReply
{
    /// <summary>The recipient that a report with this reply alone would name.</summary>
    /// <param name="words">The reply; several lines are joined as in a report.</param>
    /// <param name="host">Who refused; <see langword="null"/> to take it from the words.</param>
    /// <param name="status">The Status field; <see langword="null"/> for none.</param>
    /// <param name="stage">The refused command: <c>RCPT</c>, <c>DATA</c>, <c>.</c>, …; <see langword="null"/> to take it from the words.</param>
    public static ReportedRecipient ToRecipient(string words, string? host, EnhancedStatusCode? status, string? stage)
    {
        var folded = Words.FoldReply(words);
        return new ReportedRecipient
        {
            Address = "",
            Action = RecipientAction.Failed,
            Diagnostic = folded,
            RemoteMta = RefusalWords.Mta(host) ?? RefusalWords.Host(folded),
            Status = status,
            Stage = stage ?? RefusalWords.Stage(folded),
            QueueExpired = RefusalWords.SayExpired(folded),
        };
    }
}
