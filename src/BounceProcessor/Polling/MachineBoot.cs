using System.Globalization;

namespace BounceProcessor.Polling;

/// <summary>Tells whether the machine was started anew since: what was written without waiting for the disk may be lost then.</summary>
internal static class MachineBoot
{
    private const string Linux = "/proc/sys/kernel/random/boot_id";

    /// <summary>Of this start of the machine; empty when it cannot be told.</summary>
    public static string Current { get; } = Read();

    private static string Read()
    {
        try
        {
            // Elsewhere the second in which it was started. Set clocks make it another one, which is taken for a failure that was none.
            return OperatingSystem.IsLinux()
                ? File.ReadAllText(Linux).Trim()
                : TimeProvider.System.GetUtcNow().AddMilliseconds(-Environment.TickCount64).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
