namespace BounceProcessor.Secrets;

/// <summary>A secret, a certificate or the key ring cannot be used. The message is one clear line with a remedy and without the secret.</summary>
public sealed class SecretsException(string message, Exception? innerException) : Exception(message, innerException);
