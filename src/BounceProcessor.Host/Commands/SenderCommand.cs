using System.CommandLine;

using BounceProcessor.Host.Commands.Senders;
using BounceProcessor.Sending.Checking;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc sender test</c>: says in words whether a user's mail can be sent.</summary>
internal static class SenderCommand
{
    private const string Notes = """
        Connects, signs in and offers the sender (MAIL FROM), then takes it back: nothing is sent. Each step is told as it is known; the first that fails ends the
        test with what failed and how to mend it, and exit code 5. The transcript has what both sides said, without passwords and tokens.

        Examples:
          bounceproc sender test firmanimi MARI
          bounceproc sender test firmanimi MARI --to-transcript mari.txt        a file for support
          bounceproc sender test firmanimi MARI --language et                   in Estonian
        """;

    /// <summary>The command.</summary>
    public static Command Create(Dictionary<Command, string> notes)
    {
        var (company, user, config) = (SenderWork.Company(), SenderWork.User(), ConfigOption.Create());
        var file = new Option<FileInfo?>("--to-transcript") { HelpName = "FILE", Description = "Also writes what was said to this file." };
        var language = new Option<string>("--language") { HelpName = "CODE", Description = "Language of the findings: en or et.", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong("en", "et");
        var test = new Command("test", "Tests a user's mail settings with the server, step by step, and sends nothing.") { company, user, file, language, config };
        test.SetAction((parsed, cancellationToken) => ProductCommand.RunAsync(
            parsed.GetValue(config),
            services => RunAsync(
                services,
                (parsed.GetRequiredValue(company), parsed.GetRequiredValue(user)),
                (parsed.GetValue(file), parsed.GetRequiredValue(language)),
                parsed.InvocationConfiguration,
                cancellationToken),
            cancellationToken));
        var sender = new Command("sender", "Looks after the way that mail leaves.") { test };
        notes[test] = Notes;
        notes[sender] = Notes;
        return sender;
    }

    private static async Task<int> RunAsync(
        IServiceProvider services,
        (string Company, string User) who,
        (FileInfo? File, string Language) output,
        InvocationConfiguration console,
        CancellationToken cancellationToken)
    {
        var card = await UserWork.CardAsync(services, who.Company, who.User, cancellationToken);
        using var transcript = new SenderTranscript(services.GetRequiredService<TimeProvider>());
        transcript.Note(FormattableString.Invariant($"connection test of user \"{card.Code}\" of company \"{card.Company}\""));
        var steps = await services.GetRequiredService<SenderCheck>().RunAsync(
            card.Company, card.Code, transcript, new StepReport(console.Output, output.Language), cancellationToken);
        if (output.File is { } file)
        {
            try
            {
                await File.WriteAllTextAsync(file.FullName, transcript.Text, cancellationToken);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                await console.Error.WriteLineAsync(TerminalText.Safe($"The transcript could not be written to \"{file.FullName}\": {fault.Message}").AsMemory(), cancellationToken);
                return ExitCode.Unavailable;
            }

            await SenderWork.WriteAsync(console, [$"The transcript is in \"{file.FullName}\"."], cancellationToken);
        }

        return steps.Any(step => step.Outcome == SenderCheckOutcome.Failed) ? ExitCode.Unavailable : ExitCode.Fine;
    }

    // Told at once, because a server may take its time.
    private sealed class StepReport(TextWriter output, string language) : IProgress<SenderCheckStep>
    {
        public void Report(SenderCheckStep value)
        {
            var mark = value.Outcome switch
            {
                SenderCheckOutcome.Passed => "ok",
                SenderCheckOutcome.Warning => "warning",
                _ => "FAILED",
            };
            output.WriteLine(TerminalText.Safe($"  {mark,-8} {value.Name.In(language)}: {value.Text.In(language)}"));
            output.Flush();
        }
    }
}
