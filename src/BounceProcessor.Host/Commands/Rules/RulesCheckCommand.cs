using System.CommandLine;

using BounceProcessor.Diagnosis.Reasons;

namespace BounceProcessor.Host.Commands.Rules;

/// <summary><c>bounceproc rules check</c>: proves the rule book.</summary>
internal static class RulesCheckCommand
{
    /// <summary>What <c>--help</c> shows below the options.</summary>
    public const string Notes = """
        Names every fault of every file with its line. Your files are called operator/NAME.json in what is printed.

        Examples:
          bounceproc rules check                              the rules that ship
          bounceproc rules check --rules rules/               with a folder of your own in front
          bounceproc rules check new.json                     with one file in front, wherever it lies
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Arity = ArgumentArity.ZeroOrMore, Description = "Rule files of your own, or folders of them." };
        var folder = RulesOption.Create();
        var command = new Command("check", "Checks that each rule claims its own sample, that no earlier rule takes it, and that every reason can be reached.") { files, folder };
        command.SetAction((parsed, cancellationToken) =>
        {
            var paths = parsed.GetValue(files) ?? [];
            return RunAsync(parsed.GetValue(folder) is { } own ? [own, .. paths] : paths, parsed.InvocationConfiguration, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(string[] paths, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var content = RulesOption.Read(paths);
        RuleFile[] files = [.. RuleFiles.Embedded(), .. content.Files];
        string[] faults = [.. content.Faults, .. RuleCheck.Run(files)];
        foreach (var fault in faults)
        {
            await console.Error.WriteLineAsync(TerminalText.Safe(fault).AsMemory(), cancellationToken);
        }

        if (faults.Length > 0)
        {
            await console.Error.WriteLineAsync($"The rule book has {CountText.Of(faults.Length, "fault")}.".AsMemory(), cancellationToken);
            return ExitCode.Incomplete;
        }

        var book = RuleBook.Load(files);
        var own = paths.Length == 0 ? "" : $", {book.RuleCount - RuleBook.Embedded.RuleCount} of them yours in {CountText.Of(content.Files.Count, "file")}";
        await console.Output.WriteLineAsync($"The rule book is in order: {CountText.Of(book.RuleCount, "rule")}{own}, {CountText.Of(book.Reasons.Count, "reason")}.".AsMemory(), cancellationToken);
        foreach (var (rule, samples) in RuleCheck.Overridden(book))
        {
            await console.Output.WriteLineAsync(
                $"  {rule} now decides what {CountText.Of(samples, "rule that ships was", "rules that ship were")} written for.".AsMemory(), cancellationToken);
        }

        return ExitCode.Fine;
    }
}
