using BounceProcessor.Diagnosis;
using BounceProcessor.MassMail;
using BounceProcessor.Sending.Composing;

namespace BounceProcessor.Host.Api;

/// <summary>What became of one row of a mass mail.</summary>
/// <param name="Row">Its number: of a CSV file as a spreadsheet counts (the header is 1), else from 1.</param>
/// <param name="Address">The address as given.</param>
/// <param name="Document">Its document; null without one.</param>
/// <param name="Place">ready, waiting, accepted, bounced, refused, unsure, suppressed, faulty or cancelled.</param>
/// <param name="Faults">Why it does not go out.</param>
/// <param name="MailId">Its mail; null while there is none.</param>
/// <param name="Reply">The server's last reply; null without one.</param>
/// <param name="EventId">The event that tells its latest news; null without one.</param>
/// <param name="ChangedAt">When it changed last.</param>
public sealed record MassMailRowView(
    long Row, string Address, string? Document, string Place, IReadOnlyList<MailFault> Faults, long? MailId, string? Reply, long? EventId, DateTimeOffset ChangedAt)
{
    internal static MassMailRowView Of(BatchRow row) => new(
        row.RowNumber, row.Address, row.Document, RowPlaces.Of(row.State, row.Sending, row.Returned).ToCode(), BatchJson.Faults(row.Faults), row.SentMailId, row.Reply, row.EventId, row.ChangedAt);
}
