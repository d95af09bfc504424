using System.ComponentModel.DataAnnotations;

namespace BounceProcessor.Database;

/// <summary>Where everything is kept: section <c>Database</c> of the configuration.</summary>
public sealed class DatabaseOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Database";

    /// <summary>Sqlite, the only kind so far. Default Sqlite.</summary>
    [EnumDataType(typeof(DatabaseKind))]
    public DatabaseKind Kind { get; set; } = DatabaseKind.Sqlite;

    /// <summary>The database file; relative to the working directory; missing folders are created. Must not be on a network share. Default <c>data/bounceprocessor.db</c>.</summary>
    public string Path { get; set; } = "data/bounceprocessor.db";

    /// <summary>How long a write waits for another process that is writing. Default 10 seconds, 1 second to 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
