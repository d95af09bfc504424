using System.CommandLine;

using BounceProcessor.Host.Commands.Runs;
using BounceProcessor.Intake;
using BounceProcessor.Mailboxes;
using BounceProcessor.Polling;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc runs</c>: what each run through a mailbox did.</summary>
internal static class RunsCommand
{
    /// <summary>What <c>--help</c> of the list shows below the options.</summary>
    public const string ListNotes = """
        seen = known + new; new = bounces + others + duplicates + quarantined + left. Runs of a mailbox that did nothing and ended alike
        are one line a day with their sums. State: ended, failed, running, or killed when there is no end and nobody works on it.

        Examples:
          bounceproc runs                                     the newest 20
          bounceproc runs events-eu --since 7d --failed       what went wrong in one mailbox this week
          bounceproc runs --limit 500 --json                  one JSON object a line
        """;

    /// <summary>What <c>--help</c> of one run shows below the options.</summary>
    public const string ShowNotes = """
        Examples:
          bounceproc runs show 17                             one run in full
        """;

    private const int MostLeftShown = 20;

    /// <summary>The command.</summary>
    public static Command Create(out Command show)
    {
        var mailbox = new Argument<string?>("MAILBOX") { Arity = ArgumentArity.ZeroOrOne, Description = "Runs of one mailbox. Without it of all." };
        var limit = new Option<int>("--limit") { HelpName = "N", Description = "At most this many lines, 1 to 10000.", DefaultValueFactory = _ => 20 };
        limit.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out var value) || value is < 1 or > 10_000))
            {
                result.AddError($"--limit is \"{result.Tokens[0].Value}\"; write a number from 1 to 10000.");
            }
        });
        var since = SinceOption.Create();
        var failed = new Option<bool>("--failed") { Description = "Only runs that broke off, were killed or set mails aside in quarantine." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line instead of a table." };
        var config = ConfigOption.Create();
        show = CreateShow();
        var command = new Command("runs", "Lists the runs through the mailboxes with their sums, newest first.") { mailbox, limit, since, failed, json, config, show };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => ListAsync(
                services,
                new RunFilter
                {
                    Mailbox = parsed.GetValue(mailbox),
                    Since = parsed.GetValue(since) is { } text ? SinceOption.Read(text, services.GetRequiredService<TimeProvider>().GetUtcNow()) : null,
                    OnlyFaults = parsed.GetValue(failed),
                },
                (parsed.GetValue(limit), parsed.GetValue(json)),
                parsed.InvocationConfiguration.Output,
                cancellationToken),
            cancellationToken));
        return command;
    }

    private static Command CreateShow()
    {
        var id = new Argument<long>("ID") { Description = "The run's number." };
        var json = new Option<bool>("--json") { Description = "One JSON object instead of text." };
        var config = ConfigOption.Create();
        var command = new Command("show", "Shows one run in full.") { id, json, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => ShowAsync(services, parsed.GetValue(id), parsed.GetValue(json), parsed.InvocationConfiguration.Output, cancellationToken),
            cancellationToken));
        return command;
    }

    private static async Task<int> ListAsync(
        IServiceProvider services, RunFilter filter, (int Limit, bool Json) view, TextWriter output, CancellationToken cancellationToken)
    {
        var configured = services.GetRequiredService<IOptions<MailboxesOptions>>().Value.ByName.Keys;
        filter = filter with { Mailbox = configured.FirstOrDefault(name => name.Equals(filter.Mailbox, StringComparison.OrdinalIgnoreCase)) ?? filter.Mailbox };
        var found = await services.GetRequiredService<RunStore>().ListAsync(filter, 1, view.Limit, cancellationToken);
        if (found.Total == 0 && filter is { Mailbox: { } name, Since: null, OnlyFaults: false } && !configured.Contains(name))
        {
            throw new NotFoundException($"There is no mailbox \"{name}\" in the configuration and no run of it; there are {string.Join(", ", configured.Order(StringComparer.OrdinalIgnoreCase))}.");
        }

        var states = services.GetRequiredService<RunStates>();
        List<(RunSummary Run, RunState State)> runs = [];
        foreach (var run in found.Runs)
        {
            runs.Add((run, await states.OfAsync(run, cancellationToken)));
        }

        foreach (var line in view.Json ? runs.Select(run => RunJson.Line(run.Run, run.State)) : RunText.Table(runs))
        {
            await output.WriteLineAsync(line.AsMemory(), cancellationToken);
        }

        if (!view.Json)
        {
            await output.WriteLineAsync(FormattableString.Invariant($"{runs.Count} of {CountText.Of(found.Total, "line")}.").AsMemory(), cancellationToken);
            await WriteLeftAsync(services, filter.Mailbox, output, cancellationToken);
        }

        return ExitCode.Fine;
    }

    private static async Task WriteLeftAsync(IServiceProvider services, string? mailbox, TextWriter output, CancellationToken cancellationToken)
    {
        foreach (var mail in await services.GetRequiredService<PollLedger>().ListLeftAsync(mailbox, MostLeftShown, cancellationToken))
        {
            await output.WriteLineAsync(RunText.Left(mail).AsMemory(), cancellationToken);
        }
    }

    private static async Task<int> ShowAsync(IServiceProvider services, long id, bool asJson, TextWriter output, CancellationToken cancellationToken)
    {
        var run = await services.GetRequiredService<RunStore>().FindAsync(id, cancellationToken)
            ?? throw new NotFoundException($"There is no run {id}.");
        var state = await services.GetRequiredService<RunStates>().OfAsync(run, cancellationToken);
        var text = asJson ? RunJson.Line(run, state) + "\n" : RunText.Page(run, state);
        await output.WriteAsync(text.AsMemory(), cancellationToken);
        return ExitCode.Fine;
    }
}
