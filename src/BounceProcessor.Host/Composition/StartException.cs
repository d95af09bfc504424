namespace BounceProcessor.Host.Composition;

/// <summary>The service cannot start for a reason outside: its port or its data folder. The message is one line with a remedy.</summary>
internal sealed class StartException(string message, Exception innerException) : Exception(message, innerException);
