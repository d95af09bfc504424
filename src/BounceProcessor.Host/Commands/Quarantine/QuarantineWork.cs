using System.CommandLine;
using System.Text;

using BounceProcessor.Intake.Quarantine;
using BounceProcessor.Polling;

namespace BounceProcessor.Host.Commands.Quarantine;

/// <summary>What the quarantine's commands do.</summary>
internal static class QuarantineWork
{
    private static string By => $"{Environment.UserName} (command line)";

    public static async Task<int> ListAsync(
        IServiceProvider services, string? mailbox, bool all, (int Limit, bool Json) view, TextWriter output, CancellationToken cancellationToken)
    {
        var found = await Store(services).ListAsync(mailbox, all, 1, view.Limit, cancellationToken);
        foreach (var line in view.Json ? found.Entries.Select(QuarantineJson.Line) : QuarantineText.Table(found.Entries))
        {
            await output.WriteLineAsync(line.AsMemory(), cancellationToken);
        }

        if (!view.Json)
        {
            await output.WriteLineAsync(FormattableString.Invariant($"{found.Entries.Count} of {CountText.Of(found.Total, "mail")}.").AsMemory(), cancellationToken);
        }

        return ExitCode.Fine;
    }

    public static async Task<int> ShowAsync(
        IServiceProvider services, long id, (bool Fault, bool Json) view, TextWriter output, CancellationToken cancellationToken)
    {
        var entry = await FindAsync(services, id, cancellationToken);
        var text = view switch
        {
            { Json: true } => QuarantineJson.Line(entry) + "\n",
            { Fault: true } => QuarantineText.Lines(entry.Fault),
            _ => QuarantineText.Page(entry, await Store(services).HistoryAsync(id, cancellationToken)),
        };
        await output.WriteAsync(text.AsMemory(), cancellationToken);
        return ExitCode.Fine;
    }

    public static async Task<int> WriteRawAsync(IServiceProvider services, long id, TextWriter output, CancellationToken cancellationToken)
    {
        var entry = await FindAsync(services, id, cancellationToken);
        var bytes = await Store(services).BytesAsync(id, cancellationToken)
            ?? throw new NotFoundException($"The bytes of mail {id} are no longer in quarantine: it was {entry.State}.");
        if (output is StreamWriter { BaseStream: var bare } && Console.IsOutputRedirected)
        {
            await output.FlushAsync(cancellationToken);
            await bare.WriteAsync(bytes, cancellationToken);
            return ExitCode.Fine;
        }

        await output.WriteAsync(QuarantineText.Lines(Encoding.Latin1.GetString(bytes)).AsMemory(), cancellationToken);
        return ExitCode.Fine;
    }

    /// <param name="services">The rooms.</param>
    /// <param name="ids">The mails; <see langword="null"/> for all that wait.</param>
    /// <param name="console">Where it is told.</param>
    /// <param name="cancellationToken">Ends between two mails.</param>
    public static async Task<int> RetryAsync(
        IServiceProvider services, IReadOnlyList<long>? ids, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var round = services.GetRequiredService<QuarantineRound>();
        var report = new OutcomeReport(console.Output);
        var tries = ids is null
            ? await round.RetryWaitingAsync(null, By, report, cancellationToken)
            : await round.RetryAsync([.. ids.Distinct()], By, report, cancellationToken);
        if (tries.Holder is { } holder)
        {
            await console.Error.WriteLineAsync(TerminalText.Safe($"{holder.Words} is trying mails now; nothing was done here. Repeat the command in a moment.").AsMemory(), cancellationToken);
            return ExitCode.Incomplete;
        }

        var (filed, failed) = (tries.Count(RetryResult.Filed), tries.Count(RetryResult.FailedAgain));
        await console.Output.WriteLineAsync(FormattableString.Invariant($"{filed + failed} tried: {filed} filed, {failed} failed again.").AsMemory(), cancellationToken);
        return tries.Count(RetryResult.NotThere) > 0 ? ExitCode.NotFound : failed > 0 ? ExitCode.Incomplete : ExitCode.Fine;
    }

    public static async Task<int> DiscardAsync(
        IServiceProvider services, IReadOnlyList<long> ids, string reason, TextWriter output, CancellationToken cancellationToken)
    {
        var code = ExitCode.Fine;
        foreach (var id in ids.Distinct())
        {
            var isDone = await Store(services).DiscardAsync(id, By, reason, cancellationToken);
            var line = isDone ? "discarded; it is never filed" : "there is no mail of that number that waits or is stuck";
            await output.WriteLineAsync(FormattableString.Invariant($"{id}: {line}").AsMemory(), cancellationToken);
            code = isDone ? code : ExitCode.NotFound;
        }

        return code;
    }

    private static QuarantineStore Store(IServiceProvider services) => services.GetRequiredService<QuarantineStore>();

    private static async Task<QuarantineEntry> FindAsync(IServiceProvider services, long id, CancellationToken cancellationToken) =>
        await Store(services).FindAsync(id, cancellationToken) ?? throw new NotFoundException($"There is no mail {id} in quarantine.");

    // A line a mail at once: the next one may take its time, or the process down.
    private sealed class OutcomeReport(TextWriter output) : IProgress<RetryOutcome>
    {
        public void Report(RetryOutcome value)
        {
            output.WriteLine(QuarantineText.Outcome(value));
            output.Flush();
        }
    }
}
