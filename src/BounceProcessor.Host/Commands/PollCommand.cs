using System.CommandLine;

using BounceProcessor.Mailboxes;
using BounceProcessor.Polling;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc poll</c>: one run of one mailbox, or of each.</summary>
internal static class PollCommand
{
    /// <summary>What <c>--help</c> shows below the options.</summary>
    public const string Notes = """
        May run beside the service: nothing is filed twice. A mailbox that cannot be used is named, the others are read all the same.

        Examples:
          bounceproc poll                                     every mailbox of the configuration, once
          bounceproc poll events-eu                           one mailbox
          bounceproc poll --dry-run                           what would be filed, without filing or touching anything
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var mailbox = new Argument<string?>("MAILBOX") { Arity = ArgumentArity.ZeroOrOne, Description = "A mailbox of the configuration. Without it all of them." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only list what would be filed." };
        var config = ConfigOption.Create();
        var command = new Command("poll", "Reads mailboxes once and files what is new.") { mailbox, dryRun, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => RunAsync(services, parsed.GetValue(mailbox), parsed.GetValue(dryRun), parsed.InvocationConfiguration, cancellationToken),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        IServiceProvider services, string? name, bool isDryRun, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var code = ExitCode.Fine;
        foreach (var mailbox in ProductCommand.Mailboxes(services, name))
        {
            var progress = Progress.OnTerminal(console.Error);
            try
            {
                var result = await services.GetRequiredService<PollOnce>().RunAsync(
                    mailbox.Key, isDryRun, new IntakeReport(mailbox.Key, isDryRun, console.Output, progress), cancellationToken);
                progress.Clear();
                var (line, mailboxCode) = result.Summary is { } run
                    ? (IntakeReport.Line(run, isDryRun), run.Quarantined > 0 ? ExitCode.Incomplete : ExitCode.Fine)
                    : ($"{mailbox.Key}: {result.Holder?.Words ?? "another process"} is polling it now; nothing was done here.", ExitCode.Incomplete);
                await console.Output.WriteLineAsync(TerminalText.Safe(line).AsMemory(), cancellationToken);
                code = code == ExitCode.Fine ? mailboxCode : code;
            }
            catch (MailboxException fault)
            {
                progress.Clear();
                await console.Error.WriteLineAsync(TerminalText.Safe(fault.Message).AsMemory(), cancellationToken);
                code = ExitCode.Unavailable;
            }
        }

        return code;
    }
}
