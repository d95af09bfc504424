using System.ComponentModel.DataAnnotations;

using BounceProcessor.SignIn;

namespace BounceProcessor.Mailboxes;

/// <summary>One mailbox: section <c>Mailboxes:&lt;name&gt;</c> of the configuration.</summary>
public sealed class MailboxOptions
{
    /// <summary>What the mailbox is. Default Imap.</summary>
    public MailboxKind Kind { get; set; } = MailboxKind.Imap;

    /// <summary>The company every mail of this mailbox belongs to; empty makes it a catch-all.</summary>
    public string Company { get; set; } = "";

    /// <summary>Folder, Maildir or mbox file; relative to the working directory. Not for Imap.</summary>
    public string Path { get; set; } = "";

    /// <summary>Which files of a Folder are mails: a name with <c>*</c> and <c>?</c>. Default <c>*.eml</c>; <c>*</c> takes every file that is not plainly something else.</summary>
    public string Files { get; set; } = "*.eml";

    /// <summary>IMAP server.</summary>
    public string Host { get; set; } = "";

    /// <summary>IMAP port. Default 993.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 993;

    /// <summary>None, StartTls or SslOnConnect. Default SslOnConnect.</summary>
    public MailboxTls Tls { get; set; } = MailboxTls.SslOnConnect;

    /// <summary>Check the server's certificate. Default true.</summary>
    public bool CheckCertificate { get; set; } = true;

    /// <summary>
    /// SHA-256 of the certificates that are accepted, or of their public keys, as 64 hexadecimal digits. Such a certificate may be signed by
    /// anybody; any other is refused, whatever <see cref="CheckCertificate"/> says. Default none.
    /// </summary>
    public IList<string> CertificateSha256 { get; } = [];

    /// <summary>Password, AppPassword, XOAuth2 or OAuthBearer. Default Password.</summary>
    public MailboxSignIn SignIn { get; set; } = MailboxSignIn.Password;

    /// <summary>Who signs in: the mailbox.</summary>
    public string Username { get; set; } = "";

    /// <summary>Password, for <see cref="MailboxSignIn.Password"/> and <see cref="MailboxSignIn.AppPassword"/>.</summary>
    public string Password { get; set; } = "";

    /// <summary>Access token, for <see cref="MailboxSignIn.XOAuth2"/> and <see cref="MailboxSignIn.OAuthBearer"/> with the grant Fixed.</summary>
    public string AccessToken { get; set; } = "";

    /// <summary>Where the access token comes from, for <see cref="MailboxSignIn.XOAuth2"/> and <see cref="MailboxSignIn.OAuthBearer"/>.</summary>
    public OAuthOptions OAuth { get; set; } = new();

    /// <summary>
    /// People get their mail here too: only bounces of mail that we sent, told by token or Message-ID, are filed; everything else is not filed, not flagged
    /// and not moved. Default false.
    /// </summary>
    public bool BouncesOnly { get; set; }

    /// <summary>IMAP folder to read. Default INBOX.</summary>
    public string Folder { get; set; } = "INBOX";

    /// <summary>What to do with a mail once its events are committed. Default Leave.</summary>
    public AfterFiling AfterFiling { get; set; } = AfterFiling.Leave;

    /// <summary>
    /// Where <see cref="Mailboxes.AfterFiling.Move"/> moves to: an IMAP folder, made when it is missing; or a folder on disk, relative to
    /// <see cref="Path"/>, and never listed itself. Default Processed.
    /// </summary>
    public string MoveTo { get; set; } = "Processed";

    /// <summary>Quartz cron expression with seconds; empty means <see cref="Interval"/>.</summary>
    public string Cron { get; set; } = "";

    /// <summary>Time between two runs. Default 1 minute, 1 second to 1 day. Ignored when <see cref="Cron"/> is set.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Imap: wait for new mail with IDLE between the runs, where the server can, so that a bounce is read at once. Default true.</summary>
    public bool Idle { get; set; } = true;

    /// <summary>
    /// How long one IDLE lasts before it is sent anew. Default 9 minutes, 1 second to 29 minutes: servers may hang up after 30 (RFC 2177), Gmail
    /// does after about 10.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:29:00")]
    public TimeSpan IdleRenewal { get; set; } = TimeSpan.FromMinutes(9);

    /// <summary>Longest run; what is not done then is left for the next one. Default 10 minutes, 10 seconds to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan RunBudget { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest wait for one server reply. Default 30 seconds, 1 second to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ReplyTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Connections that a run may read over at the same time, where there is so much to read. Imap only. Default 1, 1 to 8.</summary>
    [Range(1, 8)]
    public int Connections { get; set; } = 1;

    /// <summary>Largest mail that is read whole, in bytes. Default 20 MiB, 64 KiB to 256 MiB.</summary>
    [Range(65_536, 268_435_456)]
    public long SizeLimitBytes { get; set; } = 20 * 1024 * 1024;
}
