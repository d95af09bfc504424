using Microsoft.Extensions.Logging;

namespace BounceProcessor.Tests.Servers;

/// <summary>Sends every category to one log.</summary>
internal sealed class CollectedLogProvider(CollectedLog log) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => log;

    public void Dispose()
    {
    }
}
