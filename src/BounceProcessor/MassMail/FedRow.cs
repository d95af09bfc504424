using BounceProcessor.Sending.Composing;

namespace BounceProcessor.MassMail;

/// <summary>What became of a row when it was its turn.</summary>
/// <param name="RowNumber">Which row.</param>
/// <param name="State">Queued, skipped, faulty or refused.</param>
/// <param name="MailId">Its mail; <see langword="null"/> when there is none.</param>
/// <param name="Faults">Why there is none.</param>
internal sealed record FedRow(long RowNumber, RowState State, long? MailId, IReadOnlyList<MailFault> Faults);
