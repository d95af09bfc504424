using BounceProcessor.MassMail.Recipients;
using BounceProcessor.Sending.Composing;

namespace BounceProcessor.MassMail;

/// <summary>A row that was looked at.</summary>
/// <param name="Row">As given.</param>
/// <param name="Address">Its address.</param>
/// <param name="AddressKey">By which addresses are compared; <see langword="null"/> for what is no address.</param>
/// <param name="Document">The document its column names.</param>
/// <param name="State">Ready, faulty or skipped.</param>
/// <param name="Faults">Why it is not ready.</param>
/// <param name="Files">The files it names; empty when it is not sent.</param>
internal sealed record CheckedRow(
    RecipientRow Row, string Address, string? AddressKey, string? Document, RowState State, IReadOnlyList<MailFault> Faults, IReadOnlyList<string> Files);
