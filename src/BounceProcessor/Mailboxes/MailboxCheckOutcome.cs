namespace BounceProcessor.Mailboxes;

/// <summary>How a step of testing a mailbox went.</summary>
public enum MailboxCheckOutcome
{
    /// <summary>As it should be.</summary>
    Passed,

    /// <summary>It works, but somebody should look at it.</summary>
    Warning,

    /// <summary>The mailbox cannot be polled as it is set up. No further step is tried.</summary>
    Failed,
}
