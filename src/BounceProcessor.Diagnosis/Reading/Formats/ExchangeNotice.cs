namespace BounceProcessor.Diagnosis.Reading.Formats;

/// <summary>Exchange 5.5 to Office 365 where the notice comes as text alone.</summary>
internal static class ExchangeNotice
{
    public static NoticeReading? Read(Notice notice)
    {
        var known = notice.Says("did not reach the following recipient(s)") || notice.Says("following recipient(s) could not be reached")
            || notice.Says("Diagnostic information for administrators") || notice.Says("Delivery has failed to these recipients");
        if (!known)
        {
            return null;
        }

        var kind = notice.Says("has been delayed") || notice.Subject.StartsWith("Delivery delayed", StringComparison.OrdinalIgnoreCase)
            ? MailKind.Delay
            : MailKind.Failure;
        var blocks = Below(notice, "Diagnostic information for administrators");
        if (blocks.Count == 0)
        {
            blocks = Below(notice, "recipient(s)");
        }

        if (blocks.Count == 0)
        {
            blocks = Below(notice, "Delivery has failed to these recipients");
        }

        return blocks.Count == 0 ? null : new NoticeReading("exchange", kind, NoticeRecipient.FromBlocks(blocks, kind, notice));
    }

    private static List<RecipientBlock> Below(Notice notice, string heading)
    {
        for (var i = 0; i < notice.Lines.Count; i++)
        {
            if (notice.Lines[i].Contains(heading, StringComparison.OrdinalIgnoreCase))
            {
                return [.. RecipientBlocks.Find([.. notice.Lines.Skip(i + 1)]).Where(block => block.Strong)];
            }
        }

        return [];
    }
}
