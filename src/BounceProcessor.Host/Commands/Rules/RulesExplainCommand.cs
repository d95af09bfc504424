using System.CommandLine;
using System.Text.Json;

using BounceProcessor.Diagnosis.Reasons;
using BounceProcessor.Diagnosis.Smtp;

namespace BounceProcessor.Host.Commands.Rules;

/// <summary><c>bounceproc rules explain</c>: what one reply means, and why.</summary>
internal static class RulesExplainCommand
{
    /// <summary>What <c>--help</c> shows below the options.</summary>
    public const string Notes = """
        Without --host only words decide which provider refused; without --stage the command is taken from the words.

        Examples:
          bounceproc rules explain "550 5.1.1 User unknown"
          bounceproc rules explain "550 5.7.1 Message rejected" --host mx.example.com --stage data
          bounceproc rules explain --lang et "452 4.2.2 Mailbox full"
          bounceproc rules explain - < reply.txt              the reply may have several lines
          bounceproc rules explain --json "550 5.7.26 …"      one JSON object
        """;

    // A diagnosis looks at 4,000 characters.
    private const int LongestReply = 64 * 1024;

    private static readonly string[] Stages = ["CONNECT", "HELO", "EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "."];

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var words = new Argument<string[]>("REPLY") { Arity = ArgumentArity.OneOrMore, Description = "The reply, best in quotes, or - for standard input." };
        var host = new Option<string?>("--host") { HelpName = "NAME", Description = "The host that refused." };
        var status = new Option<string?>("--status") { HelpName = "CODE", Description = "The report's Status field, such as 5.7.1." };
        var stage = new Option<string?>("--stage") { HelpName = "COMMAND", Description = $"The SMTP command that was refused: {string.Join(", ", Stages).ToLowerInvariant()} (the end of the mail)." };
        var rules = RulesOption.Create();
        var json = new Option<bool>("--json") { Description = "One JSON object instead of text." };
        var language = new Option<string>("--lang") { Description = "Language of the text: en or et.", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong("en", "et");
        status.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && EnhancedStatusCode.Parse(text) is null)
            {
                result.AddError($"--status is \"{text}\"; write a code such as 5.7.1.");
            }
        });
        stage.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !Stages.Contains(text, StringComparer.OrdinalIgnoreCase))
            {
                result.AddError($"--stage is \"{text}\"; write one of {string.Join(", ", Stages).ToLowerInvariant()}.");
            }
        });
        var command = new Command("explain", "Says what a reply means, by which rule and words, and what was overruled.") { words, host, status, stage, rules, json, language };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var book = RulesOption.Load(parsed.GetValue(rules), cancellationToken);
            var reply = await ReadAsync(parsed.GetValue(words)!, cancellationToken);
            if (string.IsNullOrWhiteSpace(reply))
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync("There are no words to explain.".AsMemory(), cancellationToken);
                return ExitCode.Incomplete;
            }

            var recipient = QuotedReply.ToRecipient(
                reply, parsed.GetValue(host), EnhancedStatusCode.Parse(parsed.GetValue(status)), parsed.GetValue(stage)?.ToUpperInvariant());
            var verdict = new Diagnoser(book).Diagnose(recipient, null);
            var explanation = Explanation.Of(recipient, verdict, book);
            var text = parsed.GetValue(json)
                ? JsonSerializer.Serialize(explanation, RulesJson.Readable.Explanation) + "\n"
                : new ExplanationText(parsed.GetValue(language)!, TerminalWidth()).Of(explanation, verdict);
            await parsed.InvocationConfiguration.Output.WriteAsync(text.AsMemory(), cancellationToken);
            return ExitCode.Fine;
        });
        return command;
    }

    private static async Task<string> ReadAsync(string[] words, CancellationToken cancellationToken)
    {
        if (words is not ["-"])
        {
            return string.Join(' ', words);
        }

        using var reader = new StreamReader(Console.OpenStandardInput());
        var buffer = new char[LongestReply];
        var length = await reader.ReadBlockAsync(buffer, cancellationToken);
        return new string(buffer, 0, length);
    }

    // Nothing is broken into lines for a pipe.
    private static int TerminalWidth() => Console.IsOutputRedirected ? int.MaxValue : Math.Clamp(Console.WindowWidth, 60, 140);
}
