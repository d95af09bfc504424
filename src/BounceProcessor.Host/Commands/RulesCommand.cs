using System.CommandLine;

using BounceProcessor.Host.Commands.Rules;

namespace BounceProcessor.Host.Commands;

/// <summary><c>bounceproc rules</c>: looks after the rule book.</summary>
internal static class RulesCommand
{
    /// <summary>The command.</summary>
    /// <param name="notes">What <c>--help</c> of each command below it shows below the options.</param>
    public static Command Create(out IReadOnlyDictionary<Command, string> notes)
    {
        var all = new Dictionary<Command, string>
        {
            [RulesCheckCommand.Create()] = RulesCheckCommand.Notes,
            [RulesExplainCommand.Create()] = RulesExplainCommand.Notes,
            [RulesCoverageCommand.Create()] = RulesCoverageCommand.Notes,
            [RulesUnmatchedCommand.Create()] = RulesUnmatchedCommand.Notes,
            [RulesSchemaCommand.Create()] = RulesSchemaCommand.Notes,
        };
        var rules = new Command("rules", "Looks after the rules that say what refusals mean.");
        foreach (var command in all.Keys)
        {
            rules.Subcommands.Add(command);
        }

        notes = all;
        return rules;
    }
}
