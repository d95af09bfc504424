using System.CommandLine;
using System.CommandLine.Invocation;

namespace BounceProcessor.Host.Commands;

/// <summary>Runs one command line.</summary>
internal static class CommandLine
{
    /// <summary>Parses and runs; expected faults become lines on standard error.</summary>
    /// <param name="args">Without the program's name.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <param name="cancellationToken">Asks for an orderly end.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        // Signals are the caller's; the library would end the process two seconds after the first.
        var console = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        try
        {
            // "@firmanimi.example" is a domain, not the name of a file with arguments.
            var parsed = CommandTree.Create().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Action is ParseErrorAction faulty)
            {
                // The whole help would push the line that says what is wrong off the screen.
                faulty.ShowHelp = false;
            }

            return await parsed.InvokeAsync(console, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await error.WriteLineAsync("Stopped before the end.".AsMemory(), CancellationToken.None);
            return ExitCode.Cancelled;
        }
        catch (Exception exception) when (CommandFault.Of(exception) is not null)
        {
            var fault = CommandFault.Of(exception)!;
            foreach (var line in fault.Lines)
            {
                await error.WriteLineAsync(TerminalText.Safe(line).AsMemory(), CancellationToken.None);
            }

            return fault.Code;
        }
    }
}
