namespace BounceProcessor.SignIn;

/// <summary>What an access token is for; permissions and commands differ.</summary>
internal enum TokenPurpose
{
    /// <summary>A mailbox is read by IMAP.</summary>
    ReadMail,

    /// <summary>A user's mail is handed to a server by SMTP.</summary>
    SendMail,
}
