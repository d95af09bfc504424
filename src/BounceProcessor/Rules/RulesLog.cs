using Microsoft.Extensions.Logging;

namespace BounceProcessor.Rules;

internal static partial class RulesLog
{
    [LoggerMessage(1700, LogLevel.Information, "Rules of the operator in force: {Count}, from {Files} files in {Folder}")]
    public static partial void Loaded(ILogger logger, int count, int files, string folder);

    [LoggerMessage(1701, LogLevel.Error, "{Fault}")]
    public static partial void Fault(ILogger logger, string fault);

    [LoggerMessage(1702, LogLevel.Error, "The rules in {Folder} are not taken over; faults: {Count}. In force stay those that ship and {Kept} of the operator, loaded at {LoadedAt:u}. Correct the faults; the files are read again as soon as they change.")]
    public static partial void Refused(ILogger logger, string folder, int count, int kept, DateTimeOffset loadedAt);

    [LoggerMessage(1703, LogLevel.Information, "There is no folder {Folder}, so the rules that ship are in force alone; it is read as soon as it is there")]
    public static partial void NoFolder(ILogger logger, string folder);

    [LoggerMessage(1704, LogLevel.Error, "The folder {Folder} is gone; the rules from it, {Count}, stay in force until it is back or the service restarts. Put it back, empty if its rules are to go.")]
    public static partial void FolderGone(ILogger logger, string folder, int count);

    [LoggerMessage(1705, LogLevel.Debug, "Changes of {Folder} are not announced ({Fault}); it is looked at every {Interval}")]
    public static partial void NotAnnounced(ILogger logger, string folder, string fault, TimeSpan interval);

    [LoggerMessage(1706, LogLevel.Error, "Looking for changed rules broke; the rules in force stay, the next look is in {Interval}")]
    public static partial void LookBroke(ILogger logger, TimeSpan interval, Exception fault);
}
