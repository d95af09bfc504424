using BounceProcessor.Sending.Composing;

using MimeKit;

using Xunit;

namespace BounceProcessor.Tests.Sending.Connecting;

/// <summary>Mails for tests of the connection alone.</summary>
internal static class TestMails
{
    /// <summary>A mail in the form in which mails are kept.</summary>
    public static StoredMessage Stored(MimeMessage message)
    {
        using var bytes = new MemoryStream();
        message.WriteTo(new FormatOptions { NewLineFormat = NewLineFormat.Dos }, bytes, TestContext.Current.CancellationToken);
        return StoredMessage.Of("", bytes.ToArray());
    }
}
