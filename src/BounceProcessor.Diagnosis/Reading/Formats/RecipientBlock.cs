namespace BounceProcessor.Diagnosis.Reading.Formats;

/// <summary>An address that heads a few lines about it.</summary>
/// <param name="Address">As written.</param>
/// <param name="GeneratedFrom">The address it was forwarded or expanded from, where the lines say so.</param>
/// <param name="Text">The lines, the rest of the heading first; line breaks kept.</param>
/// <param name="Strong">The heading holds the address and a mark that sets it off, not prose.</param>
internal sealed record RecipientBlock(string Address, string? GeneratedFrom, string Text, bool Strong);
