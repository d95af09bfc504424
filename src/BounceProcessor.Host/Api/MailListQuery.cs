namespace BounceProcessor.Host.Api;

/// <summary>Which mails a list shows.</summary>
/// <param name="User">Code of the user who sent.</param>
/// <param name="Customer">Customer or contact code.</param>
/// <param name="Document">Source document.</param>
/// <param name="Recipient">An address of the mail.</param>
/// <param name="BatchId">The mass mail.</param>
/// <param name="Cursor">next of the page before.</param>
/// <param name="Limit">Most mails, 1 to 200; 50 when it is left out.</param>
internal sealed record MailListQuery(string? User, string? Customer, string? Document, string? Recipient, long? BatchId, string? Cursor, int? Limit);
