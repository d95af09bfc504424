namespace BounceProcessor.Host.Commands;

/// <summary>The exit codes of every command; docs/operating.md has the same table.</summary>
internal static class ExitCode
{
    /// <summary>All was done.</summary>
    public const int Fine = 0;

    /// <summary>The command line was not understood; System.CommandLine returns the same number.</summary>
    public const int Usage = 1;

    /// <summary>A path, mailbox, event, run or mail that was asked for does not exist.</summary>
    public const int NotFound = 2;

    /// <summary>Something could not be read or is wrong; the rest was done.</summary>
    public const int Incomplete = 3;

    /// <summary>The configuration has faults; nothing was done.</summary>
    public const int Configuration = 4;

    /// <summary>A mailbox, the database or the port cannot be used.</summary>
    public const int Unavailable = 5;

    /// <summary>Stopped by Ctrl-C or SIGTERM before the work was done.</summary>
    public const int Cancelled = 130;
}
