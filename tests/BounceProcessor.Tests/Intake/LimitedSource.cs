using System.Data.Common;

using Dapper;

namespace BounceProcessor.Tests.Intake;

/// <summary>A database on a disk with room for a few pages more: beyond them SQLite says that the disk is full.</summary>
internal sealed class LimitedSource(DbDataSource inner, int pagesLeft) : DbDataSource
{
    public override string ConnectionString => inner.ConnectionString;

    protected override DbConnection CreateDbConnection() => throw new NotSupportedException();

    protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken)
    {
        var connection = await inner.OpenConnectionAsync(cancellationToken);
        var pages = await connection.ExecuteScalarAsync<long>("PRAGMA page_count");
        await connection.ExecuteAsync($"PRAGMA max_page_count={pages + pagesLeft}");
        return connection;
    }
}
