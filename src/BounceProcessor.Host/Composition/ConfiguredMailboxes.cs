using BounceProcessor.Mailboxes;

namespace BounceProcessor.Host.Composition;

/// <summary>The mailboxes of the configuration by name, in its order.</summary>
internal sealed record ConfiguredMailboxes(IReadOnlyDictionary<string, MailboxOptions> ByName);
