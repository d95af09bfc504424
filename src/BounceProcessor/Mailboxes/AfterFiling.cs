namespace BounceProcessor.Mailboxes;

/// <summary>What happens to a mail in its mailbox once its events are committed.</summary>
public enum AfterFiling
{
    /// <summary>Nothing.</summary>
    Leave,

    /// <summary>It is marked as seen.</summary>
    Flag,

    /// <summary>It is moved to another folder.</summary>
    Move,
}
