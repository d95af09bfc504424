using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace BounceProcessor.Tests.Servers;

/// <summary>
/// A private Postfix on loopback: STARTTLS and sign-in at one port, TLS from the first byte at another, all mail relayed to a port the test names. Any user
/// name signs in with the password "secret" or with an <see cref="AccessToken"/>.
/// </summary>
internal sealed class PostfixServer : IAsyncDisposable
{
    /// <summary>The name the server's certificate is made for.</summary>
    public const string CertificateName = "mail.example.test";

    /// <summary>The password of every user.</summary>
    public const string Password = "secret";

    private readonly string _folder;

    private PostfixServer(string folder, int submissionPort, int smtpsPort) => (_folder, SubmissionPort, SmtpsPort) = (folder, submissionPort, smtpsPort);

    /// <summary>STARTTLS is required.</summary>
    public int SubmissionPort { get; }

    /// <summary>TLS from the first byte.</summary>
    public int SmtpsPort { get; }

    /// <summary>SHA-256 of its certificate.</summary>
    public string CertificateSha256 => X509CertificateLoader.LoadCertificateFromFile(Path.Combine(_folder, "tls", "cert.pem")).GetCertHashString(HashAlgorithmName.SHA256);

    /// <summary>What it logged.</summary>
    public string Log => File.ReadAllText(Path.Combine(_folder, "postfix.log"));

    /// <summary>Starts one. Without root or Postfix the test that asks fails, and says what to do.</summary>
    /// <param name="relayPort">Port of this machine that all mail goes on to.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<PostfixServer> StartAsync(int relayPort, CancellationToken cancellationToken) => StartAsync(relayPort, [], cancellationToken);

    /// <summary>Starts one with settings of its own.</summary>
    /// <param name="relayPort">Port of this machine that mail goes on to.</param>
    /// <param name="settings">Lines of main.cf in place of the usual ones: <c>name=value</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<PostfixServer> StartAsync(int relayPort, IEnumerable<string> settings, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("bounceproc-postfix-").FullName;
        var ports = FreePorts.Take(2);
        await RunScriptAsync("postfix-up", [folder, Text(ports[0]), Text(ports[1]), $"[127.0.0.1]:{Text(relayPort)}", .. settings], cancellationToken);
        return new PostfixServer(folder, ports[0], ports[1]);
    }

    /// <summary>Whom the mails in its queue are for, reports to senders included.</summary>
    public async Task<IReadOnlyList<string>> QueuedAsync(CancellationToken cancellationToken)
    {
        var said = await RunAsync("postqueue", ["-c", Configuration, "-j"], cancellationToken);
        return [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(line => Recipients(line))];
    }

    /// <summary>An access token for a user, signed with the key that the server trusts.</summary>
    public static string AccessToken(string user, DateTimeOffset expires)
    {
        var head = Base64Url(JsonSerializer.SerializeToUtf8Bytes(new { alg = "HS256", typ = "JWT", kid = "default" }));
        var body = Base64Url(JsonSerializer.SerializeToUtf8Bytes(new
        {
            iss = "https://issuer.example.test",
            sub = user,
            aud = "smtp",
            email = user,
            iat = expires.AddHours(-1).ToUnixTimeSeconds(),
            exp = expires.ToUnixTimeSeconds(),
        }));
        var signature = HMACSHA256.HashData("a-test-secret-of-thirty-two-bytes"u8, Encoding.ASCII.GetBytes($"{head}.{body}"));
        return $"{head}.{body}.{Base64Url(signature)}";
    }

    public async ValueTask DisposeAsync() => await RunScriptAsync("postfix-down", [_folder], CancellationToken.None);

    private string Configuration => Path.Combine(_folder, "etc");

    private static IEnumerable<string> Recipients(string line)
    {
        using var entry = JsonDocument.Parse(line);
        return [.. entry.RootElement.GetProperty("recipients").EnumerateArray().Select(one => one.GetProperty("address").GetString() ?? "")];
    }

    private static async Task<string> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo($"/usr/sbin/{program}", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start");
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? await said : throw new InvalidOperationException($"{program} failed: {await wrong}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static async Task RunScriptAsync(string script, string[] arguments, CancellationToken cancellationToken)
    {
        var path = Path.Combine(Layout.Repository.Root, "tests", "servers", script);

        // Output goes to files: the server keeps what it inherits, and a pipe would never end.
        using var process = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", "\"$@\" >\"$2.$(basename \"$1\").out\" 2>&1", "-", path, .. arguments]))
            ?? throw new InvalidOperationException("bash does not start");
        await process.WaitForExitAsync(cancellationToken);
        var output = $"{arguments[0]}.{script}.out";
        var said = await File.ReadAllTextAsync(output, cancellationToken);
        File.Delete(output);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{script} failed: {said.Trim()} Run tests/run once, as root: it installs what the tests need.");
        }
    }
}
