namespace BounceProcessor.Mailboxes;

/// <summary>One step of testing a mailbox.</summary>
/// <param name="Name">What was tried: name, connection, TLS, sign-in, folder, mails, after filing.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="Text">What was found, or what is wrong and how to mend it.</param>
public sealed record MailboxCheckStep(string Name, MailboxCheckOutcome Outcome, string Text);
