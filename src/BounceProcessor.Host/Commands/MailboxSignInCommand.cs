using System.CommandLine;

using BounceProcessor.Mailboxes;
using BounceProcessor.SignIn;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc mailbox sign-in</c>: a person signs in once, and the mailbox is polled from then on.</summary>
internal static class MailboxSignInCommand
{
    /// <summary>What <c>--help</c> shows below the options.</summary>
    public const string Notes = """
        For mailboxes with OAuth:Grant MicrosoftUser (an address and a code, for a browser anywhere) or GoogleUser (an address; the browser comes back to
        this machine). What came is kept encrypted in the database and renewed by itself. A running service takes it with its next poll.

        Examples:
          bounceproc mailbox sign-in events-eu
          bounceproc mailbox sign-in events-eu --port 8400        the browser comes back to this port, for ssh -L 8400:127.0.0.1:8400
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var mailbox = new Argument<string>("MAILBOX") { Description = "A mailbox of the configuration." };
        var port = new Option<int>("--port") { Description = "GoogleUser: the port of this machine that the browser comes back to. Default: any that is free.", HelpName = "N" };
        var config = ConfigOption.Create();
        var command = new Command("sign-in", "Has a person sign in to a mailbox of Microsoft 365 or Google.") { mailbox, port, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => RunAsync(services, parsed.GetRequiredValue(mailbox), parsed.GetValue(port), parsed.InvocationConfiguration, cancellationToken),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        IServiceProvider services, string name, int port, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var (key, options) = ProductCommand.Mailboxes(services, name).Single();
        if (options.Kind != MailboxKind.Imap || !MailboxAccount.UsesTokens(options))
        {
            throw new NotFoundException($"Mailbox \"{key}\" does not sign in with OAuth; set Mailboxes:{key}:SignIn to XOAuth2 and Mailboxes:{key}:OAuth:Grant to MicrosoftUser or GoogleUser.");
        }

        async Task TellAsync(string line)
        {
            await console.Output.WriteLineAsync(TerminalText.Safe(line).AsMemory(), cancellationToken);
            await console.Output.FlushAsync(cancellationToken);
        }

        try
        {
            var person = await services.GetRequiredService<AccessTokens>().SignInAsync(MailboxAccount.Of(key, options), new SignInPlace(TellAsync, port), cancellationToken);
            await TellAsync($"Signed in{(person is null ? "" : $" as \"{person}\"")}. Now try it: bounceproc mailbox test {key}");
            return ExitCode.Fine;
        }
        catch (TokenException fault)
        {
            await console.Error.WriteLineAsync(TerminalText.Safe($"Mailbox \"{key}\": {fault.Message}").AsMemory(), cancellationToken);
            return ExitCode.Unavailable;
        }
    }
}
