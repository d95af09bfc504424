using System.Runtime.InteropServices;
using System.Text;

using BounceProcessor.Host.Commands;

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 64 * 1024) { AutoFlush = !Console.IsOutputRedirected };

return await CommandLine.RunAsync(args, output, Console.Error, stop.Token);

// The first signal asks for an orderly end, the second one ends the process.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}
