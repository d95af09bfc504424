namespace BounceProcessor.Database;

/// <summary>Which database keeps everything.</summary>
public enum DatabaseKind
{
    /// <summary>One SQLite file on a disk of this machine, for one process that writes much.</summary>
    Sqlite,
}
