using System.CommandLine;

using BounceProcessor.Host.Commands.Quarantine;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc quarantine</c>: mails that our own code could not deal with.</summary>
internal static class QuarantineCommand
{
    /// <summary>The command.</summary>
    /// <param name="notes">What the help of its commands shows below the options.</param>
    public static Command Create(out IReadOnlyDictionary<Command, string> notes)
    {
        var (list, show, retry, discard) = (CreateList(), CreateShow(), CreateRetry(), CreateDiscard());
        notes = new Dictionary<Command, string>
        {
            [list] = QuarantineNotes.List,
            [show] = QuarantineNotes.Show,
            [retry] = QuarantineNotes.Retry,
            [discard] = QuarantineNotes.Discard,
        };
        return new Command("quarantine", "Looks after mails that our own code failed on.") { list, show, retry, discard };
    }

    private static Command CreateList()
    {
        var mailbox = new Option<string?>("--mailbox") { HelpName = "MAILBOX", Description = "Mails of one mailbox." };
        var every = new Option<bool>("--every") { Description = "With those that were filed or discarded." };
        var limit = new Option<int>("--limit") { HelpName = "N", Description = "At most this many, 1 to 10000.", DefaultValueFactory = _ => 100 };
        limit.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out var value) || value is < 1 or > 10_000))
            {
                result.AddError($"--limit is \"{result.Tokens[0].Value}\"; write a number from 1 to 10000.");
            }
        });
        var json = new Option<bool>("--json") { Description = "One JSON object a line instead of a table." };
        var config = ConfigOption.Create();
        var command = new Command("list", "Lists mails in quarantine, the last set aside first.") { mailbox, every, limit, json, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => QuarantineWork.ListAsync(
                services, parsed.GetValue(mailbox), parsed.GetValue(every), (parsed.GetValue(limit), parsed.GetValue(json)), parsed.InvocationConfiguration.Output, cancellationToken),
            cancellationToken));
        return command;
    }

    private static Command CreateShow()
    {
        var id = new Argument<long>("ID") { Description = "The mail's number in quarantine." };
        var raw = new Option<bool>("--raw") { Description = "The bytes of the mail; on a terminal as harmless text." };
        var fault = new Option<bool>("--fault") { Description = "The fault with its stack trace." };
        var json = new Option<bool>("--json") { Description = "One JSON object instead of text." };
        var config = ConfigOption.Create();
        var command = new Command("show", "Shows one mail in quarantine.") { id, raw, fault, json, config };
        command.Validators.Add(result =>
        {
            if (new[] { raw, fault, json }.Count(result.GetValue) > 1)
            {
                result.AddError("Only one of --raw, --fault and --json.");
            }
        });
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => parsed.GetValue(raw)
                ? QuarantineWork.WriteRawAsync(services, parsed.GetValue(id), parsed.InvocationConfiguration.Output, cancellationToken)
                : QuarantineWork.ShowAsync(
                    services, parsed.GetValue(id), (parsed.GetValue(fault), parsed.GetValue(json)), parsed.InvocationConfiguration.Output, cancellationToken),
            cancellationToken));
        return command;
    }

    private static Command CreateRetry()
    {
        var ids = new Argument<long[]>("ID") { Arity = ArgumentArity.ZeroOrMore, Description = "Numbers in quarantine." };
        var all = new Option<bool>("--all") { Description = "All that wait; not those that are stuck." };
        var config = ConfigOption.Create();
        var command = new Command("retry", "Runs mails in quarantine through today's code and rules and files them.") { ids, all, config };
        command.Validators.Add(result =>
        {
            if (result.GetValue(all) == (result.GetValue(ids) is { Length: > 0 }))
            {
                result.AddError("Write the numbers of the mails, or --all.");
            }
        });
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => QuarantineWork.RetryAsync(
                services, parsed.GetValue(all) ? null : parsed.GetValue(ids), parsed.InvocationConfiguration, cancellationToken),
            cancellationToken));
        return command;
    }

    private static Command CreateDiscard()
    {
        var ids = new Argument<long[]>("ID") { Arity = ArgumentArity.OneOrMore, Description = "Numbers in quarantine." };
        var reason = new Option<string?>("--reason") { HelpName = "TEXT", Description = "Why; stands in the history and the log." };
        var config = ConfigOption.Create();
        var command = new Command("discard", "Gives mails in quarantine up for good.") { ids, reason, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => QuarantineWork.DiscardAsync(
                services, parsed.GetValue(ids) ?? [], parsed.GetValue(reason) ?? "", parsed.InvocationConfiguration.Output, cancellationToken),
            cancellationToken));
        return command;
    }
}
