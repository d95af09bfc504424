namespace BounceProcessor.Sending.Outbox;

/// <summary>The transmission passed to another process, or was cancelled, while its mail was under way: the end of the data must not be sent.</summary>
internal sealed class LostTransmissionException() : Exception("The transmission is no longer this process's; the end of the data must not be sent.");
