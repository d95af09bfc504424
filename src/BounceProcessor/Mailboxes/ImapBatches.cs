using BounceProcessor.MailServers;

using MailKit;
using MailKit.Net.Imap;

namespace BounceProcessor.Mailboxes;

/// <summary>Which mails are asked for in one command, and the asking.</summary>
internal static class ImapBatches
{
    /// <summary>Most that one command brings: 32 MiB, unless a single mail is larger. This is what bounds the memory of a run.</summary>
    private const long MostBytes = 32 * 1024 * 1024;

    public static UniqueId Uid(MailEntry entry) => new((uint)entry.Position);

    /// <summary>Splits a page by bytes. A mail above the limit stands alone, since only its headers are asked for.</summary>
    public static IEnumerable<IReadOnlyList<MailEntry>> Split(IReadOnlyList<MailEntry> page, long sizeLimitBytes)
    {
        var batch = new List<MailEntry>();
        var bytes = 0L;
        foreach (var entry in page)
        {
            if (entry.SizeBytes > sizeLimitBytes)
            {
                yield return [entry];
                continue;
            }

            if (batch.Count > 0 && bytes + entry.SizeBytes > MostBytes)
            {
                yield return batch;
                batch = [];
                bytes = 0;
            }

            batch.Add(entry);
            bytes += entry.SizeBytes;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    /// <summary>Fetches one batch; what came before a fault stays in <paramref name="read"/>.</summary>
    public static async Task<bool> FetchAsync(
        ImapFolder folder,
        IReadOnlyList<MailEntry> batch,
        long sizeLimitBytes,
        Dictionary<string, RawMail> read,
        ReplyDeadline alive,
        CancellationToken cancellationToken)
    {
        if (batch is [var only] && only.SizeBytes > sizeLimitBytes)
        {
            await using var headers = await folder.GetStreamAsync(Uid(only), "HEADER", 0, HeaderSection.MaxBytes, cancellationToken, alive);
            read[only.Key] = new RawMail(only, HeaderSection.Of(await CopyAsync(headers, cancellationToken)), HeadersOnly: true);
            return true;
        }

        var last = "";
        try
        {
            return await FetchAllAsync(folder, batch, mail => read[last = mail.Entry.Key] = mail, alive, cancellationToken);
        }
        catch (ImapProtocolException) when (batch.Count > 1)
        {
            // What follows this mail is not IMAP, so perhaps a part of it was not the mail. It is read again, alone.
            read.Remove(last);
            throw;
        }
    }

    private static async Task<bool> FetchAllAsync(
        ImapFolder folder, IReadOnlyList<MailEntry> batch, Action<RawMail> take, ReplyDeadline alive, CancellationToken cancellationToken)
    {
        var wanted = batch.ToDictionary(Uid);
        Exception? fault = null;
        await folder.GetStreamsAsync(
            [.. wanted.Keys],
            async (_, _, uid, stream, token) =>
            {
                // An exception that leaves this callback drops the connection. The stream ends with the callback.
                try
                {
                    alive.MailCame();
                    if (wanted.TryGetValue(uid, out var entry) && (stream.Length > 0 || entry.SizeBytes == 0))
                    {
                        take(new RawMail(entry, await CopyAsync(stream, token), HeadersOnly: false));
                    }
                }
                catch (Exception exception) when (exception is IOException or OperationCanceledException or OutOfMemoryException)
                {
                    fault ??= exception;
                }
            },
            cancellationToken,
            alive);
        return fault is null ? true : throw new IOException("a mail could not be taken over", fault);
    }

    private static async Task<ReadOnlyMemory<byte>> CopyAsync(Stream stream, CancellationToken cancellationToken)
    {
        var bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }
}
