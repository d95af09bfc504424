using System.Data.Common;

using Microsoft.Data.Sqlite;

namespace BounceProcessor.Intake;

/// <summary>Tells a mail that cannot be stored from a database that cannot store.</summary>
internal static class StorageFault
{
    // https://sqlite.org/rescode.html
    private const int TooBig = 18;
    private const int Constraint = 19;
    private const int Mismatch = 20;

    /// <summary>
    /// Whether the fault lies in the mail, or in our code on this mail, so that other mails can still be filed. A full disk, a locked or
    /// broken database is no fault of a mail: nothing may be set aside for it.
    /// </summary>
    public static bool IsOfOneMail(Exception fault) => fault switch
    {
        OperationCanceledException or OutOfMemoryException or IOException => false,
        SqliteException sqlite => sqlite.SqliteErrorCode is TooBig or Constraint or Mismatch,

        // SQLSTATE classes of PostgreSQL: 22 data exception, 23 integrity constraint violation, 54 program limit exceeded.
        DbException database => database.SqlState?[..2] is "22" or "23" or "54",
        _ => true,
    };
}
