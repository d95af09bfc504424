using BounceProcessor.Mailboxes;

namespace BounceProcessor.Intake;

/// <summary>Cuts a page into batches that fit into memory.</summary>
internal static class MailBatches
{
    /// <summary>Batches of at most so many mails and bytes, in the order of the page; a mail larger than a batch is one alone.</summary>
    public static IEnumerable<IReadOnlyList<MailEntry>> Split(IReadOnlyList<MailEntry> entries, IntakeOptions options, long sizeLimitBytes)
    {
        List<MailEntry> batch = [];
        long bytes = 0;
        foreach (var entry in entries)
        {
            // Above the limit only the headers are read.
            var size = Math.Min(entry.SizeBytes, sizeLimitBytes);
            if (batch.Count > 0 && (batch.Count == options.BatchMails || bytes + size > options.BatchBytes))
            {
                yield return batch;
                batch = [];
                bytes = 0;
            }

            batch.Add(entry);
            bytes += size;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
