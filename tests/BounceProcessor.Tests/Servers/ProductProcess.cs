using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BounceProcessor.Tests.Servers;

/// <summary>The program itself as a process, with its data in a folder of its own.</summary>
internal sealed class ProductProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _said = [];

    private ProductProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += Hear;
        _process.ErrorDataReceived += Hear;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Everything it printed so far.</summary>
    public IReadOnlyList<string> Said
    {
        get
        {
            lock (_said)
            {
                return [.. _said];
            }
        }
    }

    /// <summary>Writes the configuration with one mailbox named "box" and a database "test.db" into a folder.</summary>
    /// <param name="folder">Where the process will run.</param>
    /// <param name="box">The mailbox's settings.</param>
    /// <param name="rest">Further sections.</param>
    public static void Configure(string folder, JsonObject box, JsonObject? rest = null)
    {
        var all = rest ?? [];
        all["Mailboxes"] = new JsonObject { ["box"] = box };
        all["Database"] ??= new JsonObject { ["Path"] = "test.db" };
        all["Web"] = new JsonObject { ["Listen"] = "http://127.0.0.1:0" };
        File.WriteAllText(Path.Combine(folder, "appsettings.json"), all.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
    }

    /// <summary>Settings of a mailbox on a Dovecot of a test.</summary>
    public static JsonObject Box(int imapPort, string username, string afterFiling) => new()
    {
        ["Host"] = "127.0.0.1",
        ["Port"] = imapPort,
        ["Tls"] = "None",
        ["Username"] = username,
        ["Password"] = "secret",
        ["Company"] = "firmanimi",
        ["AfterFiling"] = afterFiling,
    };

    public static ProductProcess Start(string folder, IReadOnlyDictionary<string, string>? environment, params string[] args) => Start(
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "bounceproc.exe" : "bounceproc"), folder, environment, args);

    /// <summary>Another build of the program than the one beside the tests.</summary>
    public static ProductProcess StartProgram(string program, string folder, params string[] args) => Start(program, folder, null, args);

    private static ProductProcess Start(string program, string folder, IReadOnlyDictionary<string, string>? environment, string[] args)
    {
        var start = new ProcessStartInfo(program, args) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[key] = value;
        }

        return new ProductProcess(Process.Start(start) ?? throw new InvalidOperationException("bounceproc does not start"));
    }

    /// <summary>Waits until it ended and everything it said is heard.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>SIGTERM: the batch in hand is finished.</summary>
    public void Stop() => PosixSignal.Send(Id, PosixSignal.Terminate);

    public void Kill() => _process.Kill();

    public void Pause() => PosixSignal.Send(Id, PosixSignal.Stop);

    public void Continue() => PosixSignal.Send(Id, PosixSignal.Continue);

    /// <summary>Waits until it was stopped by SIGSTOP.</summary>
    public async Task UntilPausedAsync(CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (State() != 'T')
        {
            if (HasEnded || TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromMinutes(1))
            {
                throw new TimeoutException($"bounceproc was not stopped; it said: {string.Join(" | ", Said)}");
            }

            await Task.Delay(20, cancellationToken);
        }
    }

    /// <summary>Resident memory in bytes.</summary>
    public long ResidentBytes()
    {
        _process.Refresh();
        return _process.WorkingSet64;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    // The third field of the line, after a name in parentheses (proc(5), /proc/pid/stat).
    private char State()
    {
        var line = File.ReadAllText($"/proc/{Id}/stat");
        return line[line.LastIndexOf(')') + 2];
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { } text)
        {
            lock (_said)
            {
                _said.Add(text);
            }
        }
    }
}
