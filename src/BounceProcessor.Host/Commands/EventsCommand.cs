using System.CommandLine;
using System.Text.Json;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reading;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Events;
using BounceProcessor.Host.Commands.Events;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc events</c>: what was filed.</summary>
internal static class EventsCommand
{
    /// <summary>What <c>--help</c> of the list shows below the options.</summary>
    public const string ListNotes = """
        Examples:
          bounceproc events list                              the newest 50
          bounceproc events list --severity hard --limit 500  hard failures
          bounceproc events list --kind alert --status new    what the service noticed about itself
          bounceproc events list --trust suspicious           what names a mail of ours that it should not
          bounceproc events list --text example.com --json    everything about a domain, one JSON object a line
        """;

    /// <summary>What <c>--help</c> of one event shows below the options.</summary>
    public const string ShowNotes = """
        Examples:
          bounceproc events show 17                           one event with its evidence and history
        """;

    /// <summary>The command.</summary>
    public static Command Create(out Command list, out Command show)
    {
        list = CreateList();
        show = CreateShow();
        return new Command("events", "Shows what was filed.") { list, show };
    }

    private static Command CreateList()
    {
        var company = new Option<string?>("--company") { HelpName = "CODE", Description = "Events of one company; empty for unresolved ones." };
        var kind = Coded("--kind", "Kind of mail.", [.. Codes.All<MailKind>(), EventKind.Alert]);
        var reason = new Option<string?>("--reason") { HelpName = "CODE", Description = "Reason code, such as mailbox-unknown." };
        var severity = Coded("--severity", "Severity.", Codes.All<Severity>());
        var status = Coded("--status", "Status of the event.", EventStatus.All);
        var trust = Coded("--trust", "How sure it is that a mail of ours is meant.", Codes.All<MatchTrust>());
        var user = new Option<string?>("--user") { HelpName = "CODE", Description = "User who sent the mail; of events whose sent mail is known." };
        var customer = new Option<string?>("--customer") { HelpName = "CODE", Description = "Customer the mail was sent to." };
        var document = new Option<string?>("--document") { HelpName = "TEXT", Description = "Document the mail was sent with." };
        var text = new Option<string?>("--text") { HelpName = "TEXT", Description = "Part of recipient, server's words, subject or Message-ID." };
        var page = Number("--page", "Page, from 1.", 1, 1, int.MaxValue);
        var limit = Number("--limit", "Events on a page, 1 to 500.", 50, 1, 500);
        var json = new Option<bool>("--json") { Description = "One JSON object a line instead of a table." };
        var config = ConfigOption.Create();
        var command = new Command("list", "Lists events, newest first.") { company, kind, reason, severity, status, trust, user, customer, document, text, page, limit, json, config };
        command.SetAction((parsed, cancellationToken) =>
        {
            var filter = new EventFilter
            {
                Company = parsed.GetValue(company),
                Kind = parsed.GetValue(kind),
                Reason = parsed.GetValue(reason),
                Severity = parsed.GetValue(severity),
                Status = parsed.GetValue(status),
                Trust = parsed.GetValue(trust),
                User = parsed.GetValue(user),
                Customer = parsed.GetValue(customer),
                Document = parsed.GetValue(document),
                Text = parsed.GetValue(text),
            };
            return ProductCommand.RunAsync(
                parsed.GetValue(config),
                services => ListAsync(services, filter, (parsed.GetValue(page), parsed.GetValue(limit), parsed.GetValue(json)), parsed.InvocationConfiguration, cancellationToken),
                cancellationToken);
        });
        return command;
    }

    private static Command CreateShow()
    {
        var id = new Argument<long>("CODE") { Description = "The event's code, a number." };
        var json = new Option<bool>("--json") { Description = "One JSON object instead of text." };
        var config = ConfigOption.Create();
        var command = new Command("show", "Shows one event with its evidence and history.") { id, json, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => ShowAsync(services, parsed.GetValue(id), parsed.GetValue(json), parsed.InvocationConfiguration.Output, cancellationToken),
            cancellationToken));
        return command;
    }

    private static async Task<int> ListAsync(
        IServiceProvider services, EventFilter filter, (int Page, int Limit, bool Json) view, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var found = await services.GetRequiredService<EventStore>().ListAsync(filter, view.Page, view.Limit, cancellationToken);
        if (!view.Json)
        {
            await console.Output.WriteLineAsync(EventText.Head.AsMemory(), cancellationToken);
        }

        foreach (var one in found.Events)
        {
            await console.Output.WriteLineAsync((view.Json ? Json(one) : EventText.Line(one)).AsMemory(), cancellationToken);
        }

        if (!view.Json)
        {
            await console.Output.WriteLineAsync(FormattableString.Invariant($"{found.Events.Count} of {CountText.Of(found.Total, "event")}, page {view.Page}.").AsMemory(), cancellationToken);
        }

        return ExitCode.Fine;
    }

    private static async Task<int> ShowAsync(IServiceProvider services, long id, bool asJson, TextWriter output, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<EventStore>();
        var one = await store.FindAsync(id, cancellationToken) ?? throw new NotFoundException($"There is no event {id}.");
        var text = asJson ? Json(one) + "\n" : EventText.Page(one, await store.HistoryAsync(id, cancellationToken));
        await output.WriteAsync(text.AsMemory(), cancellationToken);
        return ExitCode.Fine;
    }

    private static string Json(EventRecord one) => JsonSerializer.Serialize(one, EventJson.Readable.EventRecord);

    private static Option<string?> Coded(string name, string description, IReadOnlyCollection<string> codes)
    {
        var option = new Option<string?>(name) { Description = $"{description} One of {string.Join(", ", codes)}.", HelpName = "CODE" };
        option.AcceptOnlyFromAmong([.. codes]);
        return option;
    }

    private static Option<int> Number(string name, string description, int usual, int lowest, int highest)
    {
        var option = new Option<int>(name) { HelpName = "N", Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out var value) || value < lowest || value > highest))
            {
                result.AddError($"{name} is \"{result.Tokens[0].Value}\"; write a number from {lowest} to {highest}.");
            }
        });
        return option;
    }
}
