using System.Data.Common;

using BounceProcessor.Database;
using BounceProcessor.Diagnosis;

namespace BounceProcessor.MassMail;

/// <summary>Puts looked-at rows and their files into the database, within one transaction.</summary>
internal sealed class BatchInsert(DbTransaction transaction, Batch batch, DateTimeOffset now) : IDisposable
{
    private static readonly string InsertRow = SqlText.Load("MassMail/Sql/InsertBatchRow.sql");
    private static readonly string InsertFile = SqlText.Load("MassMail/Sql/InsertBatchFile.sql");

    private readonly PreparedStatement<CheckedRow> _row = new(transaction, InsertRow,
    [
        ("@BatchId", _ => batch.Id),
        ("@RowNumber", row => row.Row.Number),
        ("@Company", _ => batch.Company),
        ("@Address", row => row.Address),
        ("@AddressKey", row => row.AddressKey),
        ("@Document", row => row.Document),
        ("@Cells", row => BatchJson.Of(row.Row.Cells)),
        ("@State", row => row.State.ToCode()),
        ("@Fault", row => row.Faults is [var first, ..] ? first.Code : null),
        ("@Faults", row => BatchJson.Of(row.Faults)),
        ("@ChangedAt", _ => now.ToUnixTimeMilliseconds()),
    ]);

    private readonly PreparedStatement<BatchFile> _file = new(transaction, InsertFile,
    [
        ("@BatchId", _ => batch.Id),
        ("@Company", _ => batch.Company),
        ("@Name", file => file.Name),
        ("@NameKey", file => file.Key),
        ("@IsCommon", file => file.IsCommon ? 1L : 0L),
        ("@SizeBytes", file => file.SizeBytes),
        ("@Content", file => file.Content),
    ]);

    /// <summary>Adds a row.</summary>
    public async Task AddAsync(CheckedRow row, CancellationToken cancellationToken) => await _row.ExecuteAsync(row, cancellationToken);

    /// <summary>Adds a file, unless one of that name is there.</summary>
    public async Task AddAsync(BatchFile file, CancellationToken cancellationToken) => await _file.ExecuteAsync(file, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _row.Dispose();
        _file.Dispose();
    }
}
