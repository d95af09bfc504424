using System.CommandLine;
using System.Globalization;

using BounceProcessor.Diagnosis;
using BounceProcessor.MassMail;
using BounceProcessor.MassMail.Recipients;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Host.Commands.MassMail;

/// <summary>What <c>bounceproc mailmerge</c> does: looks at everything, then puts the rows into the outbox.</summary>
internal sealed class MailMergeWork(IServiceProvider services, MailMergeRequest request, InvocationConfiguration console)
{
    private const int MostFaults = 50;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly BatchStore _store = services.GetRequiredService<BatchStore>();
    private readonly Progress _progress = Progress.OnTerminal(console.Error);

    /// <summary>Runs it.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (await LoadAsync(cancellationToken) is not { Batch: { } batch } outcome)
        {
            return ExitCode.Incomplete;
        }

        await TellRowsAsync(batch, outcome.Sums, cancellationToken);
        if (request.IsTrial || request.IsPreview)
        {
            var code = request.IsPreview ? await PreviewAsync(batch, cancellationToken) : ExitCode.Fine;
            await services.GetRequiredService<BatchDrafts>().RemoveAsync(batch.Company, batch.Id, CancellationToken.None);
            await OutAsync("Nothing was sent and nothing is kept.");
            return code == ExitCode.Fine && outcome.Sums.Faulty > 0 ? ExitCode.Incomplete : code;
        }

        var by = Environment.UserName;
        if (await services.GetRequiredService<BatchControl>().StartAsync(batch.Company, batch.Id, by, cancellationToken) is { } refusal)
        {
            await ErrorAsync($"Mass mail {batch.Id} was not started: {refusal.En}");
            return ExitCode.Incomplete;
        }

        return await FeedAsync(batch, cancellationToken);
    }

    private async Task<LoadingOutcome?> LoadAsync(CancellationToken cancellationToken)
    {
        var options = services.GetRequiredService<IOptions<MassMailOptions>>().Value;
        var (letter, fault) = await TemplateFiles.ReadAsync(request.Templates, request.Subject, request.Unsubscribe, cancellationToken);
        if (letter is null)
        {
            await ErrorAsync(fault ?? "The template cannot be read.");
            return null;
        }

        await using var file = OpenRecipients(options.LargestListBytes);
        var reading = await RecipientFile.OpenAsync(file, cancellationToken);
        if (reading.List is not { } list)
        {
            foreach (var one in reading.Faults)
            {
                await ErrorAsync($"{request.Recipients}: {one.En}");
            }

            return null;
        }

        foreach (var notice in list.Notices)
        {
            await ErrorAsync($"{request.Recipients}: {notice.En}");
        }

        var outcome = await services.GetRequiredService<BatchLoading>().LoadAsync(Wanted(letter), list, Files(options), new Told(_progress), cancellationToken);
        _progress.Clear();
        foreach (var line in outcome.TemplateFaults.Select(one => one.Text.En).Concat(outcome.Faults.Select(one => one.Text.En)))
        {
            await ErrorAsync(line);
        }

        return outcome;
    }

    private NewBatch Wanted(BounceProcessor.MassMail.Templates.LetterSource letter) => new()
    {
        Company = request.Company,
        User = request.User,
        Name = request.Name ?? Path.GetFileNameWithoutExtension(request.Recipients),
        Letter = letter,
        From = request.From,
        IsAutomatic = request.IsAutomatic,
        Duplicates = request.Duplicates,
        RatePerMinute = request.Throttle,
        CreatedBy = Environment.UserName,
    };

    private FileStream OpenRecipients(long largestBytes)
    {
        if (!File.Exists(request.Recipients))
        {
            throw new NotFoundException($"{request.Recipients}: no such file of recipients");
        }

        return new FileInfo(request.Recipients).Length <= largestBytes
            ? File.OpenRead(request.Recipients)
            : throw new NotFoundException($"{request.Recipients} has more than {largestBytes} bytes (MassMail:LargestListBytes); divide it.");
    }

    private BatchFiles Files(MassMailOptions options)
    {
        if (request.Attachments is { } folder && !Directory.Exists(folder))
        {
            throw new NotFoundException($"{folder}: no such folder of attachments");
        }

        if (request.Attach.FirstOrDefault(path => !File.Exists(path)) is { } missing)
        {
            throw new NotFoundException($"{missing}: no such file to attach");
        }

        return new BatchFiles(
            request.Attachments is { } named ? AttachmentSet.OfFolder(named, options.LargestFileBytes) : AttachmentSet.None,
            AttachmentSet.Of(request.Attach.Select(path => (path, (Func<Stream>)(() => File.OpenRead(path)))), options.LargestFileBytes));
    }

    private async Task TellRowsAsync(Batch batch, BatchSums sums, CancellationToken cancellationToken)
    {
        foreach (var place in new[] { RowPlace.Faulty, RowPlace.Suppressed })
        {
            foreach (var row in await _store.RowsAsync(batch.Company, batch.Id, place, 0, MostFaults, cancellationToken))
            {
                await ErrorAsync(string.Create(
                    CultureInfo.InvariantCulture, $"row {row.RowNumber}: {string.Join(" ", BatchJson.Faults(row.Faults).Select(fault => fault.Text.En))}"));
            }
        }

        var told = Math.Min(sums.Faulty, MostFaults) + Math.Min(sums.Suppressed, MostFaults);
        if (sums.Faulty + sums.Suppressed > told)
        {
            await ErrorAsync(string.Create(CultureInfo.InvariantCulture, $"… and {CountText.Of(sums.Faulty + sums.Suppressed - told, "more row")}; the report has them all."));
        }

        await OutAsync(string.Create(
            CultureInfo.InvariantCulture, $"{CountText.Of(sums.Rows, "row")}: {sums.Ready} can be sent, {sums.Faulty} with faults, {sums.Suppressed} skipped because the address is marked."));
    }

    private async Task<int> PreviewAsync(Batch batch, CancellationToken cancellationToken)
    {
        if (await services.GetRequiredService<BatchPreview>().OfAsync(batch, request.PreviewRow, cancellationToken) is not { } preview)
        {
            await ErrorAsync(request.PreviewRow is { } row ? $"There is no row {row}; the header is row 1." : "There is no row.");
            return ExitCode.NotFound;
        }

        foreach (var line in MailMergeText.Preview(preview))
        {
            await OutAsync(line);
        }

        return ExitCode.Fine;
    }

    private async Task<int> FeedAsync(Batch begun, CancellationToken cancellationToken)
    {
        var feed = services.GetRequiredService<BatchFeed>();
        var sums = new BatchSums();
        Batch? batch = begun;
        try
        {
            while ((batch = await _store.FindAsync(begun.Company, begun.Id, cancellationToken)) is { } now && now.State == BatchState.Running.ToCode())
            {
                var fed = await feed.FeedAsync(now, cancellationToken);
                sums = await _store.SumsAsync(now.Company, now.Id, cancellationToken);
                if (sums.Ready == 0)
                {
                    break;
                }

                _progress.Report($"{sums.Queued} of {CountText.Of(sums.Sendable, "row")} {(sums.Queued == 1 ? "is" : "are")} in the outbox");
                await Task.Delay(fed > 0 ? TimeSpan.Zero : Pause, cancellationToken);
            }

            await feed.LeaveAsync(begun, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _progress.Clear();
            await ErrorAsync($"Mass mail {begun.Id} goes on in the service; bounceproc mailmerge pause {begun.Id} holds it, stop ends it.");
            throw;
        }

        _progress.Clear();
        return await EndAsync(begun.Id, batch, sums);
    }

    private async Task<int> EndAsync(long id, Batch? batch, BatchSums sums)
    {
        await OutAsync($"Mass mail {id}: {MailMergeText.Sums(sums)}.");
        if (batch?.FaultEn is { } fault)
        {
            await ErrorAsync($"Mass mail {id} is paused: {fault} When that is mended: bounceproc mailmerge resume {id}.");
            return ExitCode.Incomplete;
        }

        await OutAsync($"bounceproc serve sends what is in the outbox; bounceproc mailmerge show {id} tells how far it is, report {id} what became of each row.");
        return sums.Faulty + sums.Suppressed + sums.Refused > 0 ? ExitCode.Incomplete : ExitCode.Fine;
    }

    private Task OutAsync(string line) => console.Output.WriteLineAsync(TerminalText.Safe(line));

    private Task ErrorAsync(string line) => console.Error.WriteLineAsync(TerminalText.Safe(line));

    private sealed class Told(Progress progress) : IProgress<LoadingProgress>
    {
        public void Report(LoadingProgress value) => progress.Report($"{CountText.Of(value.Rows, "row")} looked at, {value.Faulty} with faults");
    }
}
