namespace BounceProcessor.Diagnosis.Reading.Formats;

/// <summary>Builds a recipient from what a notice says of it in words.</summary>
internal static class NoticeRecipient
{
    /// <param name="address">The address that failed.</param>
    /// <param name="from">Where it was forwarded from; that is the address we mailed.</param>
    /// <param name="kind">Failure or delay.</param>
    /// <param name="text">The words about it; line breaks kept.</param>
    /// <param name="notice">The words of the whole notice, folded, or <see langword="null"/> when they are about others too.</param>
    public static ReportedRecipient Of(string address, string? from, MailKind kind, string text, string? notice)
    {
        var diagnostic = Words.FoldReply(text);
        var all = notice is null ? diagnostic : $"{diagnostic} {notice}";
        return new ReportedRecipient
        {
            Address = from ?? address,
            OriginalRecipient = from,
            FinalRecipient = address,
            Action = kind == MailKind.Delay ? RecipientAction.Delayed : RecipientAction.Failed,
            Diagnostic = diagnostic.Length == 0 ? null : diagnostic,
            RemoteMta = HostWords.Find(all),
            Stage = RefusalWords.Stage(diagnostic) ?? (notice is null ? null : RefusalWords.Stage(notice)),
            QueueExpired = kind == MailKind.Failure && RefusalWords.SayExpired(all),
            NoticeText = notice is null ? null : Words.Fold(notice),
        };
    }

    /// <summary>Recipients from blocks; several blocks of one address are one recipient.</summary>
    public static List<ReportedRecipient> FromBlocks(IReadOnlyList<RecipientBlock> blocks, MailKind kind, Notice notice)
    {
        var order = new List<string>();
        var texts = new Dictionary<string, (string? From, string Text)>(StringComparer.OrdinalIgnoreCase);
        foreach (var block in blocks)
        {
            if (!texts.TryGetValue(block.Address, out var known))
            {
                order.Add(block.Address);
                texts[block.Address] = (block.GeneratedFrom, block.Text);
            }
            else if (known.Text.Length < 2 * Words.Limit && !known.Text.Contains(block.Text, StringComparison.Ordinal))
            {
                // The block with the server's reply says more than the prose before it.
                texts[block.Address] = (known.From ?? block.GeneratedFrom,
                    RecipientBlocks.HasReplyCode(block.Text) && !RecipientBlocks.HasReplyCode(known.Text) ? block.Text : known.Text + "\n" + block.Text);
            }
        }

        var whole = order.Count == 1 ? notice.Folded : null;
        return [.. order.Select(address => Of(address, texts[address].From, kind, texts[address].Text, whole))];
    }
}
