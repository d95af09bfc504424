using System.CommandLine;
using System.Globalization;
using System.Text;

using BounceProcessor.Diagnosis;
using BounceProcessor.MassMail;

namespace BounceProcessor.Host.Commands.MassMail;

/// <summary>What the commands below <c>bounceproc mailmerge</c> do with mass mails that there are.</summary>
internal static class MailMergeKeeping
{
    private const int MostListed = 100;

    /// <summary>Lists them.</summary>
    public static async Task<int> ListAsync(IServiceProvider services, string? company, TextWriter output, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<BatchStore>();
        var (batches, total) = await store.ListAsync(company?.ToLowerInvariant(), 1, MostListed, cancellationToken);
        var table = new TextTable(("id", true), ("company", false), ("name", false), ("state", false), ("rows", true), ("to go", true), ("accepted", true), ("bounced", true), ("refused", true), ("faulty", true), ("created (UTC)", false));
        foreach (var batch in batches)
        {
            var sums = await store.SumsAsync(batch.Company, batch.Id, cancellationToken);
            table.Add(
                Number(batch.Id), batch.Company, batch.Name, batch.State, Number(sums.Rows), Number(sums.Ready + sums.Waiting), Number(sums.Accepted), Number(sums.Bounced),
                Number(sums.Refused), Number(sums.Faulty), batch.CreatedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        }

        foreach (var line in table.Lines())
        {
            await output.WriteLineAsync(line.AsMemory(), cancellationToken);
        }

        if (total > batches.Count)
        {
            await output.WriteLineAsync($"… and {total - batches.Count} older ones.".AsMemory(), cancellationToken);
        }

        return ExitCode.Fine;
    }

    /// <summary>Shows one: with a row number that row as it would go out.</summary>
    public static async Task<int> ShowAsync(IServiceProvider services, long id, long? row, TextWriter output, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<BatchStore>();
        var batch = await FindAsync(store, id, cancellationToken);
        var lines = MailMergeText.Details(
            batch, await store.SumsAsync(batch.Company, id, cancellationToken), await store.HistoryAsync(batch.Company, id, cancellationToken));
        if (row is { } number)
        {
            lines = MailMergeText.Preview(await services.GetRequiredService<BatchPreview>().OfAsync(batch, number, cancellationToken)
                ?? throw new NotFoundException($"Mass mail {id} has no row {number}; the header is row 1."));
        }

        foreach (var line in lines)
        {
            await output.WriteLineAsync(TerminalText.Safe(line).AsMemory(), cancellationToken);
        }

        return ExitCode.Fine;
    }

    /// <summary>Pauses, resumes, throttles or stops one.</summary>
    public static async Task<int> ChangeAsync(
        IServiceProvider services, long id, Func<BatchControl, Batch, Task<LocalizedText?>> change, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<BatchStore>();
        var batch = await FindAsync(store, id, cancellationToken);
        if (await change(services.GetRequiredService<BatchControl>(), batch) is { } refusal)
        {
            await console.Error.WriteLineAsync(TerminalText.Safe(refusal.En).AsMemory(), cancellationToken);
            return ExitCode.Incomplete;
        }

        var now = await store.FindAsync(batch.Company, id, cancellationToken);
        var text = now is null ? $"Mass mail {id} was a draft and is removed." : $"Mass mail {id} is {now.State}: {MailMergeText.Sums(await store.SumsAsync(batch.Company, id, cancellationToken))}.";
        await console.Output.WriteLineAsync(TerminalText.Safe(text).AsMemory(), cancellationToken);
        return ExitCode.Fine;
    }

    /// <summary>Writes the report of one to a file or standard output.</summary>
    public static async Task<int> ReportAsync(
        IServiceProvider services, long id, (string? File, string Language) form, TextWriter output, CancellationToken cancellationToken)
    {
        var batch = await FindAsync(services.GetRequiredService<BatchStore>(), id, cancellationToken);
        var report = services.GetRequiredService<BatchReport>();
        if (form.File is null)
        {
            await report.WriteAsync(batch, form.Language, output, cancellationToken);
            return ExitCode.Fine;
        }

        await using var file = new StreamWriter(form.File, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await report.WriteAsync(batch, form.Language, file, cancellationToken);
        return ExitCode.Fine;
    }

    private static async Task<Batch> FindAsync(BatchStore store, long id, CancellationToken cancellationToken) =>
        await store.FindAsync(null, id, cancellationToken) ?? throw new NotFoundException($"There is no mass mail {id}; bounceproc mailmerge list shows those that are.");

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
