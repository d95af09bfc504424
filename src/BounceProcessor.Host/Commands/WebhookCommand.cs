using System.CommandLine;
using System.Globalization;

using BounceProcessor.Host.Commands.Senders;
using BounceProcessor.Host.Commands.Webhooks;
using BounceProcessor.Webhooks;

using Microsoft.Extensions.Options;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc webhook</c>: where companies are told of news.</summary>
internal static class WebhookCommand
{
    private const string Notes = """
        A webhook is a web address of a company that is told of its news by signed POST requests (Standard Webhooks). The service delivers; a failed delivery
        is repeated for three days, and a webhook at which everything fails for days is switched off. The secret is shown once. Events: event.filed,
        event.changed, mail.refused, address.marked, address.corrected.

        Examples:
          bounceproc webhook add firmanimi https://example.org/hooks --event mail.refused --event event.filed
          bounceproc webhook list firmanimi
          bounceproc webhook test 1                       sends a test message now
          bounceproc webhook log 1 --limit 50             the last deliveries
          bounceproc webhook redeliver 4711               has message 4711 delivered again
          bounceproc webhook secret 1                     a new secret; the old one is signed with too for a while
          bounceproc webhook disable 1
          bounceproc webhook enable 1
          bounceproc webhook remove 1
        """;

    /// <summary>The command.</summary>
    public static Command Create(Dictionary<Command, string> notes)
    {
        var group = new Command("webhook", "Looks after the addresses where companies are told of news.")
        {
            CreateAdd(),
            CreateList(),
            One("test", "Sends a test message now and says what came of it.", WebhookWork.TestAsync),
            CreateLog(),
            CreateRedeliver(),
            One("secret", "Makes a new signing secret and shows it, once.", WebhookWork.RotateAsync),
            One("enable", "Switches a webhook on. It gets what waits and what is new, but not what happened while it was off.", (work, id) => WebhookWork.SwitchAsync(work, id, true)),
            One("disable", "Switches a webhook off; what waits for it is kept.", (work, id) => WebhookWork.SwitchAsync(work, id, false)),
            One("remove", "Removes a webhook and what waits for it.", WebhookWork.RemoveAsync),
        };
        foreach (var command in group.Subcommands.Append(group))
        {
            notes[command] = Notes;
        }

        return group;
    }

    private static Command CreateAdd()
    {
        var company = SenderWork.Company();
        var url = new Argument<string>("URL") { Description = "Where the news are posted to; https." };
        var events = new Option<string[]>("--event") { HelpName = "EVENT", Description = $"What is told; may stand several times. One of {string.Join(", ", WebhookEvents.All)}. Without it: all.", DefaultValueFactory = _ => [.. WebhookEvents.All] };
        events.AcceptOnlyFromAmong([.. WebhookEvents.All]);
        var config = ConfigOption.Create();
        var command = new Command("add", "Adds a webhook and shows its signing secret, once.") { company, url, events, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            async services =>
            {
                var console = parsed.InvocationConfiguration;
                var whose = await SenderWork.CompanyAsync(services, parsed.GetRequiredValue(company), cancellationToken);
                var wanted = new NewWebhook(whose.Code, parsed.GetRequiredValue(url), parsed.GetRequiredValue(events), SenderWork.By);
                if (wanted.Faults(services.GetRequiredService<IOptions<WebhookOptions>>().Value) is { Count: > 0 } faults)
                {
                    foreach (var fault in faults)
                    {
                        await console.Error.WriteLineAsync(TerminalText.Safe(fault).AsMemory(), cancellationToken);
                    }

                    return ExitCode.Incomplete;
                }

                var (endpoint, secret) = await services.GetRequiredService<WebhookEndpoints>().AddAsync(wanted, cancellationToken);
                await console.Error.WriteLineAsync(TerminalText.Safe(string.Create(
                    CultureInfo.InvariantCulture, $"Webhook {endpoint.Id} of {endpoint.Company} to {endpoint.Url}: {endpoint.EventTypes}. Its signing secret is shown this once.")).AsMemory(), cancellationToken);
                await console.Output.WriteLineAsync(secret.AsMemory(), cancellationToken);
                return ExitCode.Fine;
            },
            cancellationToken));
        return command;
    }

    private static Command CreateList()
    {
        var company = new Argument<string?>("COMPANY") { Arity = ArgumentArity.ZeroOrOne, Description = "Webhooks of one company. Without it of all." };
        var config = ConfigOption.Create();
        var command = new Command("list", "Lists webhooks with how it stands with them.") { company, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            async services =>
            {
                var whose = parsed.GetValue(company) is { } code ? await SenderWork.CompanyAsync(services, code, cancellationToken) : null;
                var endpoints = await services.GetRequiredService<WebhookEndpoints>().ListAsync(whose?.Code, cancellationToken);
                await SenderWork.WriteAsync(parsed.InvocationConfiguration, WebhookText.Table(endpoints), cancellationToken);
                return ExitCode.Fine;
            },
            cancellationToken));
        return command;
    }

    private static Command CreateLog()
    {
        var id = WebhookWork.Id("ID", "Number of the webhook.");
        var limit = new Option<int>("--limit") { HelpName = "N", Description = "At most this many messages, 1 to 500.", DefaultValueFactory = _ => 20 };
        limit.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out var value) || value is < 1 or > 500))
            {
                result.AddError($"--limit is \"{result.Tokens[0].Value}\"; write a number from 1 to 500.");
            }
        });
        var config = ConfigOption.Create();
        var command = new Command("log", "Lists the messages of a webhook with their last try, newest first.") { id, limit, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            async services =>
            {
                var entries = await services.GetRequiredService<WebhookQueue>().ListAsync(null, parsed.GetRequiredValue(id), parsed.GetValue(limit), cancellationToken);
                if (entries.Count == 0 && await services.GetRequiredService<WebhookEndpoints>().FindAsync(null, parsed.GetRequiredValue(id), cancellationToken) is null)
                {
                    throw WebhookWork.NoSuch(parsed.GetRequiredValue(id));
                }

                await SenderWork.WriteAsync(parsed.InvocationConfiguration, WebhookText.Log(entries), cancellationToken);
                return ExitCode.Fine;
            },
            cancellationToken));
        return command;
    }

    private static Command CreateRedeliver()
    {
        var id = WebhookWork.Id("MESSAGE", "Number of the message, as webhook log shows it.");
        var config = ConfigOption.Create();
        var command = new Command("redeliver", "Has a message delivered again, under the same id, by the running service.") { id, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            async services =>
            {
                var number = parsed.GetRequiredValue(id);
                if (!await services.GetRequiredService<WebhookQueue>().RedeliverAsync(null, number, cancellationToken))
                {
                    throw new NotFoundException($"There is no message {number}, or its webhook was removed; bounceproc webhook log shows the messages.");
                }

                await SenderWork.WriteAsync(parsed.InvocationConfiguration, [$"Message {number} waits; the service delivers it."], cancellationToken);
                return ExitCode.Fine;
            },
            cancellationToken));
        return command;
    }

    private static Command One(string name, string description, Func<WebhookWork, long, Task<int>> run)
    {
        var id = WebhookWork.Id("ID", "Number of the webhook.");
        var config = ConfigOption.Create();
        var command = new Command(name, description) { id, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => run(new WebhookWork(services, parsed.InvocationConfiguration, cancellationToken), parsed.GetRequiredValue(id)),
            cancellationToken));
        return command;
    }
}
