using System.CommandLine;

using BounceProcessor.Diagnosis.Reasons;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc rules check</c>: proves the rule book.</summary>
internal static class RulesCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var check = new Command("check", "Checks that each rule claims its own sample, that no earlier rule takes it, and that every reason can be reached.");
        check.SetAction((parsed, cancellationToken) => CheckAsync(parsed.InvocationConfiguration, cancellationToken));
        return new Command("rules", "Looks after the rule book.") { check };
    }

    private static async Task<int> CheckAsync(InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var faults = RuleCheck.Run(RuleFiles.Embedded());
        foreach (var fault in faults)
        {
            await console.Error.WriteLineAsync(TerminalText.Safe(fault).AsMemory(), cancellationToken);
        }

        if (faults.Count > 0)
        {
            await console.Error.WriteLineAsync($"The rule book has {faults.Count} faults.".AsMemory(), cancellationToken);
            return ExitCode.Incomplete;
        }

        var book = RuleBook.Embedded;
        await console.Output.WriteLineAsync($"The rule book is in order: {book.RuleCount} rules, {book.Reasons.Count} reasons.".AsMemory(), cancellationToken);
        return ExitCode.Fine;
    }
}
