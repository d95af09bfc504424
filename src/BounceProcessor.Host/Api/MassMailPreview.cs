using BounceProcessor.MassMail;
using BounceProcessor.Sending.Composing;

namespace BounceProcessor.Host.Api;

/// <summary>A row of a mass mail as it would go out now.</summary>
/// <param name="Row">Its number.</param>
/// <param name="Address">To whom.</param>
/// <param name="Headers">The headers, one a line, decoded.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Text">The text; null without one.</param>
/// <param name="Html">The HTML; null without one. It holds what the recipients' values say: show it only where nothing of it is run or loaded.</param>
/// <param name="Files">Names of the files that go with it.</param>
/// <param name="Faults">Why it does not go out; empty when it does.</param>
public sealed record MassMailPreview(
    long Row, string Address, IReadOnlyList<string> Headers, string Subject, string? Text, string? Html, IReadOnlyList<string> Files, IReadOnlyList<MailFault> Faults)
{
    internal static MassMailPreview Of(RowPreview row) => new(
        row.RowNumber, row.Address, row.Headers, row.Subject, row.Text, row.Html, [.. row.Files.Select(file => file.Name)], row.Faults);
}
