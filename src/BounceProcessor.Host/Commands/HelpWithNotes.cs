using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace BounceProcessor.Host.Commands;

/// <summary>The usual help with a command's notes and examples below it, and the exit codes.</summary>
internal sealed class HelpWithNotes(HelpAction usual, IReadOnlyDictionary<Command, string> notes) : SynchronousCommandLineAction
{
    private const string ExitCodes = """
        Exit codes:
          0    all was done
          1    the command line was not understood
          2    a path, mailbox, event, run or mail that was asked for does not exist
          3    something could not be read or is wrong; the rest was done
          4    the configuration has faults; nothing was done
          5    a mailbox, the database or the port cannot be used
          130  stopped by Ctrl-C or SIGTERM

        """;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        var command = parseResult.CommandResult.Command;
        var output = parseResult.InvocationConfiguration.Output;
        if (notes.TryGetValue(command, out var text))
        {
            output.WriteLine(text.TrimEnd());
            output.WriteLine();
        }

        output.WriteLine(ExitCodes.TrimEnd());
        return code;
    }
}
