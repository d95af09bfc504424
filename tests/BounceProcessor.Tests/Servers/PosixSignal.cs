using System.ComponentModel;
using System.Runtime.InteropServices;

namespace BounceProcessor.Tests.Servers;

/// <summary>Signals to processes and groups of processes that a test started.</summary>
internal static class PosixSignal
{
    public const int Nothing = 0;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    private const int NoSuchProcess = 3;

    /// <summary>Sends a signal; a negative number means the group of that number.</summary>
    /// <returns>False when nobody is there.</returns>
    public static bool Send(int process, int signal)
    {
        if (SendSignal(process, signal) == 0)
        {
            return true;
        }

        return Marshal.GetLastPInvokeError() == NoSuchProcess ? false : throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    /// <summary>Sends a signal to the thread that calls, so that it does not take another step; a signal to the process may find another thread first.</summary>
    public static void Raise(int signal) => _ = RaiseSignal(signal);

    [DllImport("libc", EntryPoint = "raise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int RaiseSignal(int signal);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
