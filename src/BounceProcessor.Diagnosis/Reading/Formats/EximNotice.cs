namespace BounceProcessor.Diagnosis.Reading.Formats;

/// <summary>Exim before its delivery status, and those that took over its words: 1&amp;1, GMX, MXLogic, Zoho.</summary>
internal static class EximNotice
{
    public static NoticeReading? Read(Notice notice)
    {
        var failed = notice.Mail.Headers.Value("X-Failed-Recipients");
        if (failed is null && !notice.Says("was created automatically by mail delivery") && !notice.Says("A message that you sent contained one or more recipient addresses"))
        {
            return null;
        }

        var kind = notice.Says("has not yet been delivered") || notice.Says("this is a warning message only") || notice.Says("message will be retried")
            ? MailKind.Delay
            : MailKind.Failure;
        var blocks = RecipientBlocks.Find(notice.Lines);
        var strong = blocks.Any(block => block.Strong) ? blocks.Where(block => block.Strong).ToList() : blocks;
        if (strong.Count == 0 && failed is null)
        {
            return PlainNotice.Named(notice, "exim", kind);
        }

        var recipients = NoticeRecipient.FromBlocks(strong, kind, notice);
        foreach (var address in failed is null ? [] : Addresses.All(failed, 1_000))
        {
            if (!recipients.Any(known => Names(known, address)))
            {
                recipients.Add(NoticeRecipient.Of(address, null, kind, "", recipients.Count == 0 ? notice.Folded : null));
            }
        }

        return new NoticeReading("exim", kind, failed is null ? recipients : Only(recipients, Addresses.All(failed, 1_000)));
    }

    // Where the header lists who failed, an address found only in the words is somebody's contact.
    private static List<ReportedRecipient> Only(List<ReportedRecipient> recipients, List<string> failed) =>
        failed.Count == 0 ? recipients : recipients.FindAll(recipient => failed.Exists(address => Names(recipient, address)));

    private static bool Names(ReportedRecipient recipient, string address) =>
        address.Equals(recipient.Address, StringComparison.OrdinalIgnoreCase) || address.Equals(recipient.FinalRecipient, StringComparison.OrdinalIgnoreCase);
}
