namespace BounceProcessor.Diagnosis.Reading.Formats;

/// <summary>The DragonFly Mail Agent: one recipient a notice, the reply below it.</summary>
internal static class DmaNotice
{
    private const string Opening = "There was an error delivering your mail to";

    public static NoticeReading? Read(Notice notice)
    {
        for (var i = 0; i < notice.Lines.Count; i++)
        {
            if (notice.Lines[i].StartsWith(Opening, StringComparison.OrdinalIgnoreCase))
            {
                var address = Addresses.First(notice.Lines[i]);
                var text = string.Join('\n', notice.Lines.Skip(i + 1)).Trim();
                IReadOnlyList<ReportedRecipient> recipients = address is null
                    ? []
                    : [NoticeRecipient.Of(address, null, MailKind.Failure, text, notice.Folded)];
                return new NoticeReading("dma", MailKind.Failure, recipients);
            }
        }

        return null;
    }
}
