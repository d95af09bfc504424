namespace BounceProcessor.Host.Composition;

/// <summary>The service cannot listen on its address. The message is one line with a remedy.</summary>
internal sealed class ListenException(string message, Exception innerException) : Exception(message, innerException);
