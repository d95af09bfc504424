using System.CommandLine;

using BounceProcessor.Host.Composition;
using BounceProcessor.Mailboxes;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc mailbox test</c>: says in words whether a mailbox can be used.</summary>
internal static class MailboxCommand
{
    /// <summary>What <c>--help</c> of the test shows below the options.</summary>
    public const string Notes = """
        Changes nothing, neither in the mailbox nor in the database.

        Examples:
          bounceproc mailbox test                             every mailbox of the configuration
          bounceproc mailbox test events-eu                   one mailbox
        """;

    /// <summary>The command.</summary>
    public static Command Create(out Command test)
    {
        var mailbox = new Argument<string?>("MAILBOX") { Arity = ArgumentArity.ZeroOrOne, Description = "A mailbox of the configuration. Without it all of them." };
        var config = ConfigOption.Create();
        test = new Command("test", "Connects, signs in, opens the folder and counts the mails, and says what is wrong when it cannot.") { mailbox, config };
        test.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = await ServiceHost.BuildForCommandAsync(Settings.Load(parsed.GetValue(config)));
            return await RunAsync(services, parsed.GetValue(mailbox), parsed.InvocationConfiguration, cancellationToken);
        });
        return new Command("mailbox", "Looks after mailboxes.") { test };
    }

    private static async Task<int> RunAsync(IServiceProvider services, string? name, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var code = ExitCode.Fine;
        foreach (var mailbox in ProductCommand.Mailboxes(services, name))
        {
            try
            {
                await using var source = ProductCommand.Open(services, mailbox);
                await source.OpenAsync(cancellationToken);
                var mails = 0L;
                await foreach (var page in source.ListAsync(0, cancellationToken))
                {
                    mails += page.Count;
                }

                await console.Output.WriteLineAsync(
                    $"Mailbox \"{mailbox.Key}\" can be used: {Where(mailbox.Value)} shows {(mails == 1 ? "1 mail" : $"{mails} mails")}.".AsMemory(), cancellationToken);
            }
            catch (MailboxException fault)
            {
                await console.Error.WriteLineAsync(TerminalText.Safe(fault.Message).AsMemory(), cancellationToken);
                code = ExitCode.Unavailable;
            }
        }

        return code;
    }

    private static string Where(MailboxOptions mailbox) => mailbox.Kind == MailboxKind.Imap
        ? $"folder \"{mailbox.Folder}\" of \"{mailbox.Username}\" on {mailbox.Host}:{mailbox.Port}"
        : $"\"{mailbox.Path}\"";
}
