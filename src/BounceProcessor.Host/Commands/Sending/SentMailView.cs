using BounceProcessor.Sending.Records;

namespace BounceProcessor.Host.Commands.Sending;

/// <summary>A sent mail with all that belongs to it.</summary>
internal sealed record SentMailView(
    SentMail Mail, IReadOnlyList<SentRecipient> Recipients, IReadOnlyList<Transmission> Transmissions, IReadOnlyList<TransmissionHistory> History);
