namespace BounceProcessor.Host.Pages.Outbox;

/// <summary>A server that is left alone for a while.</summary>
/// <param name="Server">Host, port and user name.</param>
/// <param name="Until">When it is asked again.</param>
/// <param name="Cause">Code of why.</param>
/// <param name="Reply">What it said.</param>
public sealed record OutboxServer(string Server, DateTimeOffset Until, string Cause, string Reply);
