using System.Data.Common;

using BounceProcessor.Database;

namespace BounceProcessor.Events;

/// <summary>Writes mails and their bytes within one transaction.</summary>
internal sealed class MailInsert(DbTransaction transaction, DateTimeOffset now) : IDisposable
{
    private static readonly string InsertMail = SqlText.Load("Events/Sql/InsertMail.sql");
    private static readonly string InsertContent = SqlText.Load("Events/Sql/InsertContent.sql");
    private static readonly string FindMail = SqlText.Load("Events/Sql/FindMail.sql");

    private readonly PreparedStatement<(long Id, NewMail Mail)> _mail = new(transaction, InsertMail,
    [
        ("@Id", row => row.Id),
        ("@Company", row => row.Mail.Company),
        ("@Mailbox", row => row.Mail.Mailbox),
        ("@Hash", row => row.Mail.Hash),
        ("@SizeBytes", row => row.Mail.SizeBytes),
        ("@HeadersOnly", row => row.Mail.HeadersOnly),
        ("@ReceivedAt", row => row.Mail.ReceivedAt.ToUnixTimeMilliseconds()),
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

    /// <summary>Adds a mail with its bytes under an id that nothing has yet.</summary>
    /// <returns><see langword="null"/> when it was added; else the id under which it was filed before.</returns>
    public async ValueTask<long?> AddAsync(long id, NewMail mail, CancellationToken cancellationToken)
    {
        if (await _known.IdAsync(mail, cancellationToken) is { } known)
        {
            return known;
        }

        if (await _mail.ExecuteAsync((id, mail), cancellationToken) != 1)
        {
            // Another process filed the same bytes between the two statements; only where writers do not wait for each other.
            return await _known.IdAsync(mail, cancellationToken) ?? 0;
        }

        await _content.ExecuteAsync(mail, cancellationToken);
        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _mail.Dispose();
        _content.Dispose();
        _known.Dispose();
    }
}
