using System.CommandLine;
using System.Text.Json;

using BounceProcessor.Host.Commands.Diagnosing;

namespace BounceProcessor.Host.Commands.Rules;

/// <summary><c>bounceproc rules coverage</c>: which rules are used, and how much they decide.</summary>
internal static class RulesCoverageCommand
{
    /// <summary>What <c>--help</c> shows below the options.</summary>
    public const string Notes = """
        Counts recipients that failed or are delayed, not mails. Without a path the samples of the rules themselves are judged.

        Examples:
          bounceproc rules coverage                           the samples of the rules
          bounceproc rules coverage mails/ archive.mbox       real mails
          bounceproc rules coverage --unused mails/           the rules that none of them needed, too
          bounceproc rules coverage --json mails/             one JSON object
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var paths = MailPaths.Create(ArgumentArity.ZeroOrMore, "Files, folders (with their subfolders), mbox files, or - for standard input.");
        var mbox = MailPaths.CreateMbox();
        var rules = RulesOption.Create();
        var unused = new Option<bool>("--unused") { Description = "List the rules that were not used." };
        var json = new Option<bool>("--json") { Description = "One JSON object instead of text." };
        var command = new Command("coverage", "Counts which rules decide how many recipients of mails, and which decide none.") { paths, mbox, rules, unused, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var book = RulesOption.Load(parsed.GetValue(rules), cancellationToken);
            var coverage = new RuleCoverage(book);
            var code = ExitCode.Fine;
            if (parsed.GetValue(paths) is { Length: > 0 } given)
            {
                var inputs = new MailInputs(parsed.GetValue(mbox), Console.OpenStandardInput).Find(given, cancellationToken);
                code = await DiagnosedMails.TakeAsync(book, inputs, coverage.Add, parsed.InvocationConfiguration, cancellationToken);
            }
            else
            {
                coverage.AddSamples();
            }

            var report = coverage.Report();
            var text = parsed.GetValue(json)
                ? JsonSerializer.Serialize(report, RulesJson.Readable.CoverageReport) + "\n"
                : CoverageText.Of(report, parsed.GetValue(unused));
            await parsed.InvocationConfiguration.Output.WriteAsync(text.AsMemory(), cancellationToken);
            return code;
        });
        return command;
    }
}
