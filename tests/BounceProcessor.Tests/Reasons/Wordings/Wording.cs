using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Smtp;

namespace BounceProcessor.Tests.Reasons.Wordings;

/// <summary>One line of a wordings file: what a server said, and what it means.</summary>
/// <param name="Reason">The code of the reason.</param>
/// <param name="Words">The server's own words.</param>
/// <param name="Status">The Status field of the report, written as <c>{5.2.2}</c> in front of the words.</param>
/// <param name="Stage">The command that was refused, written as <c>{MAIL}</c> in front of the words.</param>
/// <param name="IsNotice">They stand in the human-readable part, and the report quotes no server: <c>{notice}</c> in front of the words.</param>
internal sealed record Wording(string Reason, string Words, EnhancedStatusCode? Status, string? Stage, bool IsNotice)
{
    /// <summary>A whole reply, beginning with its code and with more than a word behind it.</summary>
    public bool IsReply => Words.Length > 13 && SmtpReply.Find(Words) is { Start: 0 };

    /// <summary>What a report with these words says of its recipient.</summary>
    public ReportedRecipient Recipient => new()
    {
        Address = "saaja@saaja.example",
        Action = RecipientAction.Failed,
        Diagnostic = IsNotice ? null : Words,
        NoticeText = IsNotice ? Words : null,
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
        var read = new Wording(reason, line, null, null, false);
        while (read.Words.StartsWith('{'))
        {
            var end = read.Words.IndexOf('}', StringComparison.Ordinal);
            var mark = read.Words[1..end];
            read = read with { Words = read.Words[(end + 1)..].TrimStart() };
            read = mark == "notice" ? read with { IsNotice = true }
                : EnhancedStatusCode.Parse(mark) is { } status ? read with { Status = status }
                : read with { Stage = mark };
        }

        return read;
    }
}
