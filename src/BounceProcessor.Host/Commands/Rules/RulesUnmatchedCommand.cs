using System.CommandLine;
using System.Text.Json;

using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Events;
using BounceProcessor.Host.Commands.Diagnosing;

namespace BounceProcessor.Host.Commands.Rules;

/// <summary><c>bounceproc rules unmatched</c>: the words that still need a rule.</summary>
internal static class RulesUnmatchedCommand
{
    /// <summary>What <c>--help</c> shows below the options.</summary>
    public const string Notes = """
        Diagnostics that differ in addresses, hosts, numbers and ids only are one. Without a path those of the filed events are listed, judged by
        the rules of today. Addresses in the samples of --json are replaced.

        Examples:
          bounceproc rules unmatched                          of the events in the database
          bounceproc rules unmatched mails/ archive.mbox      of mails
          bounceproc rules unmatched --codes mails/           those that only a code decided, too
          bounceproc rules unmatched --json > rules/unmatched.json
                                                              the beginnings of rules: name a reason in each
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var paths = MailPaths.Create(ArgumentArity.ZeroOrMore, "Files, folders (with their subfolders), mbox files, or - for standard input. Without any the database.");
        var database = new Option<bool>("--database") { Description = "The filed events, too." };
        var codes = new Option<bool>("--codes") { Description = "Also what no words but a code decided." };
        var limit = new Option<int>("--limit") { HelpName = "N", Description = "Different ones to show, 1 to 100000, the most frequent first.", DefaultValueFactory = _ => 50 };
        limit.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && (!int.TryParse(text, out var number) || number is < 1 or > 100_000))
            {
                result.AddError($"--limit is \"{text}\"; write a number from 1 to 100000.");
            }
        });
        var mbox = MailPaths.CreateMbox();
        var rules = RulesOption.Create();
        var json = new Option<bool>("--json") { Description = "A rule file with a rule for each, to be finished." };
        var config = ConfigOption.Create();
        var command = new Command("unmatched", "Lists the diagnostics that no rule claims, the most frequent first.") { paths, database, codes, limit, mbox, rules, json, config };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var book = RulesOption.Load(parsed.GetValue(rules), cancellationToken);
            var words = new UnmatchedWords(parsed.GetValue(codes));
            var code = ExitCode.Fine;
            var given = parsed.GetValue(paths) ?? [];
            if (given.Length > 0)
            {
                var inputs = new MailInputs(parsed.GetValue(mbox), Console.OpenStandardInput).Find(given, cancellationToken);
                code = await DiagnosedMails.TakeAsync(book, inputs, words.Add, parsed.InvocationConfiguration, cancellationToken);
            }

            if (given.Length == 0 || parsed.GetValue(database))
            {
                await ProductCommand.RunAsync(parsed.GetValue(config), services => AddEventsAsync(services, book, words, cancellationToken), cancellationToken);
            }

            var text = parsed.GetValue(json)
                ? JsonSerializer.Serialize(UnmatchedText.Skeletons(words, parsed.GetValue(limit)), RulesJson.Indented.RuleSkeletons) + "\n"
                : UnmatchedText.Of(words, parsed.GetValue(limit));
            await parsed.InvocationConfiguration.Output.WriteAsync(text.AsMemory(), cancellationToken);
            return code;
        });
        return command;
    }

    private static async Task<int> AddEventsAsync(IServiceProvider services, RuleBook book, UnmatchedWords words, CancellationToken cancellationToken)
    {
        var diagnoser = new Diagnoser(book);
        await foreach (var filed in services.GetRequiredService<FiledDiagnostics>().ListUnmatchedAsync(cancellationToken))
        {
            var recipient = filed.AsRecipient();
            words.Add(recipient, diagnoser.Diagnose(recipient, filed.ReportingMta));
        }

        return ExitCode.Fine;
    }
}
