using System.Diagnostics;
using System.Globalization;

namespace BounceProcessor.Tests.Servers;

/// <summary>
/// A Dovecot of one's own that may be killed, stopped, paused and started again. The other tests share <c>DovecotServer</c>, which must
/// not be treated so.
/// </summary>
internal sealed class PrivateDovecot : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly int[] _ports = FreePorts.Take(3);
    private int _group;

    private PrivateDovecot(string folder) => Folder = folder;

    public string Folder { get; }

    public int ImapPort => _ports[0];

    public int LmtpPort => _ports[2];

    /// <summary>Starts a new one in a folder of its own.</summary>
    public static async Task<PrivateDovecot> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("bounceproc-dovecot-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101); // Dovecot's own user reads below it
        }

        var server = new PrivateDovecot(folder);
        await server.StartAgainAsync(cancellationToken);
        return server;
    }

    /// <summary>Starts the server after it was stopped or killed: same folder, same ports, same mail.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        await RunScriptAsync("dovecot-up", [Folder, .. _ports.Select(port => port.ToString(CultureInfo.InvariantCulture))], cancellationToken);
        _group = int.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "run", "master.pid"), cancellationToken), CultureInfo.InvariantCulture);
    }

    /// <summary>An orderly end; connections are closed.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        PosixSignal.Send(_group, PosixSignal.Terminate);
        await UntilGoneAsync(cancellationToken);
    }

    /// <summary>The end of a server whose machine fails: no process of it says another word.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        PosixSignal.Send(-_group, PosixSignal.Kill);
        await UntilGoneAsync(cancellationToken);
    }

    /// <summary>The server neither answers nor hangs up until it continues.</summary>
    public void Pause() => PosixSignal.Send(-_group, PosixSignal.Stop);

    public void Continue() => PosixSignal.Send(-_group, PosixSignal.Continue);

    /// <summary>The folder with a user's mail.</summary>
    public string Maildir(string username) => Path.Combine(Folder, "mail", username, "Maildir");

    /// <summary>Delivers mails by LMTP, as a mail server would.</summary>
    public Task DeliverAsync(string username, IEnumerable<string> mails, CancellationToken cancellationToken) =>
        Lmtp.DeliverAsync(LmtpPort, $"{username}@event.example.test", mails, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        PosixSignal.Send(-_group, PosixSignal.Continue);
        await KillAsync(CancellationToken.None);
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task RunScriptAsync(string script, string[] arguments, CancellationToken cancellationToken)
    {
        var path = Path.Combine(RepositoryRoot(), "tests", "servers", script);

        // Output goes to files: the server keeps what it inherits, and a pipe would never end.
        using var process = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", "\"$@\" >\"$2/$(basename \"$1\").out\" 2>&1", "-", path, .. arguments]))
            ?? throw new InvalidOperationException("bash does not start");
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            var said = await File.ReadAllTextAsync(Path.Combine(arguments[0], $"{script}.out"), cancellationToken);
            throw new InvalidOperationException($"{script} failed: {said.Trim()} Run tests/run once, as root: it installs what the tests need.");
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

    private async Task UntilGoneAsync(CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (PosixSignal.Send(-_group, PosixSignal.Nothing))
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException($"Dovecot in {Folder} does not end.");
            }

            await Task.Delay(20, cancellationToken);
        }
    }
}
