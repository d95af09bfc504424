using System.CommandLine;
using System.Globalization;

using BounceProcessor.Diagnosis;
using BounceProcessor.Host.Commands.Sending;
using BounceProcessor.Sending.Outbox;
using BounceProcessor.Sending.Records;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc outbox</c>: sent mails, and what is still to be sent.</summary>
internal static class OutboxCommand
{
    /// <summary>What <c>--help</c> shows below the options.</summary>
    public const string Notes = """
        A mail is "unsure" when the connection ended between the end of the mail and the server's answer: it may have gone out. It is never sent again by
        itself; look into the server's log or ask the recipient, and decide.

        Examples:
          bounceproc outbox list                              what is to be sent, and what waits for a person
          bounceproc outbox list --state bounced --user MARI  a user's mails that came back
          bounceproc outbox show 17                           one mail's story
          bounceproc outbox hold 17                           keep it back; "release" lets it go
          bounceproc outbox now 17                            try it now, whatever its server did before
          bounceproc outbox unsure 17 --was-sent              it went out
          bounceproc outbox unsure 17 --send-again            send it again; who has it gets it twice
        """;

    /// <summary>The command.</summary>
    public static Command Create(Dictionary<Command, string> notes)
    {
        var command = new Command("outbox", "Shows sent mails and what is still to be sent, and changes that.")
        {
            CreateList(),
            CreateShow(),
            CreateAction("cancel", "Never sends what is not sent yet.", (control, mails, by, stop) => control.CancelAsync(mails, by, stop)),
            CreateAction("hold", "Keeps a mail back until it is released.", (control, mails, by, stop) => control.HoldAsync(mails, by, stop)),
            CreateAction("release", "Lets a held mail go.", (control, mails, by, stop) => control.ReleaseAsync(mails, by, stop)),
            CreateAction("now", "Tries a mail now, and asks its server even if that rests.", (control, mails, by, stop) => control.SendNowAsync(mails, by, stop)),
            CreateUnsure(),
        };
        notes[command] = Notes;
        foreach (var part in command.Subcommands)
        {
            notes[part] = Notes;
        }

        return command;
    }

    private static Command CreateList()
    {
        var company = new Option<string?>("--company") { HelpName = "CODE", Description = "Of one company." };
        var user = new Option<string?>("--user") { HelpName = "CODE", Description = "Of one user." };
        var recipient = new Option<string?>("--recipient") { HelpName = "ADDRESS", Description = "To this address." };
        var document = new Option<string?>("--document") { HelpName = "TEXT", Description = "Of this document." };
        var text = new Option<string?>("--text") { HelpName = "TEXT", Description = "Part of subject, document, customer, Message-ID or From." };
        var state = new Option<string?>("--state") { HelpName = "CODE", Description = $"One of {string.Join(", ", Codes.All<SentMailState>())}, all; without it what is open or unsure." };
        state.AcceptOnlyFromAmong([.. Codes.All<SentMailState>(), "all"]);
        var page = new Option<int>("--page") { HelpName = "N", Description = "Page, from 1.", DefaultValueFactory = _ => 1 };
        var json = new Option<bool>("--json") { Description = "One JSON object a line instead of a table." };
        var config = ConfigOption.Create();
        var command = new Command("list", "Lists mails, newest first, 50 a page.") { company, user, recipient, document, text, state, page, json, config };
        command.SetAction((parsed, cancellationToken) =>
        {
            var filter = new SentMailFilter
            {
                Company = parsed.GetValue(company),
                User = parsed.GetValue(user),
                Recipient = parsed.GetValue(recipient),
                Document = parsed.GetValue(document),
                Text = parsed.GetValue(text),
                State = parsed.GetValue(state) ?? SentMailState.NotDone.ToCode(),
            };
            return ProductCommand.RunAsync(
                parsed.GetValue(config),
                services => OutboxList.WriteAsync(
                    services, filter, (Math.Max(1, parsed.GetValue(page)), parsed.GetValue(json)), parsed.InvocationConfiguration.Output, cancellationToken),
                cancellationToken);
        });
        return command;
    }

    private static Command CreateShow()
    {
        var (id, company, json, config) = (Id(), Company(), new Option<bool>("--json") { Description = "One JSON object instead of text." }, ConfigOption.Create());
        var command = new Command("show", "Shows one mail's story.") { id, company, json, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            async services =>
            {
                var mail = await OutboxList.FindAsync(services, parsed.GetValue(company), parsed.GetValue(id), cancellationToken);
                var view = await OutboxList.ViewAsync(services, mail, cancellationToken);
                var text = parsed.GetValue(json) ? SentMailJson.Line(view) + "\n" : SentMailText.Page(view);
                await parsed.InvocationConfiguration.Output.WriteAsync(text.AsMemory(), cancellationToken);
                return ExitCode.Fine;
            },
            cancellationToken));
        return command;
    }

    private static Command CreateAction(string name, string description, Func<OutboxControl, OutboxSelection, string, CancellationToken, Task<int>> act)
    {
        var (id, company, config) = (Id(), Company(), ConfigOption.Create());
        var command = new Command(name, description) { id, company, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => ActAsync(services, (parsed.GetValue(company), parsed.GetValue(id)), act, parsed.InvocationConfiguration.Output, cancellationToken),
            cancellationToken));
        return command;
    }

    private static Command CreateUnsure()
    {
        var (id, company, config) = (Id(), Company(), ConfigOption.Create());
        var wasSent = new Option<bool>("--was-sent") { Description = "It went out." };
        var again = new Option<bool>("--send-again") { Description = "It is sent again; who has it gets it twice." };
        var command = new Command("unsure", "Decides about a mail that may have gone out.") { id, company, wasSent, again, config };
        command.Validators.Add(result =>
        {
            if (result.GetValue(wasSent) == result.GetValue(again))
            {
                result.AddError("Say either --was-sent or --send-again.");
            }
        });
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => ActAsync(
                services,
                (parsed.GetValue(company), parsed.GetValue(id)),
                (control, mails, by, stop) => control.DecideAsync(mails, parsed.GetValue(wasSent), by, stop),
                parsed.InvocationConfiguration.Output,
                cancellationToken),
            cancellationToken));
        return command;
    }

    private static async Task<int> ActAsync(
        IServiceProvider services,
        (string? Company, long Id) which,
        Func<OutboxControl, OutboxSelection, string, CancellationToken, Task<int>> act,
        TextWriter output,
        CancellationToken cancellationToken)
    {
        var mail = await OutboxList.FindAsync(services, which.Company, which.Id, cancellationToken);
        var changed = await act(services.GetRequiredService<OutboxControl>(), OutboxSelection.Mail(mail.Company, mail.Id), "command line", cancellationToken);
        var view = await OutboxList.ViewAsync(services, mail, cancellationToken);
        var states = string.Join(", ", view.Transmissions.Select(transmission => transmission.State).Distinct());
        var line = changed == 0
            ? string.Create(CultureInfo.InvariantCulture, $"Mail {mail.Id}: nothing was changed; it is {states}.")
            : string.Create(CultureInfo.InvariantCulture, $"Mail {mail.Id}: {changed} of {CountText.Of(view.Transmissions.Count, "transmission")} changed; it is {states}.");
        await output.WriteLineAsync(line.AsMemory(), cancellationToken);
        return changed == 0 ? ExitCode.Incomplete : ExitCode.Fine;
    }

    private static Argument<long> Id() => new("NUMBER") { Description = "Number of the mail." };

    private static Option<string?> Company() => new("--company") { HelpName = "CODE", Description = "Its company; only that company's mail is found then." };
}
