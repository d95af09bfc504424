using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using BounceProcessor.Mailboxes;
using BounceProcessor.Tests.Servers;

using MailKit.Net.Imap;

using Xunit;

[assembly: AssemblyFixture(typeof(DovecotServer))]

namespace BounceProcessor.Tests.Servers;

/// <summary>A private Dovecot on free ports, started when the first test asks for it and stopped when the last one is done.</summary>
public sealed class DovecotServer : IAsyncDisposable
{
    /// <summary>The name the server's certificate is made for.</summary>
    public const string CertificateName = "mail.example.test";

    private readonly SemaphoreSlim _starting = new(1);
    private string? _folder;

    public int ImapPort { get; private set; }

    public int ImapsPort { get; private set; }

    public int LmtpPort { get; private set; }

    /// <summary>Starts the server unless it runs. Without Dovecot the test that asks fails, and says what to do.</summary>
    public async Task StartAsync()
    {
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_folder is null)
            {
                var folder = Directory.CreateTempSubdirectory("bounceproc-dovecot-").FullName;
                if (!OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101); // Dovecot's own user reads below it
                }

                int[] ports = FreePorts.Take(3);
                await RunScriptAsync("dovecot-up", folder, $"{ports[0]}", $"{ports[1]}", $"{ports[2]}");
                (ImapPort, ImapsPort, LmtpPort, _folder) = (ports[0], ports[1], ports[2], folder);
            }
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>A mailbox nobody else uses, over a connection without TLS. Any name exists, with the password "secret".</summary>
    public async Task<MailboxOptions> NewMailboxAsync()
    {
        await StartAsync();
        return new MailboxOptions
        {
            Host = "127.0.0.1",
            Port = ImapPort,
            Tls = MailboxTls.None,
            Username = $"box{Guid.NewGuid():N}",
            Password = "secret",
            ReplyTimeout = TimeSpan.FromSeconds(20),
        };
    }

    /// <summary>Delivers mails by LMTP, as a mail server would.</summary>
    public Task DeliverAsync(MailboxOptions mailbox, params IEnumerable<string> mails) =>
        Lmtp.DeliverAsync(LmtpPort, $"{mailbox.Username}@event.example.test", mails, TestContext.Current.CancellationToken);

    /// <summary>A client of another person, signed in to the same mailbox, with the inbox not opened yet.</summary>
    public async Task<ImapClient> SignInAsync(MailboxOptions mailbox)
    {
        var client = new ImapClient();
        await client.ConnectAsync("127.0.0.1", ImapPort, MailKit.Security.SecureSocketOptions.None, TestContext.Current.CancellationToken);
        await client.AuthenticateAsync(mailbox.Username, mailbox.Password, TestContext.Current.CancellationToken);
        return client;
    }

    /// <summary>An access token for a mailbox, signed with the key that the server trusts.</summary>
    /// <param name="mailbox">Whose it is.</param>
    /// <param name="expires">Its end.</param>
    /// <param name="claims">Further ones, or others in place of the usual.</param>
    public static string AccessToken(MailboxOptions mailbox, DateTimeOffset expires, IReadOnlyDictionary<string, object>? claims = null)
    {
        var head = Base64Url(JsonSerializer.SerializeToUtf8Bytes(new { alg = "HS256", typ = "JWT", kid = "default" }));
        var said = new Dictionary<string, object>
        {
            ["iss"] = "https://issuer.example.test",
            ["sub"] = mailbox.Username,
            ["aud"] = "imap",
            ["email"] = $"{mailbox.Username}@event.example.test",
            ["iat"] = expires.AddHours(-1).ToUnixTimeSeconds(),
            ["exp"] = expires.ToUnixTimeSeconds(),
        };
        foreach (var (name, value) in claims ?? new Dictionary<string, object>())
        {
            said[name] = value;
        }

        var body = Base64Url(JsonSerializer.SerializeToUtf8Bytes(said));
        var signature = HMACSHA256.HashData("a-test-secret-of-thirty-two-bytes"u8, Encoding.ASCII.GetBytes($"{head}.{body}"));
        return $"{head}.{body}.{Base64Url(signature)}";
    }

    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
        {
            await RunScriptAsync("dovecot-down", _folder);
            _folder = null;
        }

        _starting.Dispose();
    }

    private static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static async Task RunScriptAsync(string script, params string[] arguments)
    {
        var path = Path.Combine(RepositoryRoot(), "tests", "servers", script);

        // Output goes to files: the server keeps what it inherits, and a pipe would never end.
        using var process = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", "\"$@\" >\"$2/$(basename \"$1\").out\" 2>&1", "-", path, .. arguments]))
            ?? throw new InvalidOperationException("bash does not start");
        await process.WaitForExitAsync(CancellationToken.None);
        if (process.ExitCode != 0)
        {
            var said = await File.ReadAllTextAsync(Path.Combine(arguments[0], $"{script}.out"), CancellationToken.None);
            Assert.Fail($"{script} failed: {said.Trim()} Run tests/run once, as root: it installs what the tests need.");
        }
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "BounceProcessor.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("BounceProcessor.sln is in no folder above the tests.");
    }
}
