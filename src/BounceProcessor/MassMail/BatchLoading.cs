using System.Data.Common;

using BounceProcessor.Diagnosis;
using BounceProcessor.MassMail.Recipients;

using Microsoft.Extensions.Options;

namespace BounceProcessor.MassMail;

/// <summary>Makes a draft: looks at the letter and at every row, and keeps what it needs, so that nothing outside of the database can change it afterwards.</summary>
/// <param name="drafts">Where it is kept.</param>
/// <param name="parties">Company and user.</param>
/// <param name="check">Looks at rows.</param>
/// <param name="options">Limits.</param>
internal sealed class BatchLoading(BatchDrafts drafts, BatchParties parties, RowCheck check, IOptions<MassMailOptions> options)
{
    // Rows looked at between two transactions; other writers get their turn in between.
    private const int RowsAtOnce = 200;
    private const int LongestName = 200;

    /// <summary>Makes a draft. Nothing is sent.</summary>
    /// <param name="wanted">Whose, and which letter.</param>
    /// <param name="recipients">The rows.</param>
    /// <param name="files">What rows may name, and what goes with every letter.</param>
    /// <param name="progress">Told after some rows; may be <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends it; the unfinished draft is removed.</param>
    /// <exception cref="DbException">The database is full, locked or gone; there is no draft.</exception>
    public async Task<LoadingOutcome> LoadAsync(
        NewBatch wanted, RecipientList recipients, BatchFiles files, IProgress<LoadingProgress>? progress, CancellationToken cancellationToken)
    {
        var (party, refusals) = await parties.FindAsync(wanted.Company, wanted.User, cancellationToken);
        List<BatchFault> faults = [.. refusals.Select(text => new BatchFault("user", text)), .. Faults(wanted)];
        if (party is null || faults.Count > 0)
        {
            return LoadingOutcome.Refused(faults);
        }

        var row = Row(wanted with { Company = party.Company.Code, User = party.Settings.User }, recipients);
        if (await drafts.EarlierAsync(row, cancellationToken) is { } earlier)
        {
            return earlier;
        }

        var (letters, templateFaults) = BatchLetters.Of(row, party.Letters);
        var common = await CommonAsync(files, faults, cancellationToken);
        if (letters is null || faults.Count > 0)
        {
            return new LoadingOutcome(null, new BatchSums(), templateFaults, faults);
        }

        return await drafts.BeginAsync(row, cancellationToken) is { } batch
            ? await LoadAsync(batch, recipients, new LoadingSetting(party, letters, files.Named, common), progress, cancellationToken)
            : await drafts.EarlierAsync(row, cancellationToken) ?? LoadingOutcome.KeyTaken("The idempotency key is in use; ask again.", "Idempotentsusvõti on kasutusel; küsige uuesti.");
    }

    private async Task<LoadingOutcome> LoadAsync(
        Batch batch, RecipientList recipients, LoadingSetting setting, IProgress<LoadingProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            if (await LoadRowsAsync(batch, recipients.Rows, setting, progress, cancellationToken) is { } ofAll)
            {
                await drafts.RemoveAsync(batch.Company, batch.Id, CancellationToken.None);
                return LoadingOutcome.Refused([ofAll]);
            }
        }
        catch
        {
            // Half a draft is none. When this fails as well, the next sweep removes it.
            await drafts.RemoveAsync(batch.Company, batch.Id, CancellationToken.None);
            throw;
        }

        return await drafts.FinishAsync(batch, cancellationToken);
    }

    private static IEnumerable<BatchFault> Faults(NewBatch wanted)
    {
        if (string.IsNullOrWhiteSpace(wanted.Name) || wanted.Name.Length > LongestName || wanted.Name.Any(char.IsControl))
        {
            yield return new BatchFault("name", new LocalizedText(
                $"The name of the mass mail must be a line of 1 to {LongestName} characters.", $"Massmeili nimi peab olema rida pikkusega 1 kuni {LongestName} märki."));
        }

        if (BatchControl.RateFault(wanted.RatePerMinute) is { } rate)
        {
            yield return new BatchFault("rate", rate);
        }
    }

    private static Batch Row(NewBatch wanted, RecipientList recipients) => new()
    {
        Id = 0,
        Company = wanted.Company,
        UserCode = wanted.User,
        Name = wanted.Name.Trim(),
        State = BatchState.Loading.ToCode(),
        FromAddress = wanted.From,
        SubjectTemplate = wanted.Letter.Subject,
        TextTemplate = NothingForBlank(wanted.Letter.Text),
        HtmlTemplate = NothingForBlank(wanted.Letter.Html),
        UnsubscribeTemplate = NothingForBlank(wanted.Letter.Unsubscribe),
        Columns = BatchJson.Of(recipients.Columns.Headers),
        Notices = BatchJson.Of(recipients.Notices),
        IsAutomatic = wanted.IsAutomatic,
        Duplicates = wanted.Duplicates.ToCode(),
        RatePerMinute = wanted.RatePerMinute,
        IdempotencyKey = wanted.IdempotencyKey,
        RequestHash = wanted.RequestHash,
        CreatedBy = wanted.CreatedBy,
        CreatedAt = default,
        ChangedAt = default,
    };

    private static string? NothingForBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static async Task<IReadOnlyList<BatchFile>> CommonAsync(BatchFiles files, List<BatchFault> faults, CancellationToken cancellationToken)
    {
        List<BatchFile> common = [];
        foreach (var name in files.Common.Names)
        {
            var (content, fault) = await files.Common.ReadAsync(name, cancellationToken);
            if (fault is not null)
            {
                faults.Add(new BatchFault("common", fault));
            }
            else if (content is not null)
            {
                common.Add(new BatchFile { Name = name, IsCommon = true, SizeBytes = content.Length, Content = content });
            }
        }

        return common;
    }

    private async Task<BatchFault?> LoadRowsAsync(
        Batch batch, IAsyncEnumerable<RecipientRow> rows, LoadingSetting setting, IProgress<LoadingProgress>? progress, CancellationToken cancellationToken)
    {
        var storing = new BatchStoring(drafts, batch, setting.Files, options.Value);
        await storing.AddCommonAsync(setting.Common, cancellationToken);
        long faulty = 0;
        await foreach (var chunk in rows.Chunk(RowsAtOnce).WithCancellation(cancellationToken))
        {
            var found = await check.CheckAsync(setting, chunk, cancellationToken);
            if (found.SelectMany(row => row.Faults).FirstOrDefault(FaultScope.IsOfAll) is { } ofAll)
            {
                return new BatchFault("user", ofAll.Text);
            }

            if (await storing.AddAsync(found, cancellationToken) is { } limit)
            {
                return limit;
            }

            faulty += found.Count(row => row.State == RowState.Faulty);
            progress?.Report(new LoadingProgress(storing.Rows, faulty));
        }

        return null;
    }
}
