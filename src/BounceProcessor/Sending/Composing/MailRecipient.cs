using BounceProcessor.Sending.Records;

namespace BounceProcessor.Sending.Composing;

/// <summary>One addressee of a <see cref="MailRequest"/>.</summary>
/// <param name="Kind">In which header it stands.</param>
/// <param name="Address">The address alone; may be internationalized (RFC 6531).</param>
/// <param name="Name">Display name; <see langword="null"/> for none.</param>
public sealed record MailRecipient(RecipientKind Kind, string Address, string? Name);
