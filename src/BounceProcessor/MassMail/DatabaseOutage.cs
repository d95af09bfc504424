using System.Data.Common;

using Microsoft.Data.Sqlite;

namespace BounceProcessor.MassMail;

/// <summary>Tells a database that serves nobody at this moment from one that refuses what one mass mail needs.</summary>
internal static class DatabaseOutage
{
    // https://sqlite.org/rescode.html
    private const int Busy = 5;
    private const int Locked = 6;
    private const int NoMemory = 7;
    private const int ReadOnly = 8;
    private const int Interrupted = 9;
    private const int IoError = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Protocol = 15;
    private const int NotADatabase = 26;

    /// <summary>Whether the fault would meet every other mass mail as well. A damaged page, a constraint or a value that does not fit is met by one.</summary>
    public static bool Is(DbException fault) => fault switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is
            Busy or Locked or NoMemory or ReadOnly or Interrupted or IoError or Full or CannotOpen or Protocol or NotADatabase,

        // SQLSTATE classes of PostgreSQL: 08 connection, 25 read-only, 40 rollback, 53 resources, 55 locks, 57 operator, 58 system; none without a server.
        { SqlState: { Length: 5 } state } => state[..2] is "08" or "25" or "40" or "53" or "55" or "57" or "58",
        _ => true,
    };
}
