using System.CommandLine;
using System.Globalization;

using BounceProcessor.Mailboxes;
using BounceProcessor.Polling;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc mailbox list</c>: how the service stands with each mailbox.</summary>
internal static class MailboxListCommand
{
    /// <summary>What <c>--help</c> shows below the options.</summary>
    public const string Notes = """
        What the service says of its mailboxes. "idle since" means that new mail is waited for and read at once; without it the
        mailbox is read by its schedule. After a fault a mailbox rests until the next try; the last fault stands below it.

        Examples:
          bounceproc mailbox list                             every mailbox of the configuration
          bounceproc mailbox list events-eu                   one mailbox
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var mailbox = new Argument<string?>("MAILBOX") { Arity = ArgumentArity.ZeroOrOne, Description = "A mailbox of the configuration. Without it all of them." };
        var config = ConfigOption.Create();
        var command = new Command("list", "Lists the mailboxes, who waits for mail, who rests after a fault and until when.") { mailbox, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => RunAsync(services, parsed.GetValue(mailbox), parsed.InvocationConfiguration, cancellationToken),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        IServiceProvider services, string? name, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var mailboxes = ProductCommand.Mailboxes(services, name);
        var states = (await services.GetRequiredService<MailboxStates>().ListAsync(cancellationToken))
            .Where(state => !LeaseOwner.IsDead(state.Owner))
            .ToDictionary(state => state.Mailbox, StringComparer.OrdinalIgnoreCase);
        var holders = services.GetRequiredService<RunStates>();
        var table = new TextTable(("mailbox", false), ("kind", false), ("schedule", false), ("now", false));
        List<string> faults = [];
        foreach (var (mailbox, options) in mailboxes)
        {
            var state = states.GetValueOrDefault(mailbox);
            var holder = await holders.HolderAsync(mailbox, cancellationToken);
            table.Add(mailbox, options.Kind.ToString(), Schedule(options), Words(state, holder));
            if (state is { Fault.Length: > 0 })
            {
                faults.Add(TerminalText.Safe(string.Create(CultureInfo.InvariantCulture, $"{mailbox}: {state.Faults} failed in a row ({state.FaultKind}). {state.Fault}")));
            }
        }

        foreach (var line in table.Lines().Concat(faults))
        {
            await console.Output.WriteLineAsync(line.AsMemory(), cancellationToken);
        }

        return faults.Count > 0 ? ExitCode.Incomplete : ExitCode.Fine;
    }

    private static string Schedule(MailboxOptions options) =>
        options.Cron.Length > 0 ? $"cron {options.Cron}" : string.Create(CultureInfo.InvariantCulture, $"every {options.Interval:c}");

    private static string Words(MailboxState? state, LeaseHolder? holder) => (state, holder) switch
    {
        (_, not null) => $"polled by {holder.Words}",
        ({ NextTryAt: { } next }, _) => $"rests, next try at {Time(next)}",
        ({ WatchedSince: { } since }, _) => $"idle since {Time(since)}",
        _ => "waits for its schedule, or no service runs",
    };

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
