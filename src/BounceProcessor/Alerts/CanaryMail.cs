using MimeKit;

namespace BounceProcessor.Alerts;

/// <summary>A canary as a mail, with its envelope sender.</summary>
internal static class CanaryMail
{
    /// <summary>What a canary's token begins with.</summary>
    public const string TokenStart = "canary-";

    /// <summary>A token nobody guesses; lower case, because servers fold it.</summary>
    public static string NewToken() => TokenStart + Guid.NewGuid().ToString("N")[..20];

    /// <summary>The Message-ID of a canary, without angle brackets.</summary>
    public static string MessageId(string token, string sender) => $"{token}@{sender[(sender.IndexOf('@', StringComparison.Ordinal) + 1)..]}";

    /// <summary>The envelope sender: the event address with the token behind a plus.</summary>
    public static MailboxAddress EnvelopeSender(Canary canary, string sender) =>
        new("", sender.Insert(sender.IndexOf('@', StringComparison.Ordinal), $"+{canary.Token}"));

    /// <summary>The mail; the caller disposes of it.</summary>
    public static MimeMessage Write(Canary canary, string sender)
    {
        var mail = new MimeMessage
        {
            Subject = $"Test mail {canary.Token}",
            Date = canary.SentAt,
            MessageId = canary.MessageId,
            Body = new TextPart("plain")
            {
                Text = $"This mail is sent on a schedule to an address that does not exist.\nIts bounce shows that bounces find their way into the mailbox \"{canary.Mailbox}\".\n",
            },
        };
        mail.From.Add(new MailboxAddress("", sender));
        mail.To.Add(new MailboxAddress("", canary.Recipient));
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        return mail;
    }
}
