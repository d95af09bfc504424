using System.CommandLine;
using System.Globalization;

using BounceProcessor.Host.Commands.Sending;
using BounceProcessor.Sending.Composing;
using BounceProcessor.Sending.Outbox;
using BounceProcessor.Sending.Records;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc send</c>: one mail into the outbox.</summary>
internal static class SendCommand
{
    /// <summary>What <c>--help</c> shows below the options.</summary>
    public const string Notes = """
        The mail goes into the outbox, from where "bounceproc serve" sends it. The same --key is the same mail, so a command that was broken off can be repeated.
        FILE is a mail (.eml), whose recipients, subject, texts and attachments are taken, or a request in JSON as POST /api/v1/mails takes it; options add to it.

        With --wait the exit code is 3 when a recipient was refused, is unsure, or is not done within that time.

        Examples:
          bounceproc send --company firmanimi --user MARI --to klient@example.com --subject "Arve 1024" --text letter.txt --attach arve-1024.pdf \
            --customer C17 --document "arve 1024" --key arve-1024
          echo "Tere" | bounceproc send --company firmanimi --user MARI --to klient@example.com --subject Tere --text -
          bounceproc send invoice.eml --company firmanimi --user MARI --wait 60
        """;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = new SendOptions();
        var wait = new Option<int?>("--wait") { HelpName = "SECONDS", Description = "Wait so long for the outcome." };
        var json = new Option<bool>("--json") { Description = "One JSON object instead of text." };
        var config = ConfigOption.Create();
        var command = new Command("send", "Puts a mail into the outbox.") { wait, json, config };
        options.AddTo(command);
        command.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            async services =>
            {
                var (request, faults) = await options.ReadAsync(parsed, cancellationToken);
                return request is null
                    ? await RefuseAsync(faults, parsed.InvocationConfiguration.Error, cancellationToken)
                    : await SendAsync(services, request, (parsed.GetValue(wait), parsed.GetValue(json)), parsed.InvocationConfiguration, cancellationToken);
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> SendAsync(
        IServiceProvider services, MailRequest request, (int? WaitSeconds, bool Json) how, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var acceptance = await services.GetRequiredService<MailOutbox>().AcceptAsync(request, cancellationToken);
        foreach (var warning in acceptance.Warnings)
        {
            await console.Error.WriteLineAsync(TerminalText.Safe($"{warning.Field}: {warning.Text.En}").AsMemory(), cancellationToken);
        }

        if (acceptance.Mail is not { } mail)
        {
            return await RefuseAsync([.. acceptance.Faults.Select(fault => $"{fault.Field}: {fault.Text.En}")], console.Error, cancellationToken);
        }

        var recipients = acceptance.Recipients;
        if (how.WaitSeconds is { } seconds)
        {
            recipients = await WaitAsync(services, mail, TimeSpan.FromSeconds(seconds), Progress.OnTerminal(console.Error), cancellationToken);
        }

        await console.Output.WriteLineAsync((how.Json ? SentMailJson.Line(mail, recipients) : Text(mail, acceptance.IsRepeated, recipients)).AsMemory(), cancellationToken);
        return how.WaitSeconds is null || recipients.All(recipient => recipient.State == "accepted") ? ExitCode.Fine : ExitCode.Incomplete;
    }

    private static async Task<IReadOnlyList<SentRecipient>> WaitAsync(
        IServiceProvider services, SentMail mail, TimeSpan longest, Progress progress, CancellationToken cancellationToken)
    {
        var (store, time) = (services.GetRequiredService<SentMailStore>(), services.GetRequiredService<TimeProvider>());
        var start = time.GetTimestamp();
        while (true)
        {
            var recipients = await store.RecipientsAsync(mail.Company, mail.Id, cancellationToken);
            var waiting = recipients.Count(recipient => recipient.State == "waiting");
            if (waiting == 0 || time.GetElapsedTime(start) >= longest)
            {
                progress.Clear();
                return recipients;
            }

            progress.Report($"{waiting} of {CountText.Of(recipients.Count, "recipient")} to come");
            await Task.Delay(LookEvery, time, cancellationToken);
        }
    }

    private static string Text(SentMail mail, bool isRepeated, IReadOnlyList<SentRecipient> recipients)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"mail {mail.Id} {(isRepeated ? "was in the outbox already" : "is in the outbox")}, Message-ID <{mail.MessageId}>");
        return string.Join('\n', recipients.Select(recipient => TerminalText.Safe($"  {recipient.Address}: {recipient.State} {recipient.Reply}".TrimEnd())).Prepend(head));
    }

    private static async Task<int> RefuseAsync(IReadOnlyList<string> faults, TextWriter error, CancellationToken cancellationToken)
    {
        foreach (var fault in faults)
        {
            await error.WriteLineAsync(TerminalText.Safe(fault).AsMemory(), cancellationToken);
        }

        await error.WriteLineAsync("Nothing was sent.".AsMemory(), cancellationToken);
        return ExitCode.Incomplete;
    }
}
