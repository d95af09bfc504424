using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Smtp;

namespace BounceProcessor.Diagnosis.Reasons;

/// <summary>A reply without its report, as a person has copied it from somewhere.</summary>
public static class QuotedReply
{
    // A reply with a word or two behind the code.
    private const int ShortestReply = 12;

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
            RemoteMta = RefusalWords.Mta(host) ?? HostWords.Find(folded),
            Status = status,
            Stage = stage ?? RefusalWords.Stage(folded),
            QueueExpired = RefusalWords.SayExpired(folded),
        };
    }

    /// <summary>The quoted reply without what the reporting server writes around it; all the words where they quote none.</summary>
    public static string Within(string words)
    {
        if (SmtpReply.Find(words) is { Start: > 0 } reply && words.Length - reply.Start > ShortestReply)
        {
            words = words[reply.Start..];
        }

        var end = words.LastIndexOf("(in reply to ", StringComparison.OrdinalIgnoreCase);
        return (end > ShortestReply ? words[..end] : words).Trim();
    }
}
