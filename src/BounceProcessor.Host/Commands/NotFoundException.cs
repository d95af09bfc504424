namespace BounceProcessor.Host.Commands;

/// <summary>Something that was asked for by name does not exist. The message is one line that names it and says what there is.</summary>
internal sealed class NotFoundException(string message) : Exception(message);
