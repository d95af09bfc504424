namespace BounceProcessor.Mailboxes;

/// <summary>All mailboxes by their names: section <c>Mailboxes</c> of the configuration.</summary>
public sealed class MailboxesOptions
{
    /// <summary>The name of the section.</summary>
    public const string Section = "Mailboxes";

    /// <summary>Each mailbox under its name; names are told apart without regard to case.</summary>
    public Dictionary<string, MailboxOptions> ByName { get; } = new(StringComparer.OrdinalIgnoreCase);
}
