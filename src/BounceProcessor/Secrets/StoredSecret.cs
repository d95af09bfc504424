namespace BounceProcessor.Secrets;

/// <summary>One stored secret, without its value.</summary>
/// <param name="Name">The key of the configuration it stands for.</param>
/// <param name="ChangedAt">When it was stored last.</param>
/// <param name="IsReadable">False when the key ring at hand cannot decrypt it.</param>
internal sealed record StoredSecret(string Name, DateTimeOffset ChangedAt, bool IsReadable);
