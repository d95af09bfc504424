using System.CommandLine;
using System.CommandLine.Help;

namespace BounceProcessor.Host.Commands;

/// <summary>All commands of <c>bounceproc</c>.</summary>
internal static class CommandTree
{
    /// <summary>The root command.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand("Says why mail could not be delivered, and files it as events.");
        var diagnose = DiagnoseCommand.Create();
        root.Subcommands.Add(diagnose);

        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!, new Dictionary<Command, string>
        {
            [diagnose] = DiagnoseCommand.Examples,
        });
        return root;
    }
}
