using System.CommandLine;

using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Resending;

namespace BounceProcessor.Host.Commands.Events;

/// <summary><c>bounceproc events resend</c>: a failed mail goes out again.</summary>
internal static class EventResendCommand
{
    /// <summary>What <c>--help</c> shows below the options.</summary>
    public const string Notes = """
        The stored mail is composed anew by the settings in force now and goes to this address alone. The event is resolved, the address
        that failed is marked as corrected. The running service sends it.

        Examples:
          bounceproc events resend 17 --to ana@example.org    to the address that was meant
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var id = new Argument<long>("CODE") { Description = "The event's code, a number." };
        var to = new Option<string>("--to") { HelpName = "ADDRESS", Description = "The corrected address.", Required = true };
        var config = ConfigOption.Create();
        var command = new Command("resend", "Sends the failed mail of an event again, to a corrected address.") { id, to, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => SendAsync(services, parsed.GetValue(id), parsed.GetRequiredValue(to), parsed.InvocationConfiguration, cancellationToken),
            cancellationToken));
        return command;
    }

    private static async Task<int> SendAsync(
        IServiceProvider services, long id, string to, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var request = new ResendRequest(id, to, $"{Environment.UserName} (command line)");
        var outcome = await services.GetRequiredService<MailResend>().SendAsync(request, cancellationToken);
        if (AddressTypos.Suggest(to) is { } meant)
        {
            await TellAsync(console.Error, $"Did you mean {meant}?");
        }

        foreach (var fault in outcome.Faults.Concat(outcome.Warnings))
        {
            await TellAsync(console.Error, fault.Text.En);
        }

        if (outcome.Mail is not { } mail)
        {
            return outcome.Faults.Any(IsMissing) ? ExitCode.NotFound : ExitCode.Incomplete;
        }

        await TellAsync(console.Output, outcome.IsRepeated
            ? FormattableString.Invariant($"Event {id} was sent again to {to} before, as mail {mail.Id}; nothing more was sent.")
            : FormattableString.Invariant($"Mail {mail.Id} to {to} is in the outbox; event {id} is resolved."));
        return ExitCode.Fine;

        Task TellAsync(TextWriter writer, string text) => writer.WriteLineAsync(TerminalText.Safe(text).AsMemory(), cancellationToken);
    }

    private static bool IsMissing(MailFault fault) => fault.Code is "no-event" or "no-sent-mail" or "mail-gone";
}
