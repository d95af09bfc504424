using BounceProcessor.Sending.Composing;

namespace BounceProcessor.MassMail;

/// <summary>A row whose turn it is.</summary>
/// <param name="Row">The row.</param>
/// <param name="Request">What is to be sent; <see langword="null"/> when it cannot be.</param>
/// <param name="State">Without a request: faulty or skipped.</param>
/// <param name="Faults">Why it cannot be sent.</param>
internal sealed record RowTurn(BatchRow Row, MailRequest? Request, RowState State, IReadOnlyList<MailFault> Faults);
