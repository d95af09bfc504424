using System.Globalization;

using BounceProcessor.SignIn;

using MailKit;

namespace BounceProcessor.Mailboxes;

/// <summary>Tests a mailbox step by step and says each finding in words. It reads and changes nothing.</summary>
/// <param name="time">For certificates and access tokens.</param>
/// <param name="tokens">Needed by mailboxes whose access tokens are renewed.</param>
internal sealed class MailboxCheck(TimeProvider time, AccessTokens? tokens)
{
    /// <summary>Tries all steps up to the first that fails.</summary>
    /// <param name="name">The mailbox's name in the configuration.</param>
    /// <param name="options">Its settings.</param>
    /// <param name="progress">Told each step as soon as it is known.</param>
    /// <param name="cancellationToken">Ends the test.</param>
    public async Task<IReadOnlyList<MailboxCheckStep>> RunAsync(
        string name, MailboxOptions options, IProgress<MailboxCheckStep>? progress, CancellationToken cancellationToken)
    {
        var steps = new List<MailboxCheckStep>();
        void Add(string step, MailboxCheckOutcome outcome, string text)
        {
            steps.Add(new MailboxCheckStep(step, outcome, text));
            progress?.Report(steps[^1]);
        }

        var faults = MailboxFaults.Of(name, options).ToList();
        foreach (var fault in faults)
        {
            Add("settings", MailboxCheckOutcome.Failed, fault);
        }

        if (faults.Count == 0)
        {
            await (options.Kind == MailboxKind.Imap
                ? ImapAsync(name, options, Add, cancellationToken)
                : FilesAsync(name, options, Add, cancellationToken));
        }

        return steps;
    }

    private static async Task FilesAsync(
        string name, MailboxOptions options, Action<string, MailboxCheckOutcome, string> add, CancellationToken cancellationToken)
    {
        await using var source = MailSources.Open(name, options);
        try
        {
            await source.OpenAsync(cancellationToken);
            add("path", MailboxCheckOutcome.Passed, $"\"{Path.GetFullPath(options.Path)}\" is there and can be read.");
            var (mails, bytes) = (0L, 0L);
            await foreach (var page in source.ListAsync(0, cancellationToken))
            {
                mails += page.Count;
                bytes += page.Sum(entry => entry.SizeBytes);
            }

            add("mails", MailboxCheckOutcome.Passed, string.Create(CultureInfo.InvariantCulture, $"It shows {CountText.Of(mails, "mail")} with {CountText.Of(bytes, "byte")} in all."));
        }
        catch (MailboxException fault)
        {
            add("path", MailboxCheckOutcome.Failed, fault.Message);
            return;
        }

        add("after filing", MailboxCheckOutcome.Passed, options.AfterFiling switch
        {
            AfterFiling.Move => $"Filed mails are moved to \"{Path.GetFullPath(options.MoveTo, Path.GetFullPath(options.Path))}\".",
            AfterFiling.Flag => "Filed mails are marked as seen.",
            _ => "Filed mails are left as they are.",
        });
    }

    private async Task ImapAsync(
        string name, MailboxOptions options, Action<string, MailboxCheckOutcome, string> add, CancellationToken cancellationToken)
    {
        var faults = new ImapFaults(name, options);
        var credentials = new ImapCredentials(name, options, faults, tokens, time);
        await using var connection = new ImapConnection(options, faults, credentials, time);
        var step = "name";
        try
        {
            var addresses = await connection.ResolveAsync(cancellationToken);
            add(step, MailboxCheckOutcome.Passed, $"\"{options.Host}\" is {string.Join(", ", addresses.Select(address => address.ToString()))}.");

            step = "connection";
            var address = await connection.ConnectAsync(addresses, cancellationToken);
            add(step, MailboxCheckOutcome.Passed, string.Create(CultureInfo.InvariantCulture, $"{address} accepts connections on port {options.Port}."));

            step = "TLS and greeting";
            await connection.GreetAsync(cancellationToken);
            AddEncryption(connection, options, add);

            step = "access token";
            await AddTokenAsync(credentials, options, add, cancellationToken);

            step = "sign-in";
            await connection.SignInAsync(cancellationToken);
            add(step, MailboxCheckOutcome.Passed, $"\"{options.Username}\" is signed in with {options.SignIn}.");

            step = "folder";
            await connection.OpenFolderAsync(cancellationToken);
            add(step, MailboxCheckOutcome.Passed, $"\"{options.Folder}\" is open for reading.");

            step = "mails";
            var folder = connection.Folder;
            add(step, MailboxCheckOutcome.Passed, string.Create(
                CultureInfo.InvariantCulture, $"It holds {CountText.Of(folder.Count, "mail")}; UIDVALIDITY {folder.UidValidity}, next UID {folder.UidNext?.Id.ToString(CultureInfo.InvariantCulture) ?? "not told"}."));

            step = "after filing";
            await AddSettlingAsync(connection, options, add, cancellationToken);
        }
        catch (MailboxException fault)
        {
            add(step, MailboxCheckOutcome.Failed, fault.Message);
        }
        catch (Exception fault) when (ImapConnection.IsFault(fault))
        {
            add(step, MailboxCheckOutcome.Failed, $"The server broke off ({ServerWords.Of(fault)}). Check its log.");
        }
    }

    private static void AddEncryption(ImapConnection connection, MailboxOptions options, Action<string, MailboxCheckOutcome, string> add)
    {
        const string step = "TLS and greeting";
        if (connection.Certificate is not { } certificate)
        {
            add(step, MailboxCheckOutcome.Warning, "The server greets, without encryption: the password travels in clear. Only for a server on this machine.");
        }
        else if (certificate.IsPinned(options.CertificateSha256))
        {
            add(step, MailboxCheckOutcome.Passed, $"The server greets over TLS with the certificate for {certificate.Subject} that is pinned{(certificate.Fault is null ? "" : $", though {certificate.Fault.En}")}.");
        }
        else if (certificate.Fault is null)
        {
            add(step, MailboxCheckOutcome.Passed, $"The server greets over TLS; its certificate for {certificate.Subject} is in order (SHA-256 {certificate.Sha256}, of its public key {certificate.KeySha256}).");
        }
        else
        {
            add(step, MailboxCheckOutcome.Warning, $"The server greets over TLS, but its certificate is not in order: {certificate.Fault.En}. It is accepted because CheckCertificate is false. To mend it: {certificate.Remedy?.En}, or pin it: CertificateSha256 with {certificate.Sha256}.");
        }
    }

    private async Task AddTokenAsync(
        ImapCredentials credentials, MailboxOptions options, Action<string, MailboxCheckOutcome, string> add, CancellationToken cancellationToken)
    {
        if (await credentials.TokenAsync(cancellationToken) is not { } token)
        {
            return;
        }

        var claims = AccessTokenClaims.Read(token.Value);
        var faults = credentials.Faults(token);
        var words = options.OAuth.Grant == TokenGrant.Fixed ? "" : $"It came by {options.OAuth.Grant} at {token.ObtainedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC and is good until {token.ExpiresAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC. ";
        add("access token", faults.Count == 0 ? MailboxCheckOutcome.Passed : MailboxCheckOutcome.Warning, words + claims.Words(time.GetUtcNow()));
        if (options.OAuth.Grant != TokenGrant.Fixed)
        {
            foreach (var fault in faults)
            {
                add("access token", MailboxCheckOutcome.Warning, $"The server may refuse it: {fault.Cause}. To mend it: {fault.Remedy}.");
            }
        }
    }

    private static async Task AddSettlingAsync(
        ImapConnection connection, MailboxOptions options, Action<string, MailboxCheckOutcome, string> add, CancellationToken cancellationToken)
    {
        const string step = "after filing";
        if (options.AfterFiling == AfterFiling.Leave)
        {
            add(step, MailboxCheckOutcome.Passed, "Filed mails are left as they are.");
            return;
        }

        await connection.AccessAsync(FolderAccess.ReadWrite, cancellationToken);
        if (connection.Folder.Access != FolderAccess.ReadWrite)
        {
            add(step, MailboxCheckOutcome.Failed, $"\"{options.Folder}\" is read-only for \"{options.Username}\". Give the right to write, or set AfterFiling to Leave.");
        }
        else if (options.AfterFiling == AfterFiling.Flag)
        {
            add(step, MailboxCheckOutcome.Passed, "Filed mails are marked as seen; the server allows it.");
        }
        else
        {
            await AddMovingAsync(connection, options, add, cancellationToken);
        }
    }

    private static async Task AddMovingAsync(
        ImapConnection connection, MailboxOptions options, Action<string, MailboxCheckOutcome, string> add, CancellationToken cancellationToken)
    {
        const string step = "after filing";
        if (ImapSettling.WayToMove(connection.Capabilities) == MoveWay.None)
        {
            add(step, MailboxCheckOutcome.Failed, "The server can neither MOVE nor UID EXPUNGE, so filed mails would be left. Set AfterFiling to Flag or Leave.");
            return;
        }

        var target = await connection.RunAsync((_, token) => connection.FindAsync(options.MoveTo, token), cancellationToken);
        add(step, MailboxCheckOutcome.Passed, target is null
            ? $"Filed mails are moved to \"{options.MoveTo}\", which is made with the first one."
            : $"Filed mails are moved to \"{target.FullName}\".");
    }
}
