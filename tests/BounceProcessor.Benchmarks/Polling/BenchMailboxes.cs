using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

using BounceProcessor.Tests.Servers;

namespace BounceProcessor.Benchmarks.Polling;

/// <summary>Mailboxes full of generated bounces, straight on the server's disk. Each measurement gets one of its own, of hard links to the same files.</summary>
internal sealed class BenchMailboxes(PrivateDovecot server)
{
    private readonly string _pool = Path.Combine(server.Folder, "mail", "pool");
    private int _number;

    /// <summary>Writes the mails once.</summary>
    /// <returns>Their bytes on the wire.</returns>
    public long Write(int mails)
    {
        Directory.CreateDirectory(_pool);
        long bytes = 0;
        for (var i = 0; i < mails; i++)
        {
            var mail = PostfixReport.Bytes(i);
            var onTheWire = mail.Length + mail.Count(letter => letter == (byte)'\n');
            bytes += onTheWire;

            // Dovecot takes both sizes from the name: on disk, and with CRLF.
            var name = string.Create(
                CultureInfo.InvariantCulture, $"{1_795_431_003 + (i / 100)}.M{i:D8}P1.bench,S={mail.Length},W={onTheWire}");
            File.WriteAllBytes(Path.Combine(_pool, name), mail);
        }

        return bytes;
    }

    /// <summary>A new mailbox with the first mails, which the server has seen once, as it has when it delivers them itself.</summary>
    /// <returns>The user's name.</returns>
    public async Task<string> FillAsync(int mails)
    {
        var user = string.Create(CultureInfo.InvariantCulture, $"bench{++_number}");
        var folder = server.Maildir(user);
        foreach (var part in (string[])["cur", "new", "tmp"])
        {
            Directory.CreateDirectory(Path.Combine(folder, part));
        }

        foreach (var file in Directory.EnumerateFiles(_pool).Order(StringComparer.Ordinal).Take(mails))
        {
            if (Link(Encoding.UTF8.GetBytes(file + '\0'), Encoding.UTF8.GetBytes(Path.Combine(folder, "new", Path.GetFileName(file)) + '\0')) != 0)
            {
                throw new IOException($"no hard link to {file}");
            }
        }

        if (Environment.UserName == "root")
        {
            using var chown = Process.Start("chown", ["-R", "mail:mail", Path.Combine(server.Folder, "mail", user)]);
            await chown.WaitForExitAsync();
        }

        using var look = new RawFetch(server.ImapPort, user);
        await look.SelectAsync();
        return user;
    }

    /// <summary>Takes a mailbox away.</summary>
    public void Remove(string user) => Directory.Delete(Path.Combine(server.Folder, "mail", user), recursive: true);

    [DllImport("libc", EntryPoint = "link")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link(byte[] from, byte[] to);
}
