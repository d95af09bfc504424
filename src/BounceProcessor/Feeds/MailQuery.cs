namespace BounceProcessor.Feeds;

/// <summary>Which mails a company's program wants to see; a <see langword="null"/> restricts nothing.</summary>
/// <param name="User">Code of the user who sent.</param>
/// <param name="Customer">Customer or contact code.</param>
/// <param name="Document">Source document.</param>
/// <param name="Recipient">An address, as it is compared.</param>
/// <param name="BatchId">The mass mail.</param>
internal sealed record MailQuery(string? User, string? Customer, string? Document, string? Recipient, long? BatchId);
