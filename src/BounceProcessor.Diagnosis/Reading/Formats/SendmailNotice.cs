using System.Text;
using System.Text.RegularExpressions;

namespace BounceProcessor.Diagnosis.Reading.Formats;

/// <summary>sendmail of all ages: sections between dashes, the SMTP dialogue quoted with <c>&gt;&gt;&gt;</c> and <c>&lt;&lt;&lt;</c>.</summary>
internal static partial class SendmailNotice
{
    // A reply of more lines says nothing more; each recipient is given all of them.
    private const int MostReplyLines = 20;

    // RFC 5321, section 4.5.3.1.5.
    private const int LongestReplyLine = 512;

    public static NoticeReading? Read(Notice notice)
    {
        var sections = Sections(notice.Lines);
        var transcript = sections.Find(section => section.Title.Contains("transcript of session", StringComparison.OrdinalIgnoreCase));
        var heads = sections.FindAll(section => section.Title.Contains("following addresses", StringComparison.OrdinalIgnoreCase)
            || section.Title.Contains("following address", StringComparison.OrdinalIgnoreCase));
        if (heads.Count == 0 && transcript.Lines is null)
        {
            return null;
        }

        var delay = heads.Count > 0 && heads.TrueForAll(head => head.Title.Contains("transient", StringComparison.OrdinalIgnoreCase)
            || head.Title.Contains("delivery problems", StringComparison.OrdinalIgnoreCase)
            || head.Title.Contains("delivery errors", StringComparison.OrdinalIgnoreCase))
            && (notice.Says("warning message") || notice.Says("will keep trying") || notice.Says("still being retried") || notice.Says("will be retried")
                || notice.Subject.StartsWith("Warning", StringComparison.OrdinalIgnoreCase));
        var kind = delay ? MailKind.Delay : MailKind.Failure;
        var blocks = heads.SelectMany(head => RecipientBlocks.Find(head.Lines)).ToList();
        var dialogue = transcript.Lines ?? [];
        if (blocks.Count == 0)
        {
            blocks = FromTranscript(dialogue);
        }

        if (blocks.Count == 0)
        {
            return null;
        }

        blocks = blocks.ConvertAll(block => block with { Text = WithReply(block, dialogue, blocks.Count == 1) });
        return new NoticeReading("sendmail", kind, NoticeRecipient.FromBlocks(blocks, kind, notice));
    }

    private static List<(string Title, List<string> Lines)> Sections(IReadOnlyList<string> lines)
    {
        var sections = new List<(string Title, List<string> Lines)>();
        foreach (var line in lines)
        {
            if (SectionTitle(line) is { } title)
            {
                sections.Add((title, []));
            }
            else if (sections.Count > 0)
            {
                sections[^1].Lines.Add(line);
            }
        }

        return sections;
    }

    // Between at least three dashes on either side; a line of many dashes ends a section too.
    private static string? SectionTitle(string line)
    {
        var trimmed = line.AsSpan().Trim();
        if (!trimmed.StartsWith("---", StringComparison.Ordinal) || !trimmed.EndsWith("---", StringComparison.Ordinal) || trimmed.Length < 11)
        {
            return null;
        }

        var title = trimmed.Trim('-').Trim();
        return title.IsEmpty ? "" : title.Length is >= 5 and <= 100 ? title.ToString() : null;
    }

    // sendmail 5 has no list of addresses: "554 <user@example.com>... 550 Host unknown" in the transcript is all there is.
    private static List<RecipientBlock> FromTranscript(List<string> lines)
    {
        var blocks = new List<RecipientBlock>();
        foreach (var line in lines)
        {
            if (line.Contains("...", StringComparison.Ordinal) && FinalLine().IsMatch(line) && Addresses.First(line) is { } address
                && !blocks.Exists(block => block.Address.Equals(address, StringComparison.OrdinalIgnoreCase)))
            {
                blocks.Add(new RecipientBlock(address, null, "", true));
            }
        }

        return blocks;
    }

    // The refusal of one recipient: "(reason: …)" where the list has it, else the dialogue's lines with the address and the reply before them.
    private static string WithReply(RecipientBlock block, List<string> dialogue, bool alone)
    {
        if (block.Text.Contains("(reason: ", StringComparison.Ordinal) && Reason().Match(block.Text) is { Success: true } reason)
        {
            return reason.Groups[1].Value;
        }

        var found = new StringBuilder();
        var reply = new List<string>();
        var host = "";
        foreach (var line in dialogue)
        {
            if (found.Length > 2 * Words.Limit)
            {
                break;
            }

            if (line.Contains("while talking to", StringComparison.OrdinalIgnoreCase))
            {
                host = line.Trim(' ', '.', ':');
                reply.Clear();
            }
            else if (line.StartsWith("<<<", StringComparison.Ordinal) && line.Length > 4 && line[4] is '4' or '5')
            {
                if (reply.Count < MostReplyLines)
                {
                    reply.Add(line[4..Math.Min(line.Length, LongestReplyLine)]);
                }
            }
            else if (line.StartsWith(">>>", StringComparison.Ordinal))
            {
                reply.Clear();
                reply.Add(line[3..].Trim());
            }
            else if (line.Contains(block.Address, StringComparison.OrdinalIgnoreCase) || (alone && line.Length > 3 && char.IsAsciiDigit(line[0])))
            {
                found.AppendJoin('\n', reply).Append('\n').Append(line).Append('\n').Append(host).Append('\n');
                reply.Clear();
            }
            else if (line.Length > 3 && (char.IsAsciiDigit(line[0]) || line[0] == '<') && line.Contains("...", StringComparison.Ordinal) && line.Contains('@', StringComparison.Ordinal))
            {
                // The conclusion on somebody else: the reply was his.
                reply.Clear();
            }
        }

        if (found.Length == 0)
        {
            found.AppendJoin('\n', reply);
        }

        return found.Length == 0 ? block.Text : found.Append(block.Text).ToString();
    }

    [GeneratedRegex(@"^[45][0-9][0-9] (?:[45]\.[0-9]{1,3}\.[0-9]{1,3} )?<?[^ ]+@[^ ]+>?\.\.\.", RegexOptions.NonBacktracking)]
    private static partial Regex FinalLine();

    [GeneratedRegex(@"\(reason: ([^\n]+)\)", RegexOptions.NonBacktracking)]
    private static partial Regex Reason();
}
