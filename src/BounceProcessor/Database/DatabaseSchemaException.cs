namespace BounceProcessor.Database;

/// <summary>The database cannot be used by this program. The message is one clear line: which database, why, what to do.</summary>
public sealed class DatabaseSchemaException(string message, Exception? innerException) : Exception(message, innerException);
