using System.CommandLine;
using System.CommandLine.Help;

using BounceProcessor.Host.Commands.Events;

namespace BounceProcessor.Host.Commands;

/// <summary>All commands of <c>bounceproc</c>.</summary>
internal static class CommandTree
{
    private const string RootNotes = """
        Examples:
          bounceproc                                          start the service
          bounceproc diagnose bounce.eml                      why was this mail not delivered
          bounceproc diagnose --help                          more on one command
        """;

    /// <summary>The root command.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand("Says why mail could not be delivered, and files it as events.");
        var serve = ServeCommand.Create();
        var diagnose = DiagnoseCommand.Create();
        var poll = PollCommand.Create();
        var import = ImportCommand.Create();
        var mailbox = MailboxCommand.Create(out var mailboxTest, out var mailboxList, out var mailboxSignIn);
        var events = EventsCommand.Create(out var eventsList, out var eventsShow);
        var health = HealthCommand.Create();
        var runs = RunsCommand.Create(out var runsShow);
        var quarantine = QuarantineCommand.Create(out var quarantineNotes);
        var rediagnose = RediagnoseCommand.Create();
        var retention = RetentionCommand.Create();
        var erase = EraseCommand.Create();
        var rules = RulesCommand.Create(out var rulesNotes);
        var secretNotes = new Dictionary<Command, string>();
        var secret = SecretCommand.Create(secretNotes);
        var company = CompanyCommand.Create(secretNotes);
        var user = UserCommand.Create(secretNotes);
        var sender = SenderCommand.Create(secretNotes);
        var marks = MarksCommand.Create(secretNotes);
        var token = TokenCommand.Create(secretNotes);
        var eventsResend = EventResendCommand.Create();
        events.Subcommands.Add(eventsResend);
        var send = SendCommand.Create();
        var outbox = OutboxCommand.Create(secretNotes);
        var apiToken = ApiTokenCommand.Create(secretNotes);
        var webhook = WebhookCommand.Create(secretNotes);
        var mailMerge = MailMergeCommand.Create(secretNotes);
        Command[] commands =
        [
            serve,
            diagnose,
            poll,
            import,
            mailbox,
            events,
            runs,
            quarantine,
            rediagnose,
            retention,
            erase,
            health,
            rules,
            secret,
            company,
            user,
            sender,
            send,
            mailMerge,
            outbox,
            marks,
            token,
            apiToken,
            webhook,
        ];
        foreach (var command in commands)
        {
            root.Subcommands.Add(command);
        }

        root.SetAction((parsed, cancellationToken) => ServeCommand.RunAsync(null, parsed.InvocationConfiguration.Output, cancellationToken));
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithNotes((HelpAction)help.Action!, new Dictionary<Command, string>(rulesNotes.Concat(quarantineNotes).Concat(secretNotes))
        {
            [root] = RootNotes,
            [serve] = ServeCommand.Notes,
            [diagnose] = DiagnoseCommand.Notes,
            [poll] = PollCommand.Notes,
            [import] = ImportCommand.Notes,
            [mailboxTest] = MailboxCommand.Notes,
            [mailboxList] = MailboxListCommand.Notes,
            [mailboxSignIn] = MailboxSignInCommand.Notes,
            [eventsList] = EventsCommand.ListNotes,
            [eventsShow] = EventsCommand.ShowNotes,
            [eventsResend] = EventResendCommand.Notes,
            [health] = HealthCommand.Notes,
            [runs] = RunsCommand.ListNotes,
            [runsShow] = RunsCommand.ShowNotes,
            [rediagnose] = RediagnoseCommand.Notes,
            [retention] = RetentionCommand.Notes,
            [erase] = EraseCommand.Notes,
            [send] = SendCommand.Notes,
        });
        return root;
    }
}
