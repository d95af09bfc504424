using System.CommandLine;
using System.Text.Json;

using BounceProcessor.Diagnosis;
using BounceProcessor.Host.Commands.Diagnosing;
using BounceProcessor.Host.Commands.Rules;

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
          bounceproc diagnose --rules rules/ bounce.eml       with rules of your own in front
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var paths = MailPaths.Create(ArgumentArity.OneOrMore, "Files, folders (with their subfolders), mbox files, or - for standard input.");
        var json = new Option<bool>("--json") { Description = "One JSON object a line instead of text." };
        var mbox = MailPaths.CreateMbox();
        var rules = RulesOption.Create();
        var language = new Option<string>("--lang") { Description = "Language of the text: en or et.", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong("en", "et");

        var command = new Command("diagnose", "Says why mails could not be delivered.") { paths, json, mbox, rules, language };
        command.SetAction((parsed, cancellationToken) =>
        {
            var text = new DiagnosisText(parsed.GetValue(language)!);
            var book = RulesOption.Load(parsed.GetValue(rules), cancellationToken);
            var pipeline = new DiagnosisPipeline<string>(new MailDiagnoser(book), parsed.GetValue(json) ? Json : text.Of);
            var inputs = new MailInputs(parsed.GetValue(mbox), Console.OpenStandardInput);
            var console = parsed.InvocationConfiguration;
            return DiagnosisRun.TakeAsync(
                pipeline, inputs.Find(parsed.GetValue(paths)!, cancellationToken), result => console.Output.WriteAsync(result.AsMemory(), cancellationToken), console, cancellationToken);
        });
        return command;
    }

    private static string Json(string file, MailDiagnosis diagnosis, bool headersOnly) =>
        JsonSerializer.Serialize(DiagnosisLine.Of(file, diagnosis), DiagnosisJson.Readable.DiagnosisLine) + "\n";
}
