using System.CommandLine;

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
            return await CommandTree.Create().Parse(args).InvokeAsync(console, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
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
