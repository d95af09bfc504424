using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Smtp;

namespace BounceProcessor.Tests.Reasons.Wordings;

/// <summary>One line of a wordings file: what a server said, and what it means.</summary>
/// <param name="Reason">The code of the reason.</param>
/// <param name="Words">The server's own words.</param>
/// <param name="Status">The Status field of the report, written as <c>{5.2.2}</c> in front of the words.</param>
/// <param name="Stage">The command that was refused, written as <c>{MAIL}</c> in front of the words.</param>
internal sealed record Wording(string Reason, string Words, EnhancedStatusCode? Status, string? Stage)
{
    /// <summary>What a report with these words says of its recipient.</summary>
    public ReportedRecipient Recipient => new()
    {
        Address = "saaja@saaja.example",
        Action = RecipientAction.Failed,
        Diagnostic = Words,
        Status = Status,
        Stage = Stage,
        QueueExpired = RefusalWords.SayExpired(Words),
    };

    /// <summary>The wordings of a file: a reason in square brackets, below it one wording a line; <c>#</c> begins a remark.</summary>
    public static IEnumerable<Wording> Read(IEnumerable<string> lines)
    {
        var reason = "";
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == '[' && line[^1] == ']' && !line.Contains(' ', StringComparison.Ordinal))
            {
                reason = line[1..^1];
            }
            else
            {
                yield return Of(reason, line);
            }
        }
    }

    private static Wording Of(string reason, string line)
    {
        if (line[0] != '{')
        {
            return new Wording(reason, line, null, null);
        }

        var end = line.IndexOf('}', StringComparison.Ordinal);
        var mark = line[1..end];
        var words = line[(end + 1)..].TrimStart();
        return EnhancedStatusCode.Parse(mark) is { } status ? new Wording(reason, words, status, null) : new Wording(reason, words, null, mark);
    }
}
