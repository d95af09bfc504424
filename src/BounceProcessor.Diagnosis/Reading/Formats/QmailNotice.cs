namespace BounceProcessor.Diagnosis.Reading.Formats;

/// <summary>qmail and its children (Yahoo, netqmail, indimail): <c>&lt;address&gt;:</c>, then the reason, then the mail below a line.</summary>
internal static class QmailNotice
{
    private static readonly string[] Openings =
    [
        "Hi. This is the", "I'm afraid I wasn't able to deliver your message to the following", "unable to deliver your message to the following address",
        "Unable to deliver message to the following address", "your mail was not delivered to the following address", "This is the mail delivery agent",
    ];

    public static NoticeReading? Read(Notice notice)
    {
        if (!Array.Exists(Openings, notice.Says))
        {
            return null;
        }

        var blocks = notice.Blocks.Where(block => block.Strong).ToList();
        if (blocks.Count == 0)
        {
            return null;
        }

        var kind = notice.Says("THIS IS A WARNING MESSAGE ONLY") || notice.Says("I will keep trying") ? MailKind.Delay : MailKind.Failure;
        return new NoticeReading("qmail", kind, NoticeRecipient.FromBlocks(blocks, kind, notice));
    }
}
