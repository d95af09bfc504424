using System.Globalization;
using System.Security.Cryptography;
using BounceProcessor.Benchmarks.Hostile;
using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Events;

namespace BounceProcessor.Benchmarks.Filing;

/// <summary>Processor time a mail from bytes to committed event, stage by stage, beside the floor: the same rows written by bare prepared statements.</summary>
internal static class FilingRun
{
    public static async Task<int> OfAsync(string[] args)
    {
        var count = (int)Options.Number(args, "--mails", 20_000);
        var batch = (int)Options.Number(args, "--batch", 250);
        var rounds = (int)Options.Number(args, "--rounds", 5);
        var folder = Options.Text(args, "--folder") ?? Path.GetTempPath();
        foreach (var mails in (FilingMails[])[FilingMails.Generated(count), FilingMails.Samples()])
        {
            var table = new StageTable();
            for (var round = 0; round < rounds; round++)
            {
                Prepare(mails, table);
                await FileAsync(mails, batch, folder, table);
            }

            table.Print(string.Create(
                CultureInfo.InvariantCulture, $"{mails.Name}: {mails.Raw.Count:N0} mails, {mails.Raw.Average(mail => mail.Bytes.Length):N0} bytes each, batches of {batch}"));
        }

        return 0;
    }

    private static void Prepare(FilingMails mails, StageTable table)
    {
        var diagnoser = new MailDiagnoser(RuleBook.Embedded);
        var options = new EventOptions();
        var count = mails.Raw.Count;
        table.Measure("diagnose", count, () => Each(mails, (raw, i) => mails.Diagnoses[i] = diagnoser.Diagnose(raw, CancellationToken.None)));
        table.Measure("hash", count, () => Each(mails, (raw, _) => SHA256.HashData(raw.Span)));
        long stored = 0;
        table.Measure("compress", count, () => Each(mails, (raw, _) => stored += MailContent.Compress(raw.Span).Length));
        table.Note("compress", string.Create(CultureInfo.InvariantCulture, $"to {(double)stored / mails.Raw.Sum(mail => mail.Bytes.Length):P0}"));
        var prepared = mails.Prepared(count)[0];
        table.Measure("draft events", count, () =>
        {
            foreach (var mail in prepared)
            {
                foreach (var draft in EventDraft.From(mail.Mail ?? throw new InvalidOperationException(mail.Fault), options))
                {
                    EventDraft.SearchText(draft.Record);
                }
            }
        });
    }

    private static void Each(FilingMails mails, Action<ReadOnlyMemory<byte>, int> work)
    {
        for (var i = 0; i < mails.Raw.Count; i++)
        {
            work(mails.Raw[i].Bytes, i);
        }
    }

    private static async Task FileAsync(FilingMails mails, int batch, string folder, StageTable table)
    {
        var batches = mails.Prepared(batch);
        var count = mails.Raw.Count;
        await using var line = new FilingLine(folder, "filing-bench.db");
        var mailbox = await line.OpenAsync();
        await table.MeasureAsync("draft, file and commit", count, async () =>
        {
            foreach (var one in batches)
            {
                await line.Filing.FileAsync(mailbox, one, line.Request, CancellationToken.None);
            }
        });
        await table.MeasureAsync("the same again: all known", count, async () =>
        {
            foreach (var one in batches)
            {
                await line.Filing.FileAsync(mailbox, one, line.Request, CancellationToken.None);
            }
        });
        table.Note("draft, file and commit", Sizes(line.DatabasePath, count));
        var rows = await BareInserts.ReadAsync(line.Database);
        await using var bare = new FilingLine(folder, "filing-bare.db");
        await bare.OpenAsync();

        // A mail with two events and one with none would part an event from its mail.
        var oneEach = rows["events"].All.Count == rows["mails"].All.Count;
        await BareInserts.WriteAsync(bare.Database, rows, count, oneEach ? batches.Count : 1, table);
    }

    private static string Sizes(string path, int mails) => string.Create(
        CultureInfo.InvariantCulture,
        $"{new FileInfo(path).Length / 1024.0 / mails:N2} kB a mail on disk, write-ahead log {new FileInfo(path + "-wal").Length / 1e6:N1} MB");
}
