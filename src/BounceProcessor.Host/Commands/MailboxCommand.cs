using System.CommandLine;

using BounceProcessor.Database;
using BounceProcessor.Host.Composition;
using BounceProcessor.Mailboxes;
using BounceProcessor.SignIn;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc mailbox test</c>: says in words whether a mailbox can be used.</summary>
internal static class MailboxCommand
{
    /// <summary>What <c>--help</c> of the test shows below the options.</summary>
    public const string Notes = """
        Changes nothing in the mailbox; an access token that it had to renew is kept for the service.

        Examples:
          bounceproc mailbox test                             every mailbox of the configuration
          bounceproc mailbox test events-eu                   one mailbox
        """;

    /// <summary>The command.</summary>
    public static Command Create(out Command test, out Command list, out Command signIn)
    {
        list = MailboxListCommand.Create();
        var mailbox = new Argument<string?>("MAILBOX") { Arity = ArgumentArity.ZeroOrOne, Description = "A mailbox of the configuration. Without it all of them." };
        var config = ConfigOption.Create();
        test = new Command("test", "Connects, signs in, opens the folder and counts the mails, and says what is wrong when it cannot.") { mailbox, config };
        test.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = await ServiceHost.BuildForCommandAsync(Settings.Load(parsed.GetValue(config)));
            return await RunAsync(services, parsed.GetValue(mailbox), parsed.InvocationConfiguration, cancellationToken);
        });
        signIn = MailboxSignInCommand.Create();
        return new Command("mailbox", "Looks after mailboxes.") { test, list, signIn };
    }

    private static async Task<int> RunAsync(IServiceProvider services, string? name, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var code = ExitCode.Fine;
        var check = new MailboxCheck(services.GetRequiredService<TimeProvider>(), services.GetRequiredService<AccessTokens>());
        var mailboxes = ProductCommand.Mailboxes(services, name).ToList();
        if (mailboxes.Any(mailbox => mailbox.Value.OAuth.Grant != TokenGrant.Fixed))
        {
            // Where the tokens are kept.
            await services.GetRequiredService<DatabaseSchema>().ApplyAsync(cancellationToken);
        }

        foreach (var mailbox in mailboxes)
        {
            await console.Output.WriteLineAsync(TerminalText.Safe($"Mailbox \"{mailbox.Key}\"").AsMemory(), cancellationToken);
            var steps = await check.RunAsync(mailbox.Key, mailbox.Value, new StepReport(console.Output), cancellationToken);
            code = steps.Any(step => step.Outcome == MailboxCheckOutcome.Failed) ? ExitCode.Unavailable : code;
        }

        return code;
    }

    // Told at once, because a server may take its time.
    private sealed class StepReport(TextWriter output) : IProgress<MailboxCheckStep>
    {
        public void Report(MailboxCheckStep value)
        {
            var mark = value.Outcome switch
            {
                MailboxCheckOutcome.Passed => "ok",
                MailboxCheckOutcome.Warning => "warning",
                _ => "FAILED",
            };
            output.WriteLine(TerminalText.Safe($"  {mark,-8} {value.Name}: {value.Text}"));
            output.Flush();
        }
    }
}
