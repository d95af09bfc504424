using System.Globalization;

using BounceProcessor.MailServers;
using BounceProcessor.SignIn;

using Quartz;

namespace BounceProcessor.Mailboxes;

/// <summary>Finds the faults of one mailbox's settings. Each is one line: key, value, remedy; secrets are never quoted.</summary>
internal static class MailboxFaults
{
    public static IEnumerable<string> Of(string name, MailboxOptions options) =>
        [.. Names(name), .. Source(name, options), .. Settling(name, options), .. Schedule(name, options), .. Limits(name, options)];

    private static IEnumerable<string> Names(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 64 || name.Any(char.IsControl))
        {
            yield return $"Mailboxes: \"{ServerWords.OneLine(name)}\" is no name for a mailbox; use 1 to 64 characters.";
        }
    }

    private static IEnumerable<string> Source(string name, MailboxOptions options)
    {
        if (!Enum.IsDefined(options.Kind))
        {
            return [Fault(name, nameof(options.Kind), options.Kind.ToString(), $"write one of {string.Join(", ", Enum.GetNames<MailboxKind>())}")];
        }

        return options.Kind == MailboxKind.Imap ? Imap(name, options) : Files(name, options);
    }

    private static IEnumerable<string> Imap(string name, MailboxOptions options)
    {
        if (Uri.CheckHostName(options.Host) == UriHostNameType.Unknown)
        {
            yield return Fault(name, nameof(options.Host), options.Host, "name the IMAP server, for example \"imap.example.org\", without port and scheme");
        }

        if (string.IsNullOrWhiteSpace(options.Username))
        {
            yield return Fault(name, nameof(options.Username), options.Username, "write the name that signs in");
        }

        foreach (var fault in SignInFaults(name, options))
        {
            yield return fault;
        }

        if (string.IsNullOrWhiteSpace(options.Folder))
        {
            yield return Fault(name, nameof(options.Folder), options.Folder, "write a folder, such as INBOX");
        }

        foreach (var pin in options.CertificateSha256.Where(pin => !ServerCertificate.IsPin(pin)))
        {
            yield return Fault(name, nameof(options.CertificateSha256), pin, "write the SHA-256 of a certificate or of its public key, 64 hexadecimal digits; with an empty list \"bounceproc mailbox test\" shows that of the server");
        }

        if (options.CertificateSha256.Count > 0 && options.Tls == MailboxTls.None)
        {
            yield return Fault(name, nameof(options.Tls), "None", $"{nameof(options.CertificateSha256)} needs StartTls or SslOnConnect");
        }

        if (options.Tls == MailboxTls.None && options.Port == 993)
        {
            yield return Fault(name, nameof(options.Tls), "None", "port 993 wants SslOnConnect");
        }
    }

    private static IEnumerable<string> SignInFaults(string name, MailboxOptions options)
    {
        if (options.SignIn is MailboxSignIn.Password or MailboxSignIn.AppPassword)
        {
            return options.Password.Length == 0 ? [Missing(name, nameof(options.Password))] : [];
        }

        return options.OAuth.Grant == TokenGrant.Fixed && options.AccessToken.Length == 0
            ? [Missing(name, nameof(options.AccessToken))]
            : OAuthFaults.Of(Key(name, nameof(options.OAuth)), options.OAuth);
    }

    private static string Missing(string name, string key) =>
        $"{Key(name, key)} is missing; set it in the environment as Mailboxes__{name}__{key}, in the user secrets, or with bounceproc secret set {Key(name, key)}.";

    private static IEnumerable<string> Files(string name, MailboxOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Path) || options.Path.Contains('\0', StringComparison.Ordinal))
        {
            yield return Fault(name, nameof(options.Path), options.Path, options.Kind == MailboxKind.Mbox ? "name the mbox file" : "name the folder");
        }
        else if (options.Kind == MailboxKind.Mbox && Directory.Exists(options.Path))
        {
            yield return Fault(name, nameof(options.Path), options.Path, "that is a folder; name a file, or set Kind to Folder or Maildir");
        }
        else if (options.Kind == MailboxKind.Folder && (string.IsNullOrWhiteSpace(options.Files) || options.Files.Contains('/', StringComparison.Ordinal) || options.Files.Contains('\\', StringComparison.Ordinal)))
        {
            yield return Fault(name, nameof(options.Files), options.Files, "write a name with * and ?, such as \"*.eml\"; subfolders are read anyway");
        }
        else if (options.Kind != MailboxKind.Mbox && File.Exists(options.Path))
        {
            yield return Fault(name, nameof(options.Path), options.Path, "that is a file; name a folder, or set Kind to Mbox");
        }
    }

    private static IEnumerable<string> Settling(string name, MailboxOptions options)
    {
        if (!FileFaults.CanSettle(options.Kind, options.AfterFiling))
        {
            yield return Fault(name, nameof(options.AfterFiling), options.AfterFiling.ToString(), $"a mailbox of kind {options.Kind} can do {FileFaults.Possible(options.Kind)}");
        }

        if (options.AfterFiling != AfterFiling.Move)
        {
            yield break;
        }

        if (string.IsNullOrWhiteSpace(options.MoveTo))
        {
            yield return Fault(name, nameof(options.MoveTo), options.MoveTo, "name the folder that filed mails are moved to");
        }
        else if (options.Kind == MailboxKind.Imap && options.MoveTo.Equals(options.Folder, StringComparison.OrdinalIgnoreCase))
        {
            yield return Fault(name, nameof(options.MoveTo), options.MoveTo, "that is the folder that is read; name another");
        }
        else if (options.Kind is MailboxKind.Folder or MailboxKind.Maildir && options.Path.Length > 0 && Path.GetFullPath(options.MoveTo, Path.GetFullPath(options.Path)) == Path.GetFullPath(options.Path))
        {
            yield return Fault(name, nameof(options.MoveTo), options.MoveTo, "that is the folder that is read; name another");
        }
    }

    private static IEnumerable<string> Schedule(string name, MailboxOptions options)
    {
        if (options.Cron.Length > 0 && !CronExpression.TryParse(options.Cron, out _))
        {
            yield return Fault(name, nameof(options.Cron), options.Cron, "write six or seven fields beginning with the seconds, for example \"0 0/5 * * * ?\" for every five minutes, or leave it empty for Interval");
        }
        else if (options.Cron.Length > 0 && CronExpression.Parse(options.Cron).GetNextValidTimeAfter(DateTimeOffset.UnixEpoch.AddYears(56)) is null)
        {
            yield return Fault(name, nameof(options.Cron), options.Cron, "it never comes due; write a time to come");
        }
    }

    private static IEnumerable<string> Limits(string name, MailboxOptions options)
    {
        if (options.Port is < 1 or > 65535)
        {
            yield return Fault(name, nameof(options.Port), options.Port.ToString(CultureInfo.InvariantCulture), "write a port from 1 to 65535");
        }

        (string Key, TimeSpan Value, TimeSpan Least, TimeSpan Most)[] times =
        [
            (nameof(options.Interval), options.Interval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
            (nameof(options.RunBudget), options.RunBudget, TimeSpan.FromSeconds(10), TimeSpan.FromDays(1)),
            (nameof(options.IdleRenewal), options.IdleRenewal, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(29)),
            (nameof(options.ReplyTimeout), options.ReplyTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)),
        ];
        foreach (var (key, value, least, most) in times.Where(time => time.Value < time.Least || time.Value > time.Most))
        {
            yield return Fault(name, key, value.ToString("c", CultureInfo.InvariantCulture), $"write a time from {least:c} to {most:c}");
        }

        if (options.SizeLimitBytes is < 65_536 or > 268_435_456)
        {
            yield return Fault(name, nameof(options.SizeLimitBytes), options.SizeLimitBytes.ToString(CultureInfo.InvariantCulture), "write a number of bytes from 65536 to 268435456");
        }
    }

    private static string Fault(string name, string key, string value, string remedy) =>
        value.Length == 0 ? $"{Key(name, key)} is empty; {remedy}." : $"{Key(name, key)} is \"{ServerWords.OneLine(value)}\"; {remedy}.";

    private static string Key(string name, string key) => $"{MailboxesOptions.Section}:{name}:{key}";
}
