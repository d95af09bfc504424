using System.CommandLine;
using System.Globalization;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Host.Commands.Rediagnosing;
using BounceProcessor.Rediagnosis;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc rediagnose</c>: what today's rules make of stored mails.</summary>
internal static class RediagnoseCommand
{
    /// <summary>What <c>--help</c> shows below the options.</summary>
    public const string Notes = """
        A filter finds mails by their events; all events of such a mail are judged again. Without --apply nothing is changed. Status, performer, feedback, note and
        what people set by hand stay. What was broken off goes on where it stopped when the same command is given again. May run beside the service.

        Examples:
          bounceproc rediagnose                               what would change, in all stored mails
          bounceproc rediagnose --unclassified --list         what new rules make of the unclassified, event by event
          bounceproc rediagnose --rule "google/*" --apply     judge again and write it
          bounceproc rediagnose --since 2026-11-01 --json     one JSON object
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var filter = new FilterOptions();
        var apply = new Option<bool>("--apply") { Description = "Write what changes. Without it it is only told." };
        var closeMissing = new Option<bool>("--close-missing")
        {
            Description = "Set new events to ignored, with a note, when their recipient is not found in the mail any more.",
        };
        var list = new Option<bool>("--list", "--verbose") { Description = "Each event, besides the sums." };
        var json = new Option<bool>("--json") { Description = "One JSON object with the sums; with --list one a line for each event before it." };
        var config = ConfigOption.Create();
        var command = new Command("rediagnose", "Judges stored mails again by today's rules and lists what would change; --apply writes it.");
        filter.AddTo(command);
        foreach (var option in new Option[] { apply, closeMissing, list, json, config })
        {
            command.Options.Add(option);
        }

        command.SetAction((parsed, cancellationToken) =>
        {
            var request = new RediagnosisRequest(filter.Of(parsed), parsed.GetValue(apply), parsed.GetValue(closeMissing));
            var view = new RediagnosisView(parsed.GetValue(list), parsed.GetValue(json));
            return ProductCommand.RunAsync(
                parsed.GetValue(config),
                services => RunAsync(services, request, view, parsed.InvocationConfiguration, cancellationToken),
                cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        IServiceProvider services, RediagnosisRequest request, RediagnosisView view, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var progress = Progress.OnTerminal(console.Error);
        var listing = new RediagnosisListing(request, view, console.Output, progress);
        try
        {
            var result = await services.GetRequiredService<RediagnosisRun>().RunAsync(request, listing, cancellationToken);
            progress.Clear();
            if (result.Sums is not { } sums)
            {
                await console.Error.WriteLineAsync(
                    $"{result.Holder?.Words ?? "Another process"} is judging mails again now; nothing was done here. Try again when it has ended.".AsMemory(), cancellationToken);
                return ExitCode.Incomplete;
            }

            await console.Output.WriteAsync(listing.End(sums, isWhole: true).AsMemory(), cancellationToken);
            return sums.Failed > 0 ? ExitCode.Incomplete : ExitCode.Fine;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            progress.Clear();
            await console.Output.WriteAsync(listing.End(listing.Sums, isWhole: false).AsMemory(), CancellationToken.None);
            throw;
        }
    }

    private sealed class FilterOptions
    {
        private readonly Option<string?> _company = new("--company") { HelpName = "CODE", Description = "Mails of one company; empty for unresolved ones." };
        private readonly Option<string?> _mailbox = new("--mailbox") { HelpName = "NAME", Description = "Mails of one mailbox." };
        private readonly Option<string?> _reason = new("--reason") { HelpName = "CODE", Description = "Reason code, such as mailbox-unknown." };
        private readonly Option<bool> _unclassified = new("--unclassified") { Description = "The same as --reason unclassified." };
        private readonly Option<string?> _kind = new("--kind") { HelpName = "CODE", Description = $"Kind of mail. One of {string.Join(", ", Codes.All<MailKind>())}." };
        private readonly Option<string?> _rule = new("--rule") { HelpName = "ID", Description = "The rule that decided; with * at its end all that begin so." };
        private readonly Option<string?> _receiver = new("--receiver") { HelpName = "HOST", Description = "The refusing host or its domain; a word without a dot stands anywhere in its name." };
        private readonly Option<DateTimeOffset?> _since = Time("--since", "Mails that arrived at this time (UTC) or later.");
        private readonly Option<DateTimeOffset?> _until = Time("--until", "Mails that arrived before this time (UTC).");
        private readonly Option<long[]> _events = new("--event") { HelpName = "CODE", Description = "Codes of events, at most 500.", AllowMultipleArgumentsPerToken = true };

        public FilterOptions()
        {
            _kind.AcceptOnlyFromAmong([.. Codes.All<MailKind>()]);
            _events.Validators.Add(result =>
            {
                if (result.Tokens.Count > 500)
                {
                    result.AddError($"--event names {result.Tokens.Count} events; name at most 500, or use another filter.");
                }
            });
        }

        public void AddTo(Command command)
        {
            foreach (var option in new Option[] { _company, _mailbox, _reason, _unclassified, _kind, _rule, _receiver, _since, _until, _events })
            {
                command.Options.Add(option);
            }
        }

        public RediagnosisFilter Of(ParseResult parsed) => new()
        {
            Company = parsed.GetValue(_company),
            Mailbox = parsed.GetValue(_mailbox),
            Reason = parsed.GetValue(_unclassified) ? "unclassified" : parsed.GetValue(_reason),
            Kind = parsed.GetValue(_kind),
            Rule = parsed.GetValue(_rule),
            Receiver = parsed.GetValue(_receiver),
            Since = parsed.GetValue(_since),
            Until = parsed.GetValue(_until),
            Events = parsed.GetValue(_events) ?? [],
        };

        private static Option<DateTimeOffset?> Time(string name, string description) => new(name)
        {
            HelpName = "TIME",
            Description = description,
            CustomParser = result =>
            {
                if (DateTimeOffset.TryParse(
                    result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
                {
                    return time;
                }

                result.AddError($"{name} is \"{result.Tokens[0].Value}\"; write a day such as 2026-11-01 or a time such as 2026-11-01T08:30.");
                return null;
            },
        };
    }
}
