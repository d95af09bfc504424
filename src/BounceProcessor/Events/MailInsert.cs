using System.Data.Common;

using BounceProcessor.Database;

namespace BounceProcessor.Events;

/// <summary>Writes mails and their bytes within one transaction.</summary>
internal sealed class MailInsert(DbTransaction transaction, DateTimeOffset now) : IDisposable
{
    private static readonly string InsertMail = SqlText.Load("Events/Sql/InsertMail.sql");
    private static readonly string InsertContent = SqlText.Load("Events/Sql/InsertContent.sql");
    private static readonly string FindMail = SqlText.Load("Events/Sql/FindMail.sql");

    private readonly PreparedStatement<NewMail> _mail = new(transaction, InsertMail,
    [
        ("@Company", mail => mail.Company),
        ("@Mailbox", mail => mail.Mailbox),
        ("@Hash", mail => mail.Hash),
        ("@SizeBytes", mail => mail.SizeBytes),
        ("@HeadersOnly", mail => mail.HeadersOnly),
        ("@ReceivedAt", mail => mail.ReceivedAt.ToUnixTimeMilliseconds()),
        ("@FiledAt", _ => now.ToUnixTimeMilliseconds()),
    ]);

    private readonly PreparedStatement<NewMail> _content = new(transaction, InsertContent,
    [
        ("@Hash", mail => mail.Hash),
        ("@SizeBytes", mail => mail.SizeBytes),
        ("@FiledAt", _ => now.ToUnixTimeMilliseconds()),
        ("@Compressed", mail => mail.Compressed),
    ]);

    private readonly PreparedStatement<NewMail> _known = new(transaction, FindMail,
    [
        ("@Hash", mail => mail.Hash),
        ("@Company", mail => mail.Company),
        ("@Mailbox", mail => mail.Mailbox),
    ]);

    /// <summary>Adds a mail with its bytes.</summary>
    /// <returns>Its id; <see langword="null"/> when it was filed before.</returns>
    public async Task<long?> AddAsync(NewMail mail, CancellationToken cancellationToken)
    {
        if (await _mail.IdAsync(mail, cancellationToken) is not { } id)
        {
            return null;
        }

        await _content.ExecuteAsync(mail, cancellationToken);
        return id;
    }

    /// <summary>The id under which it was filed before; 0 when that was a moment ago by another process and cannot be seen yet.</summary>
    public async Task<long> KnownIdAsync(NewMail mail, CancellationToken cancellationToken) => await _known.IdAsync(mail, cancellationToken) ?? 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        _mail.Dispose();
        _content.Dispose();
        _known.Dispose();
    }
}
