namespace BounceProcessor.Diagnosis.Reading.Formats;

/// <summary>
/// Gives recipients the reply that stands elsewhere in the notice: below a list of addresses, in front of the address (MailMarshal,
/// XMail), or in a dialogue where each RCPT command has its own (MDaemon, InterScan).
/// </summary>
internal static class ReplyLines
{
    /// <summary>Lines of one reply that are taken.</summary>
    private const int Limit = 8;

    /// <summary>Recipients whose commands are looked for in a dialogue.</summary>
    private const int DialogueLimit = 100;

    public static List<RecipientBlock> Complete(List<RecipientBlock> blocks, Notice notice)
    {
        var addresses = blocks.Select(block => block.Address).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (addresses.Count == 1)
        {
            return Alone(blocks, addresses[0], notice);
        }

        var lines = notice.Lines.ToList().FindAll(line => line.Length > 0);
        var own = addresses.Count > DialogueLimit ? [] : blocks.ConvertAll(block => Own(block, lines) is { } reply ? block with { Text = reply } : block);
        var answered = own.Where((block, i) => !ReferenceEquals(block, blocks[i])).ToList();
        if (answered.Count == blocks.Count)
        {
            return own;
        }

        if (blocks.Exists(block => RecipientBlocks.HasReplyCode(block.Text)))
        {
            return FromNext(blocks);
        }

        return answered.Count > 0 ? own : Reply(notice.Lines) is { Length: > 0 } shared ? blocks.ConvertAll(block => block with { Text = $"{block.Text}\n{shared}".Trim() }) : FromNext(blocks);
    }

    // What the notice says after the address is about it, and failing that, what it says before.
    private static List<RecipientBlock> Alone(List<RecipientBlock> blocks, string address, Notice notice)
    {
        var lines = notice.Lines;
        if (blocks.Exists(block => RecipientBlocks.HasReplyCode(block.Text)))
        {
            return blocks;
        }

        var named = lines.ToList().FindIndex(line => line.Contains(address, StringComparison.OrdinalIgnoreCase));
        var rest = notice.TextFrom(named + 1);
        if (!RecipientBlocks.HasReplyCode(rest))
        {
            rest = Reply([.. lines.Take(named + 1)]);
        }

        return rest.Length > 0 ? [blocks[0] with { Text = rest }] : blocks;
    }

    // Addresses in a list, then the reason below the last: it is about all of them.
    private static List<RecipientBlock> FromNext(List<RecipientBlock> blocks)
    {
        var completed = new List<RecipientBlock>(blocks);
        for (var i = completed.Count - 2; i >= 0; i--)
        {
            if (completed[i].Text.Length == 0)
            {
                completed[i] = completed[i] with { Text = completed[i + 1].Text };
            }
        }

        return completed;
    }

    // In a dialogue the reply stands in the line that names the address or in the one below it.
    private static string? Own(RecipientBlock block, List<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (!lines[i].Contains(block.Address, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (RecipientBlocks.HasReplyCode(lines[i]))
            {
                return lines[i].Trim();
            }

            if (i + 1 < lines.Count && lines[i].Contains("RCPT", StringComparison.OrdinalIgnoreCase) && RecipientBlocks.HasReplyCode(lines[i + 1]))
            {
                return $"{lines[i].Trim()}\n{lines[i + 1].Trim()}";
            }
        }

        return null;
    }

    // The first reply of the notice with what it goes on with.
    private static string Reply(IReadOnlyList<string> lines)
    {
        var first = lines.ToList().FindIndex(line => RecipientBlocks.HasReplyCode(line));
        return first < 0 ? "" : string.Join('\n', lines.Skip(first).Take(Limit).TakeWhile(line => line.Length > 0)).Trim();
    }
}
