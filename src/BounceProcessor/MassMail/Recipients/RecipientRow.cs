using BounceProcessor.Sending.Composing;

namespace BounceProcessor.MassMail.Recipients;

/// <summary>One addressee of a mass mail, as given.</summary>
/// <param name="Number">The row as a spreadsheet counts: the header is 1, the first addressee 2. In a list without a header the first is 1.</param>
/// <param name="Cells">One a column of the list.</param>
/// <param name="Fault">Why the row itself cannot be read; <see langword="null"/> when it can.</param>
public sealed record RecipientRow(long Number, IReadOnlyList<string> Cells, MailFault? Fault);
