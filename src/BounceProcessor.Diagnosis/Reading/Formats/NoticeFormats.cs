namespace BounceProcessor.Diagnosis.Reading.Formats;

/// <summary>The readers of notices that are no RFC 3464 reports, in the order they are asked; the first that knows the notice reads it.</summary>
internal static class NoticeFormats
{
    private static readonly Func<Notice, NoticeReading?>[] InOrder =
    [
        SesNotification.Read,
        GmailNotice.Read,
        EximNotice.Read,
        QmailNotice.Read,
        SendmailNotice.Read,
        ExchangeNotice.Read,
        DmaNotice.Read,
        MessagingServerNotice.Read,
        MailingListNotice.Read,
        PlainNotice.Read,
    ];

    /// <returns><see langword="null"/> when the mail is no notice.</returns>
    public static NoticeReading? Read(Notice notice)
    {
        foreach (var read in InOrder)
        {
            if (read(notice) is { } reading)
            {
                return reading;
            }
        }

        return null;
    }
}
