using System.CommandLine;

using BounceProcessor.Companies;
using BounceProcessor.Host.Commands.Diagnosing;
using BounceProcessor.Host.Commands.Importing;
using BounceProcessor.Intake;
using BounceProcessor.Mailboxes;
using BounceProcessor.Polling;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc import</c>: old mail into the events.</summary>
internal static class ImportCommand
{
    /// <summary>What <c>--help</c> shows below the options.</summary>
    public const string Notes = """
        May be broken off and started again: what was filed is passed over. The same bytes are one event for a company, wherever they come from.

        Examples:
          bounceproc import archive/ --company firmanimi      a folder of mail files with its subfolders
          bounceproc import Maildir/ --company firmanimi      a Maildir
          bounceproc import old.mbox --company firmanimi      an mbox
          bounceproc import --mbox /var/mail/x --company x    an mbox under another name
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var path = new Argument<string>("PATH") { Description = "A folder of mail files, a Maildir, an mbox (by its name) or one mail." };
        var company = new Option<string>("--company") { Required = true, HelpName = "CODE", Description = "Code of the company that the mails belong to." };
        var mbox = new Option<bool>("--mbox") { Description = "PATH is an mbox, whatever its name." };
        var config = ConfigOption.Create();
        company.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is { } code && !CompanyCode.Is(code))
            {
                result.AddError($"--company \"{code}\" is no company code; write 1 to 64 letters, digits, '.', '_' or '-'.");
            }
        });

        var command = new Command("import", "Files the mails of a folder, Maildir, mbox or file as events. The files stay as they are.") { path, company, mbox, config };
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => RunAsync(services, KindOf(parsed.GetValue(path)!, parsed.GetValue(mbox)), Options(parsed.GetValue(path)!, parsed.GetValue(company)!), parsed.InvocationConfiguration, cancellationToken),
            cancellationToken));
        return command;
    }

    // Null for a file with one mail.
    private static MailboxKind? KindOf(string path, bool isMbox) => path switch
    {
        _ when Directory.Exists(path) => MailInputs.IsMaildir(path) ? MailboxKind.Maildir : MailboxKind.Folder,
        _ when !File.Exists(path) => throw new NotFoundException($"{path}: no such file or folder"),
        _ => isMbox || MailInputs.IsMboxByName(path) ? MailboxKind.Mbox : null,
    };

    private static MailboxOptions Options(string path, string company) =>
        new() { Path = Path.GetFullPath(path), Files = "*", Company = company, RunBudget = TimeSpan.MaxValue };

    private static async Task<int> RunAsync(
        IServiceProvider services, MailboxKind? kind, MailboxOptions mailbox, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        mailbox.Kind = kind ?? MailboxKind.Folder;
        // The ledger goes by this name, so that a second import of the same path passes over what the first one did.
        var name = $"import {mailbox.Path}";
        var progress = Progress.OnTerminal(console.Error);
        // Filing needs no lease; it shows that this run goes on.
        var leases = services.GetRequiredService<MailboxLeases>();
        var (lease, holder) = await leases.TryTakeAsync(name, LeaseOwner.Current, cancellationToken);
        if (lease is null)
        {
            await console.Error.WriteLineAsync(TerminalText.Safe($"{name}: {holder?.Words ?? "another process"} is at it now; nothing was done here.").AsMemory(), cancellationToken);
            return ExitCode.Incomplete;
        }

        await using var heartbeat = new LeaseHeartbeat(
            leases, lease, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<LeaseHeartbeat>>());
        await using IMailSource source = kind is null
            ? new MailFileSource(mailbox.Path)
            : MailSources.Open(name, mailbox);
        var run = await services.GetRequiredService<IntakeRun>().RunAsync(
            new IntakeRequest(name, mailbox, DryRun: false), source, new IntakeReport(name, false, console.Output, progress), cancellationToken);
        progress.Clear();
        await console.Output.WriteLineAsync(IntakeReport.Line(run, isDryRun: false).AsMemory(), cancellationToken);
        return run.Quarantined + run.Left > 0 ? ExitCode.Incomplete : ExitCode.Fine;
    }
}
