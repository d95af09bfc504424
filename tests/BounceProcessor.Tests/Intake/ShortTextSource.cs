using System.Data.Common;

using Microsoft.Data.Sqlite;

using SQLitePCL;

namespace BounceProcessor.Tests.Intake;

/// <summary>A database that takes no text and no bytes beyond a length, as SQLite does beyond a billion.</summary>
internal sealed class ShortTextSource(DbDataSource inner, int longest) : DbDataSource
{
    private const int LimitLength = 0;

    public override string ConnectionString => inner.ConnectionString;

    protected override DbConnection CreateDbConnection() => throw new NotSupportedException();

    protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken)
    {
        var connection = await inner.OpenConnectionAsync(cancellationToken);
        raw.sqlite3_limit(((SqliteConnection)connection).Handle, LimitLength, longest);
        return connection;
    }
}
