using System.Text;

namespace BounceProcessor.Diagnosis.Reading.Formats;

/// <summary>Exchange 5.5 to Office 365 where the notice comes as text alone, and hMailServer, which took over its opening.</summary>
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
            var dated = Dated(notice);
            blocks = dated.Count > blocks.Count ? dated : blocks;
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

    // "Vello Tuul on 18.11.2026 9:12": the name of the directory stands for the address, which only the refusal below it has.
    private static List<RecipientBlock> Dated(Notice notice)
    {
        var own = notice.Mail.Headers.Address("To");
        var blocks = new List<RecipientBlock>();
        string? heading = null;
        var text = new StringBuilder();
        foreach (var line in notice.Lines.Append("end on 1:1"))
        {
            if (!IsDated(line))
            {
                text.Append(line.Trim()).Append('\n');
                continue;
            }

            var body = text.ToString().Trim();
            var address = heading is null ? null : Addresses.First(heading)
                ?? Addresses.All(body, 10).Find(named => !named.Equals(own, StringComparison.OrdinalIgnoreCase));
            if (address is not null)
            {
                blocks.Add(new RecipientBlock(address, null, body, true));
            }

            heading = line;
            text.Clear();
        }

        return blocks;
    }

    private static bool IsDated(string line)
    {
        var on = line.LastIndexOf(" on ", StringComparison.Ordinal);
        var date = on < 1 ? default : line.AsSpan(on + 4);
        return date.Length is > 2 and < 60 && date.Contains(':') && date.IndexOfAnyInRange('0', '9') >= 0 && !line.Contains('<', StringComparison.Ordinal);
    }
}
