using System.CommandLine;
using System.CommandLine.Help;

namespace BounceProcessor.Host.Commands;

/// <summary>All commands of <c>bounceproc</c>.</summary>
internal static class CommandTree
{
    private const string RootExamples = """
          bounceproc                                          start the service
          bounceproc diagnose bounce.eml                      why was this mail not delivered
          bounceproc diagnose --help                          more on one command
        """;

    /// <summary>The root command.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand("Says why mail could not be delivered, and files it as events.");
        var serve = ServeCommand.Create();
        var diagnose = DiagnoseCommand.Create();
        root.Subcommands.Add(serve);
        root.Subcommands.Add(diagnose);
        root.SetAction((parsed, cancellationToken) => ServeCommand.RunAsync(null, parsed.InvocationConfiguration.Output, cancellationToken));

        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!, new Dictionary<Command, string>
        {
            [root] = RootExamples,
            [serve] = ServeCommand.Examples,
            [diagnose] = DiagnoseCommand.Examples,
        });
        return root;
    }
}
