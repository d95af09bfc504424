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

        var kind = notice.Says("has not yet been delivered") || notice.Says("this is a warning message only") || notice.Says("message will be retried") || notice.Says("address(es) deferred")
            ? MailKind.Delay
            : MailKind.Failure;
        var blocks = notice.Blocks;
        var strong = blocks.Any(block => block.Strong) ? blocks.Where(block => block.Strong).ToList() : blocks;
        if (strong.Count == 0 && failed is null)
        {
            return PlainNotice.Named(notice, "exim", kind);
        }

        var recipients = NoticeRecipient.FromBlocks(strong, kind, notice);
        return new NoticeReading("exim", kind, failed is null ? recipients : Listed(recipients, Addresses.All(failed, 1_000), kind, notice));
    }

    // The header lists whom the mail was sent to, the words where it ended: they differ where an alias lies between.
    private static List<ReportedRecipient> Listed(List<ReportedRecipient> recipients, List<string> failed, MailKind kind, Notice notice)
    {
        if (failed.Count == 1 && recipients.Count == 1 && !Names(recipients[0], failed[0]))
        {
            return [recipients[0] with { Address = failed[0], OriginalRecipient = failed[0] }];
        }

        // An address that only the words have is somebody's contact.
        var listed = failed.Count == 0 ? recipients : recipients.FindAll(recipient => failed.Exists(address => Names(recipient, address)));
        foreach (var address in failed.Where(address => !listed.Exists(known => Names(known, address))))
        {
            listed.Add(NoticeRecipient.Of(address, null, kind, "", failed.Count == 1 ? notice.Folded : null));
        }

        return listed;
    }

    private static bool Names(ReportedRecipient recipient, string address) =>
        address.Equals(recipient.Address, StringComparison.OrdinalIgnoreCase) || address.Equals(recipient.FinalRecipient, StringComparison.OrdinalIgnoreCase);
}
