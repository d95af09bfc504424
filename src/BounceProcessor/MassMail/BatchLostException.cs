namespace BounceProcessor.MassMail;

/// <summary>The mass mail was paused, or another process took it over, while rows were about to be put into the outbox; nothing was put there.</summary>
internal sealed class BatchLostException(long id) : Exception($"Mass mail {id} was paused or taken over meanwhile.");
