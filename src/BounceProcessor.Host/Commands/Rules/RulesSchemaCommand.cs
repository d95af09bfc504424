using System.CommandLine;
using System.Text;

using BounceProcessor.Diagnosis.Reasons;

namespace BounceProcessor.Host.Commands.Rules;

/// <summary><c>bounceproc rules schema</c>: what an editor needs to help with rule files.</summary>
internal static class RulesSchemaCommand
{
    /// <summary>What <c>--help</c> shows below the options.</summary>
    public const string Notes = """
        Put it beside your rule files and begin each of them with "$schema": "rules.schema.json"; editors then offer keys and codes and mark what
        is wrong. Files named *.schema.json are not read as rules.

        Examples:
          bounceproc rules schema > rules/rules.schema.json
        """;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("schema", "Prints the JSON schema of rule files, for editors.");
        command.SetAction((parsed, cancellationToken) =>
            parsed.InvocationConfiguration.Output.WriteAsync(Encoding.UTF8.GetString(RuleFiles.Schema().Span).AsMemory(), cancellationToken));
        return command;
    }
}
