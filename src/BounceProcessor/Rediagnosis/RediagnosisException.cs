namespace BounceProcessor.Rediagnosis;

/// <summary>A rediagnosis cannot go on. The message is one clear line: why, what became of it, what to do.</summary>
internal sealed class RediagnosisException(string message, Exception? innerException) : Exception(message, innerException);
