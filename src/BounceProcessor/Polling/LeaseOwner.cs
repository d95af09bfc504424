using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace BounceProcessor.Polling;

/// <summary>
/// Names a process so that others can tell whether it still lives: machine, space of process numbers (containers of one machine may share
/// its name), number, start and boot of the machine, because numbers are used again.
/// </summary>
internal static class LeaseOwner
{
    // Where .NET works the start out from the age of the machine, two processes come to slightly different results.
    private const long StartTolerance = 5;

    /// <summary>This process.</summary>
    public static string Current { get; } = Make();

    /// <summary>Whether an owner ran on this machine and does so no more. Of other machines nothing is known: then it counts as alive.</summary>
    public static bool IsDead(string owner)
    {
        if (owner.Split('|') is not [var machine, var space, var number, var started, var boot]
            || machine != Environment.MachineName
            || space != ProcessSpace()
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || !long.TryParse(started, NumberStyles.None, CultureInfo.InvariantCulture, out var start))
        {
            return false;
        }

        // Elsewhere two processes may find another second.
        if (OperatingSystem.IsLinux() && boot != MachineBoot.Current)
        {
            return true;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            return process.HasExited || Math.Abs(Start(process) - start) > StartTolerance;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or IOException or UnauthorizedAccessException)
        {
            return false; // it cannot be looked at, so it is left alone
        }
    }

    /// <summary>An owner for people.</summary>
    public static string Words(string owner) =>
        owner.Split('|') is [var machine, _, var number, _, ..] ? $"process {number} on {machine}" : owner;

    private static string Make()
    {
        using var process = Process.GetCurrentProcess();
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}|{ProcessSpace()}|{process.Id}|{Start(process)}|{MachineBoot.Current}");
    }

    // On Linux in ticks since the machine came up, which nobody can set. What .NET calls the start moves when the clock is set, and the process
    // would be taken for dead while it works.
    private static long Start(Process process) => OperatingSystem.IsLinux()
        ? TicksAtStart(File.ReadAllText($"/proc/{process.Id}/stat"))
        : new DateTimeOffset(process.StartTime.ToUniversalTime(), TimeSpan.Zero).ToUnixTimeSeconds();

    // Field 22; the second, the name, stands in parentheses and may hold anything (proc(5)).
    private static long TicksAtStart(string stat) =>
        long.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19], NumberStyles.None, CultureInfo.InvariantCulture);

    private static string ProcessSpace() =>
        OperatingSystem.IsLinux() ? new FileInfo("/proc/self/ns/pid").LinkTarget ?? "" : "";
}
