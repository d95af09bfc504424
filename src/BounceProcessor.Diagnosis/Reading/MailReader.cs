namespace BounceProcessor.Diagnosis.Reading;

/// <summary>A message → what it says.</summary>
public static class MailReader
{
    /// <summary>Reads one mail; never throws for what is in it.</summary>
    public static MailReading Read(ReadOnlyMemory<byte> mail, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new MailReading { Kind = mail.IsEmpty ? MailKind.Unreadable : MailKind.Other, KindEvidence = "", Headers = new MailHeaders() };
    }
}
