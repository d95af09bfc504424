using System.CommandLine;
using System.Text.Json;

using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Host.Commands.Diagnosing;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc diagnose</c>: files in, verdicts out. Needs no configuration, database or network.</summary>
internal static class DiagnoseCommand
{
    /// <summary>What <c>--help</c> shows below the options.</summary>
    public const string Notes = """
        Reads every file of a folder but hidden ones and those whose ending is plainly no mail (.json, .png, .zip, …); a file that is named is
        always read. What cannot be read is named on standard error, the rest goes on.

        Examples:
          bounceproc diagnose bounce.eml                      one mail, in words
          bounceproc diagnose --lang et bounce.eml            the same in Estonian
          bounceproc diagnose --json mails/ > out.jsonl       a folder with its subfolders, one JSON object a line
          bounceproc diagnose archive.mbox                    every mail of an mbox
          bounceproc diagnose --mbox /var/mail/firmanimi      an mbox under another name
          bounceproc diagnose - < bounce.eml                  standard input
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH")
        {
            Arity = ArgumentArity.OneOrMore,
            Description = "Files, folders (with their subfolders), mbox files, or - for standard input.",
        };
        var json = new Option<bool>("--json") { Description = "One JSON object a line instead of text." };
        var mbox = new Option<bool>("--mbox") { Description = "Read every file as an mbox. Without it only a file named mbox or *.mbox is one." };
        var language = new Option<string>("--lang") { Description = "Language of the text: en or et.", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong("en", "et");

        var command = new Command("diagnose", "Says why mails could not be delivered.") { paths, json, mbox, language };
        command.SetAction((parsed, cancellationToken) =>
        {
            var text = new DiagnosisText(parsed.GetValue(language)!);
            var pipeline = new DiagnosisPipeline(new MailDiagnoser(RuleBook.Embedded), parsed.GetValue(json) ? Json : text.Of);
            var inputs = new MailInputs(parsed.GetValue(mbox), Console.OpenStandardInput);
            return RunAsync(pipeline, inputs.Find(parsed.GetValue(paths)!, cancellationToken), parsed.InvocationConfiguration, cancellationToken);
        });
        return command;
    }

    private static string Json(string file, MailDiagnosis diagnosis, bool headersOnly) =>
        JsonSerializer.Serialize(DiagnosisLine.Of(file, diagnosis), DiagnosisJson.Readable.DiagnosisLine) + "\n";

    private static async Task<int> RunAsync(
        DiagnosisPipeline pipeline, IEnumerable<MailInput> inputs, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var code = ExitCode.Fine;
        var mails = 0L;
        var progress = Progress.OnTerminal(console.Error);
        await foreach (var mail in pipeline.RunAsync(inputs, cancellationToken))
        {
            if (mail.Output.Length > 0)
            {
                await console.Output.WriteAsync(mail.Output.AsMemory(), cancellationToken);
                mails++;
            }

            if (mail.Complaint is not null)
            {
                progress.Clear();
                await console.Error.WriteLineAsync(TerminalText.Safe(mail.Complaint).AsMemory(), cancellationToken);
            }

            code = code == ExitCode.Fine ? mail.Code : code;
            progress.Report($"{mails:N0} mails");
        }

        progress.Clear();
        return code;
    }
}
