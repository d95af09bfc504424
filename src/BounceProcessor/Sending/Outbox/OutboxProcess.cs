namespace BounceProcessor.Sending.Outbox;

/// <summary>How this process is told from others that send from the same database.</summary>
/// <param name="Name">Of this process; never used by another.</param>
/// <param name="IsDead">Whether the process of a name is known to be over. False where that cannot be known, as of other machines.</param>
/// <param name="Boot">Of the machine: what a process of another boot wrote last may be lost. Empty when it cannot be told.</param>
internal sealed record OutboxProcess(string Name, Func<string, bool> IsDead, string Boot);
