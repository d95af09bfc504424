using System.Net.Sockets;

using BounceProcessor.MailServers;
using BounceProcessor.SignIn;

using MailKit;
using MailKit.Security;

namespace BounceProcessor.Mailboxes;

/// <summary>The messages of an IMAP mailbox: what failed, in whose words, what happens now, what to do.</summary>
internal sealed class ImapFaults(string name, MailboxOptions options)
{
    private string Server => $"{options.Host}:{options.Port}";

    public MailboxException UnknownHost(Exception cause) => Fault(
        $"the host \"{options.Host}\" was not found ({ServerWords.Of(cause)})", $"check {Key("Host")} and the DNS of this machine", cause);

    public MailboxException NoConnection(Exception cause) => cause switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => Fault(
            $"{Server} refused the connection: nothing listens there", $"check {Key("Host")} and {Key("Port")} and that the server runs", cause),
        TimeoutException => Fault(
            $"{Server} did not accept a connection ({cause.Message})", $"check {Key("Host")}, {Key("Port")} and the firewalls between", cause),
        _ => Fault($"{Server} cannot be reached ({ServerWords.Of(cause)})", $"check {Key("Host")}, {Key("Port")} and the network", cause),
    };

    public MailboxException BadCertificate(ServerCertificate certificate, Exception cause) => Fault(
        $"the certificate of {Server} was refused: {certificate.Fault?.En}",
        $"{certificate.Remedy?.En}; or pin it: {Key("CertificateSha256")} with {certificate.Sha256} accepts this certificate alone; {Key("CheckCertificate")} = false accepts any certificate, for a network you trust only",
        cause);

    public MailboxException OtherCertificate(ServerCertificate certificate, Exception cause) => Fault(
        $"the certificate of {Server} is not one of {Key("CertificateSha256")}: its SHA-256 is {certificate.Sha256}, that of its public key {certificate.KeySha256}, and it is made for {certificate.Subject}{(certificate.Fault is null ? "" : $"; {certificate.Fault.En}")}",
        $"ask who runs the server whether this certificate is theirs, and only then write its SHA-256 into {Key("CertificateSha256")}",
        cause);

    public MailboxException NoGreeting(Exception cause) => cause switch
    {
        TimeoutException when options.Tls != MailboxTls.SslOnConnect => Fault(
            $"{Server} was reached but sent no greeting ({cause.Message}); the port may expect TLS from the first byte",
            $"set {Key("Tls")} to SslOnConnect, or {Key("Port")} to 143",
            cause),
        TimeoutException => Fault(
            $"{Server} was reached but did not answer ({cause.Message})", $"check {Key("Port")} and {Key("Tls")}, and the server's load", cause),
        SslHandshakeException when options.Tls == MailboxTls.SslOnConnect => Fault(
            $"{Server} does not speak TLS from the first byte ({InnermostWords(cause)})",
            $"set {Key("Tls")} to StartTls, or {Key("Port")} to 993",
            cause),
        SslHandshakeException => Fault(
            $"TLS could not be agreed with {Server} ({InnermostWords(cause)})", $"check {Key("Tls")} and the server's TLS settings", cause),
        NotSupportedException => Fault(
            $"{Server} does not offer STARTTLS", $"set {Key("Tls")} to SslOnConnect and {Key("Port")} to 993", cause),
        _ => Fault($"{Server} did not greet as an IMAP server ({ServerWords.Of(cause)})", $"check {Key("Port")} and {Key("Tls")}", cause),
    };

    public MailboxException SignInRefused(ImapAuthentication attempt, Exception cause)
    {
        var (why, remedy) = SignInRefusal.Explain(MailboxAccount.Of(name, options), options, attempt, ServerWords.Of(cause));
        return Fault(why, remedy, cause);
    }

    public MailboxException NoToken(TokenException fault) => Fault($"there is no access token for \"{options.Username}\": {fault.Cause}", fault.Remedy, fault);

    public MailboxException SignInImpossible(Exception cause) => NoMailbox(cause) ?? cause switch
    {
        NotSupportedException => Fault(
            $"{Server} offers no way to sign in with {options.SignIn} ({ServerWords.Of(cause)})", $"set {Key("SignIn")} to a method that the server offers, and check {Key("Tls")}: many servers take a password over TLS only", cause),
        TimeoutException => Fault($"{Server} did not answer the sign-in ({cause.Message})", "check the server's log", cause),
        _ => Fault($"{Server} broke off during sign-in ({ServerWords.Of(cause)})", "check the server's log", cause),
    };

    public MailboxException NoFolder(string folders, Exception cause) => Fault(
        $"there is no folder \"{options.Folder}\"{(folders.Length == 0 ? "" : $"; the server shows {folders}")}", $"check {Key("Folder")}", cause);

    public MailboxException FolderRefused(Exception cause) => NoMailbox(cause) ?? Fault(
        $"folder \"{options.Folder}\" cannot be opened ({ServerWords.Of(cause)})", $"check the rights of \"{options.Username}\" on it", cause);

    public MailboxException Recreated(uint before, uint now) => Fault(
        $"folder \"{options.Folder}\" was made anew while it was read (UIDVALIDITY {before} became {now}), its mails have other numbers now", "nothing needs to be done, the next run reads it afresh", null);

    public MailboxException Broken(string doing, Exception cause) => new(
        $"Mailbox \"{name}\": {Server} broke off while {doing} ({ServerWords.Of(cause)}). What is filed stays filed, the rest is left for the next run. Check the server's log if this repeats.",
        cause)
    {
        Kind = KindOf(cause),
    };

    public MailboxException NotSettled(string what, Exception cause) => new(
        $"Mailbox \"{name}\": {what} ({ServerWords.Of(cause)}). The events are filed and the mails stay where they are. Check {Key("MoveTo")} and the rights of \"{options.Username}\" on it.",
        cause)
    {
        Kind = KindOf(cause),
    };

    public MailboxException ReadOnly() => new(
        $"Mailbox \"{name}\": folder \"{options.Folder}\" is read-only for \"{options.Username}\", so filed mails cannot be settled. The events are filed and the mails stay where they are. Give \"{options.Username}\" the right to write, or set {Key("AfterFiling")} to Leave.",
        null)
    {
        Kind = MailboxFaultKind.Refused,
    };

    // Exchange tells it with whatever command comes first after the sign-in.
    private MailboxException? NoMailbox(Exception cause) =>
        SignInRefusal.NoMailbox(MailboxAccount.Of(name, options), options, ServerWords.Of(cause)) is var (why, remedy) ? Fault(why, remedy, cause) : null;

    private static string InnermostWords(Exception exception)
    {
        while (exception.InnerException is { } inner)
        {
            exception = inner;
        }

        return ServerWords.OneLine(exception.Message);
    }

    private MailboxException Fault(string cause, string remedy, Exception? inner) =>
        new($"Mailbox \"{name}\": {cause}. Nothing was read. To mend it: {remedy}.", inner) { Kind = KindOf(inner) };

    private static MailboxFaultKind KindOf(Exception? cause) => cause switch
    {
        AuthenticationException => MailboxFaultKind.SignInRefused,
        TokenException token => token.IsPassing ? MailboxFaultKind.Transport : MailboxFaultKind.SignInRefused,
        CommandException or FolderNotFoundException or NotSupportedException or SslHandshakeException => MailboxFaultKind.Refused,
        _ => MailboxFaultKind.Transport,
    };

    private string Key(string key) => $"Mailboxes:{name}:{key}";
}
